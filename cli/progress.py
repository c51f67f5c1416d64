"""Shows progress on stderr: bars on a terminal, a line every few seconds elsewhere. Data never goes here."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Column

from schemas.counted import counted
from schemas.progress import Progress, Silent

LINE_EVERY = 5.0
"""Seconds between two lines about the same job where stderr is no terminal."""


class _Terminal:
    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        task = self._tasks.get(label)
        if task is None:
            task = self._tasks[label] = self._bars.add_task(label, total=total, unit=unit, more=more)
        self._bars.update(task, completed=done, total=total, more=more)

    def say(self, sentence: str) -> None:
        self._bars.console.print(sentence, markup=False, highlight=False)


class _Lines:
    def __init__(self) -> None:
        self._said: dict[str, tuple[float, int]] = {}

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        at, before = self._said.get(label, (float("-inf"), -1))
        finished = total is not None and done >= total
        if done == before or (not finished and time.monotonic() - at < LINE_EVERY):
            return
        self._said[label] = (time.monotonic(), done)
        whole = done if total is None else total
        of = "" if total is None else f"{done / 1e6:.1f} of " if unit == "bytes" else f"{done} of "
        amount = f"{whole / 1e6:.1f} MB" if unit == "bytes" else counted(whole, unit) if unit else f"{whole}"
        said = f"{label}: {of}{amount}"
        self.say(f"{said}; {more}" if more else said)

    def say(self, sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201


class _Amount(DownloadColumn):
    """Megabytes where the job counts bytes, `3/5` where it counts anything else."""

    def __init__(self) -> None:
        super().__init__()
        self._plain = MofNCompleteColumn()

    def render(self, task):  # type: ignore[no-untyped-def]
        return super().render(task) if task.fields.get("unit") == "bytes" else self._plain.render(task)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Gives a Progress for the time of the block, fit for what stderr is; `quiet` shows nothing."""
    if quiet:
        yield Silent()
        return
    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield _Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None, table_column=Column(ratio=1, max_width=40)),
        _Amount(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[more]}", style="dim", table_column=Column(no_wrap=True)),
    )
    with Bars(*columns, console=console, expand=True) as bars:
        yield _Terminal(bars)
