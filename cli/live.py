"""A few lines at the foot of a terminal that tell how things stand, under all that is said meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

from schemas.printable import one_line
from schemas.progress import Progress

Rows = Callable[[], Sequence[tuple[str, Sequence[str]]]]
"""Gives lines: what each is about, and the parts of it, those first that matter most."""

BETWEEN = " · "
A_SECOND = 2
"""How often the lines are drawn anew."""


def terminal() -> Console | None:
    """Gives stderr where lines can be drawn anew there, None elsewhere."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    return console if console.is_terminal and not console.is_dumb_terminal else None


@contextmanager
def live(console: Console, rows: Rows) -> Iterator[Progress]:
    """Shows the rows for the time of the block, above them what is said; takes away nothing of stdout."""
    with Live(
        _Foot(rows),
        console=console,
        refresh_per_second=A_SECOND,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield _Said(console)


class _Said:
    def __init__(self, console: Console) -> None:
        self._console = console

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        """Is told by the rows."""

    def say(self, sentence: str) -> None:
        """Says it with the time, and what goes on from it below."""
        now = " " * 5 if sentence.startswith(" ") else f"{datetime.now():%H:%M}"  # noqa: DTZ005 (a person's own clock)
        self._console.print(Text(f"{now} ", "dim").append(sentence, Style(dim=False)))


class _Foot:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draws each row on one line, however narrow the terminal has become: parts that do not fit are left out."""
        rows = self._rows()
        wide = max(len(label) for label, _ in rows) + 2
        yield Rule(style="dim", characters="─")
        for label, parts in rows:
            yield _line(label.ljust(wide), parts, options.max_width)


def _line(label: str, parts: Sequence[str], width: int) -> Text:
    line = Text(no_wrap=True, overflow="ellipsis").append(label, "dim")
    for number, part in enumerate(map(one_line, parts)):
        before = BETWEEN if number else ""
        if number and line.cell_len + cell_len(before + part) > width:
            break
        line.append(before, "dim").append(part)
    line.truncate(width, overflow="ellipsis")
    return line
