"""How well and how fast pages are cleaned, beside trafilatura alone: the same pages, version, scoring and processes.

    .venv/bin/python -m bench.cleaning FOLDER [--processes 2] [--rounds 3]

FOLDER is `tests/` of trafilatura's repository (github.com/adbar/trafilatura): evaldata.json, and pages in cache/ and
eval/. Nothing of it is part of this project. For each page people have written down pieces that its text must hold
and pieces that it must not; both sides are scored as trafilatura scores itself: a piece is found where it stands
in the text, whatever the spaces. Of our side `text` alone counts; title, dateline and credits stand beside it.

CPU time: in each round all sides clean each page one after another, in turns, in as many processes as asked for, so
that whatever else the machine does meets all alike. By the clock: trafilatura alone in a pool of processes, and ours
through connectors.cleaner as the connectors use it, with processes that can be killed. Printed as JSON: F1 with its
counts, medians over the rounds of CPU milliseconds a page and of pages a second, and the CPU time beside ours.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import statistics
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from connectors import page
from connectors.cleaner import Cleaner
from connectors.page import Page
from schemas.article import CleanedArticle

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WARM_UP = 40
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
    order = list(SIDES)
    turn = number % len(order)
    for side in order[turn:] + order[:turn]:
        start = time.process_time()
        texts[side] = SIDES[side](_PAGES[number])
        cpu[side] = time.process_time() - start
    return texts, cpu


def _alone(number: int) -> int:
    return len(trafilatura(_PAGES[number]))


def flat(text: str) -> str:
    """Gives a text with single spaces, as trafilatura's evaluation compares it."""
    return re.sub(r"\s+", " ", text).strip()


def score(texts: list[str], wanted: list[dict[str, Any]]) -> dict[str, float | int]:
    """Gives F1, precision and recall over the pieces of all pages."""
    true = false = missed = 0
    for text, item in zip(texts, wanted, strict=True):
        have = flat(text)
        found = sum(flat(piece) in have for piece in item["with"])
        true, missed = true + found, missed + len(item["with"]) - found
        false += sum(flat(piece) in have for piece in item["without"])
    return {
        "f1": round(2 * true / (2 * true + false + missed), 4),
        "precision": round(true / (true + false), 4),
        "recall": round(true / (true + missed), 4),
        "found": true,
        "wrong": false,
        "missed": missed,
    }


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


def trafilatura_alone(processes: int) -> float:
    """Gives the seconds by the clock that trafilatura takes for all pages in a pool of processes."""
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        pool.map(_alone, list(range(WARM_UP)) * processes, chunksize=WARM_UP)
        start = time.perf_counter()
        pool.map(_alone, range(len(_PAGES)), chunksize=8)
        return time.perf_counter() - start


async def _all(cleaner: Cleaner, numbers: range) -> None:
    await asyncio.gather(*(cleaner.aclean(Page(html=_PAGES[number]), NOW) for number in numbers))


def through_cleaner(processes: int) -> float:
    """Gives the seconds by the clock that connectors.cleaner takes for all pages."""
    with Cleaner(timeout=60.0, workers=processes) as cleaner:
        asyncio.run(_all(cleaner, range(WARM_UP)))
        start = time.perf_counter()
        asyncio.run(_all(cleaner, range(len(_PAGES))))
        return time.perf_counter() - start


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    wanted = load(asked.folder)
    cpu: dict[str, list[float]] = {side: [] for side in SIDES}
    clock: dict[str, list[float]] = {"trafilatura": [], "pledgewire": []}
    scores: dict[str, dict[str, float | int]] = {}
    for _ in range(asked.rounds):
        texts, spent = interleaved(asked.processes)
        for side in SIDES:
            scores[side] = score(texts[side], wanted)
            cpu[side].append(spent[side])
        clock["trafilatura"].append(trafilatura_alone(asked.processes))
        clock["pledgewire"].append(through_cleaner(asked.processes))
    pages = len(_PAGES)
    ours_cpu = statistics.median(cpu["pledgewire"])
    print(
        json.dumps(
            {
                "trafilatura": version("trafilatura"),
                "pages": pages,
                "processors": os.cpu_count(),
                "processes": asked.processes,
                "rounds": asked.rounds,
                "scores": scores,
                "cpu_ms_a_page": {side: round(statistics.median(all_) / pages * 1000, 2) for side, all_ in cpu.items()},
                "pages_a_second": {side: round(pages / statistics.median(all_), 1) for side, all_ in clock.items()},
                "speed_beside": {
                    side: round(statistics.median(all_) / ours_cpu, 3)
                    for side, all_ in cpu.items()
                    if side != "pledgewire"
                },
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
