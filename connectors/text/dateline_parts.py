"""What a dateline says: a place, a date, an agency, of which any may be missing."""

import re
from datetime import date, datetime, timedelta

from connectors.text import dates
from connectors.text.dateline import is_agency
from schemas.provenance import Dateline

_BRACKETED = re.compile(r"[\[(/]\s*([^)\]/]{2,40}?)\s*[)\]/]")
_DATE = re.compile(
    r"(?<!\w)(?:(?P<d1>\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?P<m1>[^\W\d_]{3,10})\.?"
    r"|(?P<m2>[^\W\d_]{3,10})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?!\d))"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?:\s*(?:р|г|року|года)\b\.?)?)?"
)
_EDGES = " ,.;:–—―-"
_NEAR = timedelta(days=183)


def read(line: str, published: str | None = None) -> Dateline | None:
    """Gives the parts of a dateline; the year of its date is told, or that which lies nearest to `published`."""
    rest, agency, written, day = line, None, None, None
    bracketed = _BRACKETED.search(rest)
    if bracketed is not None:
        agency, rest = bracketed[1], rest[: bracketed.start()] + rest[bracketed.end() :]
    found = next((one for one in _DATE.finditer(rest) if dates.month(one["m1"] or one["m2"])), None)
    if found is not None:
        written, day = found[0].strip(_EDGES), _day(found, published)
        after = rest[found.end() :].strip(_EDGES)
        agency, rest = agency or after or None, rest[: found.start()]
    elif agency is None:
        agency, rest = _agency(rest)
    place = rest.strip(_EDGES) or None
    if place is None and agency is None and written is None:
        return None
    return Dateline(place=place, date=written, day=day, agency=agency)


def _agency(rest: str) -> tuple[str | None, str]:
    """Without a date or brackets a known agency may stand alone; what else stands alone is a place."""
    return (rest.strip(_EDGES), "") if is_agency(rest.strip(_EDGES)) else (None, rest)


def _day(found: "re.Match[str]", published: str | None) -> str | None:
    number, month = int(found["d1"] or found["d2"]), dates.month(found["m1"] or found["m2"]) or 0
    if found["year"]:
        return _iso(int(found["year"]), month, number)
    if published is None:
        return None
    near = datetime.fromisoformat(published).date()
    days = [one for year in (-1, 0, 1) if (one := _iso(near.year + year, month, number))]
    nearest = min(days, key=lambda one: abs(date.fromisoformat(one) - near), default=None)
    return nearest if nearest and abs(date.fromisoformat(nearest) - near) <= _NEAR else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
