"""Counts over time: the interval follows from the time between the first and the last result."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from search.answer import Bucket, Timeline

INTERVALS = (
    ("hour", timedelta(days=2)),
    ("day", timedelta(days=60)),
    ("week", timedelta(days=400)),
    ("month", timedelta(days=1_830)),
    ("quarter", timedelta(days=5_500)),
)
"""Each with the longest time that it serves: some sixty buckets at the most."""
YEARS = timedelta(days=36_525)
"""Beyond a century, as a wrong date makes it, empty years are left out."""

RANGE: dict[str, Any] = {"first": {"min": {"field": "when"}}, "last": {"max": {"field": "when"}}}
"""Aggregations that tell from when to when the results are."""


def interval(length: timedelta) -> str:
    """Gives the interval that fits a length of time."""
    return next((name for name, longest in INTERVALS if length <= longest), "year")


def histogram(aggregations: Mapping[str, Any]) -> dict[str, Any] | None:
    """Gives the aggregation for a timeline from the answer to RANGE; None where nothing was found."""
    first, last = (aggregations[name]["value"] for name in ("first", "last"))
    if first is None:
        return None
    length = timedelta(milliseconds=last - first)
    least = 1 if length > YEARS else 0
    return {"date_histogram": {"field": "when", "calendar_interval": interval(length), "min_doc_count": least}}


def read(asked: Mapping[str, Any], found: Mapping[str, Any]) -> Timeline:
    """Gives the timeline from the answer to `histogram`."""
    buckets = tuple(Bucket(iso(bucket["key"]), bucket["doc_count"]) for bucket in found["buckets"])
    return Timeline(asked["date_histogram"]["calendar_interval"], buckets)


def iso(milliseconds: int) -> str:
    """Gives a moment since 1970 as ISO 8601 in UTC."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    return moment.isoformat().replace("+00:00", "Z")
