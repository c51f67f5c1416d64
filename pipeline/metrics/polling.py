"""What `watch` counts: polls, what became of the entries that feeds list, and fetches that failed."""

from typing import get_args

from prometheus_client import Counter

from pipeline.fates import Noted, OfFeed
from pipeline.fetch_failures import KINDS
from pipeline.watch import Report
from schemas.ledger import Fate

POLLS = Counter("pledgewire_polls", "Polls of feeds, by what they came to.", ["outcome"])
ENTRIES = Counter(
    "pledgewire_entries", "Entries that feeds list, each counted in every fate that it came to here.", ["fate"]
)
FETCH_FAILURES = Counter("pledgewire_fetch_failures", "Fetches of feeds and pages that failed, by why.", ["kind"])

OUTCOMES = ("modified", "not-modified", "failed")
OURS: tuple[Fate, ...] = ("expected", "fetched", "cleaned", "retried", "skipped", "duplicate", "published")
for _metric, _values in ((POLLS, OUTCOMES), (ENTRIES, OURS), (FETCH_FAILURES, KINDS)):
    for _value in _values:
        _metric.labels(_value)


def polled(report: Report) -> None:
    """Counts a poll."""
    modified = report.polled is not None and report.polled.modified
    POLLS.labels("failed" if report.polled is None else "modified" if modified else "not-modified").inc()


def note(noted: Noted) -> None:
    """Counts what becomes of an entry (a pipeline.fates.Note)."""
    if noted.fate not in get_args(OfFeed):
        ENTRIES.labels(noted.fate).inc()


def failed(kind: str) -> None:
    """Counts a fetch that failed."""
    FETCH_FAILURES.labels(kind).inc()
