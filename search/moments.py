"""`--since` and `--until`: ISO dates and times, or how long ago (`30d`)."""

import re
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from schemas.errors import UsageError
from schemas.printable import one_line

_AGO = re.compile(r"(\d{1,5})\s*(h|d|w)")
_FARTHEST = timedelta(hours=18)
"""From UTC, that Elasticsearch knows; no place on earth is farther than 14."""
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class Span(Struct, frozen=True):
    """From `since` on, up to but without `until`; None leaves an end open. Both have a zone."""

    since: datetime | None = None
    until: datetime | None = None


def span(since: str | None, until: str | None, now: datetime) -> Span:
    """Gives the time that two options name; a day given as `until` is within. Raises UsageError."""
    asked = Span(_moment(since, "--since", now), _moment(until, "--until", now, last=True))
    if asked.since and asked.until and asked.since >= asked.until:
        raise UsageError(f"--since {since} is not before --until {until}, so nothing can lie between them")
    return asked


def _moment(text: str | None, option: str, now: datetime, *, last: bool = False) -> datetime | None:
    if text is None:
        return None
    written = text.strip()
    ago = _AGO.fullmatch(written)
    try:
        if ago:
            return now - int(ago[1]) * _UNITS[ago[2]]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            day = date.fromisoformat(written)
            if last and day == date.max:
                return None  # the last day that can be written: nothing lies after it
            return datetime.combine(day + timedelta(days=last), time(), UTC)
        found = _in_a_zone(datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        shown = one_line(text, longest=40)
        raise UsageError(
            f"{option} {shown} is no date: write 2025-01-31, 2025-01-31T12:00:00Z, or how long ago: 12h, 30d, 8w"
        ) from None
    return found


def _in_a_zone(found: datetime) -> datetime:
    offset = found.utcoffset()
    if offset is None:
        return found.replace(tzinfo=UTC)
    if abs(offset) > _FARTHEST:
        raise ValueError
    return found
