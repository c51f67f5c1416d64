"""What has become of the entries that feeds list, counted while a watch goes on; and how fast pages come."""

from collections import Counter, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.fates import Noted

LATELY = 5.0
"""Seconds over which the speed is told."""
_TOLD = {"published": "published", "duplicate": "unchanged", "skipped": "refused", "retried": "put off"}


class EntryCounts:
    """Hears what becomes of entries; `note` is a pipeline.fates.Note."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._began = clock, clock()
        self._fates: Counter[str] = Counter()
        self._pages: deque[float] = deque()

    def begin(self) -> None:
        """Measures the speed from now on."""
        self._began = self._clock()

    def note(self, noted: "Noted") -> None:
        """Counts what became of an entry."""
        self._fates[noted.fate] += 1
        if noted.fate == "fetched":
            self._pages.append(self._clock())

    @property
    def expected(self) -> int:
        """How many entries were new or had changed."""
        return self._fates["expected"]

    @property
    def dealt_with(self) -> int:
        """Of how many of them it is known what becomes of them."""
        return sum(self._fates[fate] for fate in _TOLD)

    def told(self) -> list[str]:
        """Gives what became of them: `3 published`, `1 refused`; nothing of what did not occur."""
        return [f"{self._fates[fate]} {word}" for fate, word in _TOLD.items() if self._fates[fate]]

    def speed(self) -> float:
        """Gives how many pages a second came lately."""
        now = self._clock()
        while self._pages and self._pages[0] < now - LATELY:
            self._pages.popleft()
        return len(self._pages) / max(min(LATELY, now - self._began), 1.0)

    def overall(self) -> float:
        """Gives how many pages a second came since the beginning."""
        return self._fates["fetched"] / max(self._clock() - self._began, 0.001)


def paced(speed: float) -> str:
    """Gives a speed as a person says it."""
    return f"{speed:.0f} pages/s" if speed >= 10 else f"{speed:.1f} pages/s"
