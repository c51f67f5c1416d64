"""How far a watch of all feeds is that polls each of them once: feeds read, articles dealt with, pages a second."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.entry_counts import EntryCounts, paced

if TYPE_CHECKING:
    from pipeline.fates import Noted
    from pipeline.watch import Report
    from schemas.progress import Progress


class WatchProgress:
    """Hears what becomes of entries (pipeline.fates.Note), and that feeds are done; shows how far all of it is."""

    def __init__(self, shown: "Progress", *, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown, self._counts = shown, EntryCounts(clock)
        self._feeds, self._done = 0, 0

    def begin(self, feeds: int) -> None:
        """So many feeds are polled from now on."""
        self._feeds = feeds
        self._counts.begin()
        self._show()

    def after(self, hear: "Callable[[Report], None]") -> "Callable[[Report], None]":
        """Gives what hears of a poll as `hear` does, and that one more feed is done."""

        def heard(report: "Report") -> None:
            hear(report)
            self._done += 1
            self._show()

        return heard

    def note(self, noted: "Noted") -> None:
        """Counts what became of an entry."""
        self._counts.note(noted)
        self._show()

    def end(self) -> None:
        """Shows the speed over all of the time."""
        self._articles(self._counts.overall())

    def _show(self) -> None:
        self._shown.update("feeds", self._done, self._feeds, unit="feed")
        self._articles(self._counts.speed())

    def _articles(self, speed: float) -> None:
        counts = self._counts
        if counts.expected:
            more = ", ".join([*counts.told(), paced(speed)])
            self._shown.update("articles", counts.dealt_with, counts.expected, unit="article", more=more)
