"""How well and how fast pages are cleaned, beside trafilatura alone: the same pages, version, scoring and processes.

    .venv/bin/python -m bench.cleaning FOLDER [--processes 2] [--rounds 5]

FOLDER is `tests/` of trafilatura's repository (github.com/adbar/trafilatura): evaldata.json, and pages in cache/ and
eval/. Nothing of it is part of this project. For each page people have written down pieces that its text must hold
and pieces that it must not; both sides are scored as trafilatura scores itself: a piece is found where it stands
in the text, whatever the spaces. Of our side `text` alone counts; title, dateline and credits stand beside it.

trafilatura is measured twice, for the text alone and with title, date and authors, which ours always gives.
By the clock: ours through connectors.cleaner as the connectors use it, each page sent to processes that can be killed;
trafilatura in a plain pool of as many, which have the pages already. All are started and warm; some 200 pages are done
by each side in turns, so that whatever else the machine does meets all alike. CPU time: in as many processes all
sides do each page one after another, without connectors.cleaner. Printed as JSON: F1 with its counts, and medians over
the rounds: pages a second, CPU milliseconds a page, and our speed beside theirs by both measures (more than 1: faster).
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.pieces import score
from connectors import page
from connectors.cleaner import Cleaner
from connectors.page import Page
from connectors.refused import Refused
from schemas.article import CleanedArticle

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WARM_UP = 40
SLICE = 198
"""Pages that one side does before it is the next one's turn."""
_PAGES: list[bytes] = []


def ours(raw: bytes) -> str:
    """Gives what `pledgewire clean` gives as the text."""
    found = page.clean(Page(html=raw), NOW)
    return found.text if isinstance(found, CleanedArticle) else ""


def trafilatura(raw: bytes) -> str:
    """Gives what trafilatura gives with the options of its own evaluation."""
    return _extract(raw, with_metadata=False)


def trafilatura_with_metadata(raw: bytes) -> str:
    """Gives the same; its title, date and authors are looked for as well, as ours are."""
    return _extract(raw, with_metadata=True)


def _extract(raw: bytes, *, with_metadata: bool) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction, extract
    if with_metadata:
        found: Any = bare_extraction(raw, include_comments=False, include_tables=True, with_metadata=True)
        return (found and found.text) or ""
    return extract(raw, fast=False, include_comments=False, include_tables=True, include_formatting=False) or ""


SIDES: dict[str, Callable[[bytes], str]] = {
    "trafilatura": trafilatura,
    "trafilatura with metadata": trafilatura_with_metadata,
    "pledgewire": ours,
}


def _all_sides(number: int) -> tuple[dict[str, str], dict[str, float]]:
    texts, cpu = {}, {}
    for side in _in_turn(list(SIDES), number):
        start = time.process_time()
        texts[side] = SIDES[side](_PAGES[number])
        cpu[side] = time.process_time() - start
    return texts, cpu


def _text(number: int) -> int:
    return len(trafilatura(_PAGES[number]))


def _text_with_metadata(number: int) -> int:
    return len(trafilatura_with_metadata(_PAGES[number]))


def load(folder: Path) -> list[dict[str, Any]]:
    """Gives what is wanted of each page, and keeps the pages for the processes that are forked later."""
    told = json.loads((folder / "evaldata.json").read_text("utf-8"))
    wanted = [told[url] for url in sorted(told)]
    for item in wanted:
        places = [folder / name / item["file"] for name in ("cache", "eval")]
        _PAGES.append(next(place for place in places if place.is_file()).read_bytes())
    return wanted


def interleaved(processes: int) -> tuple[dict[str, list[str]], dict[str, float]]:
    """Gives the texts of all sides, and the CPU seconds of each."""
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        pool.map(_all_sides, list(range(WARM_UP)) * processes, chunksize=WARM_UP)
        results = pool.map(_all_sides, range(len(_PAGES)), chunksize=8)
    texts = {side: [one[side] for one, _ in results] for side in SIDES}
    return texts, {side: sum(cpu[side] for _, cpu in results) for side in SIDES}


def by_clock(processes: int, rounds: int) -> dict[str, list[float]]:
    """Gives, for each side, the seconds by the clock that all pages took in each round."""
    with (
        multiprocessing.get_context("fork").Pool(processes) as text,
        multiprocessing.get_context("fork").Pool(processes) as metadata,
        Cleaner(timeout=60.0, workers=processes) as cleaner,
    ):
        sides: dict[str, Callable[[Sequence[int]], object]] = {
            "trafilatura": lambda numbers: text.map(_text, numbers, chunksize=2),
            "trafilatura with metadata": lambda numbers: metadata.map(_text_with_metadata, numbers, chunksize=2),
            "pledgewire": lambda numbers: asyncio.run(_cleaned(cleaner, numbers)),
        }
        for run in sides.values():
            run(list(range(WARM_UP)) * processes)
        spent: dict[str, list[float]] = {side: [] for side in sides}
        for turn in range(rounds):
            seconds = dict.fromkeys(sides, 0.0)
            for number, first in enumerate(range(0, len(_PAGES), SLICE)):
                numbers = range(first, min(first + SLICE, len(_PAGES)))
                for side in _in_turn(list(sides), turn + number):
                    start = time.perf_counter()
                    sides[side](numbers)
                    seconds[side] += time.perf_counter() - start
            for side, taken in seconds.items():
                spent[side].append(taken)
    return spent


async def _cleaned(cleaner: Cleaner, numbers: Sequence[int]) -> None:
    found = await asyncio.gather(*(cleaner.aclean(Page(html=_PAGES[number]), NOW) for number in numbers))
    assert not cleaner.killed, [str(one) for one in found if isinstance(one, Refused)]


def _in_turn(sides: list[str], turn: int) -> list[str]:
    turn %= len(sides)
    return sides[turn:] + sides[:turn]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    wanted = load(asked.folder)
    cpu: dict[str, list[float]] = {side: [] for side in SIDES}
    scores: dict[str, dict[str, float | int]] = {}
    for _ in range(asked.rounds):
        texts, spent = interleaved(asked.processes)
        for side in SIDES:
            scores[side] = score(texts[side], wanted)
            cpu[side].append(spent[side])
    clock = by_clock(asked.processes, asked.rounds)
    pages = len(_PAGES)
    told = {
        "trafilatura": version("trafilatura"),
        "pages": pages,
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "processes": asked.processes,
        "rounds": asked.rounds,
        "scores": scores,
        "pages_a_second": {side: round(pages / statistics.median(all_), 1) for side, all_ in clock.items()},
        "cpu_ms_a_page": {side: round(statistics.median(all_) / pages * 1000, 2) for side, all_ in cpu.items()},
        "speed_by_clock": beside(clock),
        "speed_by_cpu": beside(cpu),
    }
    print(json.dumps(told, indent=1))


def beside(spent: dict[str, list[float]]) -> dict[str, float]:
    """Gives how many times as fast as each other side we were: the median over the rounds."""
    ours_spent = spent["pledgewire"]
    return {
        side: round(statistics.median(theirs / ours for theirs, ours in zip(all_, ours_spent, strict=True)), 3)
        for side, all_ in spent.items()
        if side != "pledgewire"
    }


if __name__ == "__main__":
    main()
