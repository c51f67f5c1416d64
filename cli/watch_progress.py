"""How far a watch of all feeds is, while it goes on: feeds read, articles dealt with, pages a second."""

import time
from collections import Counter, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.model import Feed
    from pipeline.fates import OfFeed
    from pipeline.watch import Report
    from schemas.article import CleanedArticle
    from schemas.ledger import Fate, Line
    from schemas.progress import Progress

LATELY = 5.0
"""Seconds over which the speed is told."""
_DEALT_WITH = ("published", "duplicate", "skipped", "retried")
_TOLD = {"published": "published", "duplicate": "unchanged", "skipped": "refused", "retried": "put off"}


class WatchProgress:
    """Hears what becomes of entries (pipeline.fates.Note), and that feeds are done; shows how far all of it is."""

    def __init__(self, shown: "Progress", *, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown, self._clock = shown, clock
        self._fates: Counter[str] = Counter()
        self._pages: deque[float] = deque()
        self._began = clock()
        self._feeds, self._done = 0, 0

    def begin(self, feeds: int) -> None:
        """So many feeds are polled from now on."""
        self._feeds, self._began = feeds, self._clock()
        self._show()

    def after(self, hear: "Callable[[Report], None]") -> "Callable[[Report], None]":
        """Gives what hears of a poll as `hear` does, and that one more feed is done."""

        def heard(report: "Report") -> None:
            hear(report)
            self._done += 1
            self._show()

        return heard

    def note(
        self,
        fate: "Fate | OfFeed",
        feed: "Feed",
        line: "Line | None" = None,
        *,
        article: "CleanedArticle | None" = None,
        why: str | None = None,
    ) -> None:
        """Counts what became of an entry."""
        self._fates[fate] += 1
        if fate == "fetched":
            self._pages.append(self._clock())
        self._show()

    def end(self) -> None:
        """Shows the speed over all of the time."""
        self._articles(self._fates["fetched"] / max(self._clock() - self._began, 0.001))

    def _show(self) -> None:
        now = self._clock()
        while self._pages and self._pages[0] < now - LATELY:
            self._pages.popleft()
        self._shown.update("feeds", self._done, self._feeds, unit="feed")
        self._articles(len(self._pages) / max(min(LATELY, now - self._began), 1.0))

    def _articles(self, speed: float) -> None:
        if not self._fates["expected"]:
            return
        told = [f"{self._fates[fate]} {word}" for fate, word in _TOLD.items() if self._fates[fate]]
        told.append(f"{speed:.0f} pages/s" if speed >= 10 else f"{speed:.1f} pages/s")
        dealt_with = sum(self._fates[fate] for fate in _DEALT_WITH)
        self._shown.update("articles", dealt_with, self._fates["expected"], unit="article", more=", ".join(told))
