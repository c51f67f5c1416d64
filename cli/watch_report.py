"""What a poll came to, for people and for programs."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from pipeline.watch import Report
    from schemas.progress import Progress

SHOWN_REFUSALS = 5
"""Refusals of one poll that are shown one by one."""


def show(report: "Report", shown: "Progress", *, all_of: bool = True) -> None:
    """Says what a poll came to, and when the next is; with `all_of` also that there was nothing new."""
    label = one_line(report.label if all_of or not report.polled else report.polled.state.label, longest=60)
    due = f"next poll {_in(report.next_poll)}" if report.next_poll else "it is not polled again"
    if report.moved_to and report.polled:
        label += f" (moved to {one_line(report.moved_to, longest=100)})"
    if report.polled is None:
        why = report.error or ""
        shown.say(f"{why if label in why else f'{label}: {why}'}; {due}.")
        return
    polled = report.polled
    if not (all_of or polled.new or polled.refused or report.moved_to):
        return
    if not polled.modified:
        shown.say(f"{label}: not modified; {due}.")
        return
    counts = [f"{polled.listed} listed", f"{polled.new} new", f"{polled.published} published"]
    counts += [f"{polled.unchanged} unchanged"] if polled.unchanged else []
    counts += [f"{len(polled.refused)} refused"] if polled.refused else []
    shown.say(f"{label}: {', '.join(counts)}; {due}.")
    for refused in polled.refused[:SHOWN_REFUSALS]:
        shown.say(f"  refused: {one_line(str(refused), longest=200)}")
    if len(polled.refused) > SHOWN_REFUSALS:
        shown.say(f"  and {len(polled.refused) - SHOWN_REFUSALS} more")


def _in(moment: str) -> str:
    seconds = max(0, round((datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()))
    return (
        f"in {seconds} s"
        if seconds < 120
        else f"in {round(seconds / 60)} min"
        if seconds < 7_200
        else (f"in {round(seconds / 3_600)} h")
    )


@dataclass
class Tally:
    """What all polls so far came to."""

    polls: int = 0
    failed: int = 0
    published: int = 0
    refused: int = 0
    error: str = ""

    def add(self, report: "Report") -> None:
        """Counts one more."""
        self.polls += 1
        if report.polled is None:
            self.failed += 1
            self.error = report.error or ""
            return
        self.published += report.polled.published
        self.refused += len(report.polled.refused)

    def sentence(self) -> str:
        """Gives the sums."""
        return (
            f"{counted(self.polls, 'poll')}: {counted(self.published, 'article')} published, "
            f"{counted(self.refused, 'entry', 'entries')} refused, {counted(self.failed, 'poll')} failed."
        )


def as_object(report: "Report") -> str:
    """Gives a report as one JSON object."""
    polled = report.polled
    counts = (
        {}
        if polled is None
        else {
            "modified": polled.modified,
            "listed": polled.listed,
            "new": polled.new,
            "published": polled.published,
            "unchanged": polled.unchanged,
            "refused": [{"where": one.where, "why": one.why} for one in polled.refused],
        }
    )
    fixed = {"feed": report.label, "feed_id": report.feed_id, "error": report.error, "next_poll": report.next_poll}
    return json.dumps({**fixed, **counts}, ensure_ascii=False)
