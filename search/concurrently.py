"""Asks several things at once, since Elasticsearch answers each of them in its own time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


def both(one: Callable[[], One], other: Callable[[], Other]) -> tuple[One, Other]:
    """Gives what both give; the first runs in this thread. Raises what either raises, after both have ended."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        later = threads.submit(other)
        return one(), later.result()
