"""A date as machines and outlets write it, with what is known of it: a moment, or no more than a day."""

import re
from datetime import UTC, datetime

from connectors.text import dates
from schemas.provenance import DateTold, Source

LONGEST = 100
_EARLIEST, _LATEST = 1980, 2100
_DAY = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)")
_ZONE_APART = re.compile(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$)")
_IN_ADDRESS = re.compile(r"/((?:19[89]|20[0-4])\d)[/-]?(0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$)")


def told(source: Source, written: str) -> DateTold | None:
    """Gives what was told, or None where it is no date of a time in which news was written.

    A time without a zone tells a day: what follows from it depends on a zone that nobody told.
    """
    plain = " ".join(written.split())[:LONGEST]
    try:
        parsed = datetime.fromisoformat(_ZONE_APART.sub("", plain))
    except ValueError:
        return _by_words(source, plain)
    return _told(source, parsed, plain)


def of_address(url: str) -> DateTold | None:
    """Gives the day that an address names, as `/2024/03/01/` does."""
    found = _IN_ADDRESS.search(url)
    return _day(("url"), found, found[0].strip("/")) if found else None


def _by_words(source: Source, written: str) -> DateTold | None:
    day = _DAY.match(written)
    if day is not None:
        return _day(source, day, written)
    found = dates.find(written)
    return _told(source, datetime.fromisoformat(found[0]), written, exact=_has_time(found[0])) if found else None


def _has_time(moment: str) -> bool:
    return not moment.endswith("T00:00:00Z")


def _day(source: Source, found: "re.Match[str]", written: str) -> DateTold | None:
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None
    return _told(source, day, written, exact=False)


def _told(source: Source, parsed: datetime, written: str, *, exact: bool | None = None) -> DateTold | None:
    if not _EARLIEST <= parsed.year <= _LATEST:
        return None
    exact = parsed.tzinfo is not None if exact is None else exact
    if parsed.tzinfo is None:
        parsed = datetime(parsed.year, parsed.month, parsed.day, tzinfo=UTC)
    moment = parsed.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return DateTold(source=source, moment=moment, written=written, exact=exact)
