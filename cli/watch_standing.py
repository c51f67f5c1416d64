"""How a watch that goes on stands: its feeds, polls, entries and files, in a line each."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.entry_counts import EntryCounts, paced
from cli.watch_folders import FolderReports
from cli.watch_report import Tally
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from schemas.feed_state import FeedState

LONGEST_LABEL = 30


def _now() -> datetime:
    return datetime.now(UTC)


class Standing:
    """Counts what is heard; `rows` gives the lines (cli.live)."""

    def __init__(
        self,
        tally: Tally,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """`tally` has the sums of the polls; `files`, those of folders where there are any."""
        self._tally, self._clock, self._now = tally, clock, now
        self._began = clock()
        self.counts = EntryCounts(clock)
        self.files: FolderReports | None = None
        self.feeds: Callable[[], Sequence[FeedState]] | None = None
        """Gives the states of the feeds that are polled here."""

    def rows(self) -> list[tuple[str, list[str]]]:
        """Gives a line for each of what is watched."""
        from pipeline.feed_health import ago

        rows = []
        if self.feeds is not None:
            rows.append(("feeds", self._of_feeds(self.feeds(), ago)))
            rows.append(("polls", self._of_polls(ago(self._clock() - self._began))))
            rows.append(("entries", self._of_entries()))
        if self.files is not None:
            rows.append(("files", self._of_files(self.files)))
        return rows or [("", ["starting"])]

    def _of_feeds(self, states: "Sequence[FeedState]", ago: Callable[[float], str]) -> list[str]:
        from connectors.assemble import moment

        now = self._now()
        due = moment(now)
        coming = [state for state in states if state.next_poll and state.next_poll > due]
        parts = [f"{len(states)} watched"]
        if under_way := len(states) - len(coming):
            parts.append(f"{under_way} being polled")
        if failing := sum(bool(state.errors) for state in states):
            parts.append(f"{failing} failing")
        if coming:
            first = min(coming, key=lambda state: state.next_poll or "")
            left = (datetime.fromisoformat(first.next_poll or "") - now).total_seconds()
            parts.append(f"next in {ago(left)}: {one_line(first.label, longest=LONGEST_LABEL)}")
        return parts

    def _of_polls(self, since: str) -> list[str]:
        parts = [f"{self._tally.polls} in {since}"]
        return [*parts, f"{self._tally.failed} failed"] if self._tally.failed else parts

    def _of_entries(self) -> list[str]:
        counts = self.counts
        parts = [f"{counts.expected} new", *counts.told()]
        if to_do := counts.expected - counts.dealt_with:
            parts += [f"{to_do} to do", paced(counts.speed())]
        return parts

    def _of_files(self, files: FolderReports) -> list[str]:
        parts = [f"{files.files} read", f"{counted(files.published, 'article')} published"]
        return [*parts, f"{files.refused} refused"] if files.refused else parts
