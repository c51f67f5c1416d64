"""Dates of feeds that feedparser takes wrongly or not at all: European zones, `GMT+2`, months in other languages."""

import re
import time
from datetime import UTC, datetime, timedelta

from connectors.text import dates

_HOURS = {
    **{"wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "trt": 3},
    **{"msk": 3, "msd": 4, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13},
    **{"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6},
    **{"pst": -8, "pdt": -7},
}
"""Zones by name; those that name several zones (IST: India, Israel, Ireland) are not here and count as UTC."""
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?\s*(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"(?:\(?(?:(?:UTC|GMT|UT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?|(?P<name>[a-z]{1,5}))\)?)?"
_WRITTEN = re.compile(
    r"(?:[^\W\d_]{1,12}\.?,?\s+)?"
    r"(?:(?P<day>\d{1,2})(?:\.\s*|[\s-]+)(?P<month>[^\W\d_]{3,10})\.?[\s,-]+(?P<year>(?:19|20)\d\d)"
    r"|(?P<month2>[^\W\d_]{3,10})\.?\s+(?P<day2>\d{1,2}),?\s+(?P<year2>(?:19|20)\d\d)"
    r"|(?P<day3>\d{1,2})\.(?P<month3>\d{1,2})\.(?P<year3>(?:19|20)\d\d))"
    rf"(?:[,\s–|-]+(?:um\s+|at\s+|à\s+|в\s+|о\s+)?{_CLOCK}\s*{_ZONE})?",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"\d{10}|\d{13}")


def parsed(written: str) -> time.struct_time | None:
    """Gives a moment in UTC, as feedparser wants it of a date handler; None leaves the date to feedparser's own.

    A time without a zone, or with one that nobody can tell, is taken as UTC.
    """
    written = written.strip()
    if _SECONDS.fullmatch(written):
        return datetime.fromtimestamp(int(written[:10]), UTC).utctimetuple()
    match = _WRITTEN.fullmatch(written) if len(written) <= 100 else None
    if match is None:
        return None
    day, year = _either(match, "day"), _either(match, "year")
    named = match["month"] or match["month2"]
    month = dates.month(named) if named else int(match["month3"])
    if month is None:
        return None
    # 24:00 is the end of the day, which Python does not let an hour be.
    clock = timedelta(hours=_hour(match), minutes=int(match["minute"] or 0), seconds=int(match["second"] or 0))
    if clock > timedelta(days=1):
        return None
    return (datetime(year, month, day, tzinfo=UTC) + clock - _offset(match)).utctimetuple()


def _either(match: "re.Match[str]", what: str) -> int:
    return int(match[what] or match[f"{what}2"] or match[f"{what}3"])


def _hour(match: "re.Match[str]") -> int:
    hour = int(match["hour"] or 0)
    if not match["half"]:
        return hour
    return hour % 12 + (12 if match["half"].lower().startswith("p") else 0)


def _offset(match: "re.Match[str]") -> timedelta:
    if match["sign"]:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return -offset if match["sign"] == "-" else offset
    return timedelta(hours=_HOURS.get((match["name"] or "").lower(), 0))
