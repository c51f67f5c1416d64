"""Who holds an office when."""

from dataclasses import dataclass
from datetime import date

OPEN = date.max


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in one office of one state or organisation, both days included."""

    person: str
    office: str
    of: str
    start: date
    end: date

    def overlaps(self, first: date, last: date) -> bool:
        """Tells whether the person held the office on any day from `first` to `last`."""
        return self.start <= last and first <= self.end


def tenure(person: str, written: str) -> Tenure:
    """Reads `president state/us 2021-01-20/2025-01-20`. Raises ValueError where a day does not exist."""
    office, of, days = written.split(" ")
    return Tenure(person, office, of, *interval(days))


def interval(written: str) -> tuple[date, date]:
    """Reads `2021-01-20/2025-01-20`: first and last day. Raises ValueError where a day does not exist."""
    start, _, end = written.partition("/")
    first, last = _day(start, first=True), OPEN if end == ".." else _day(end, first=False)
    if last < first:
        raise ValueError(f"ends ({end}) before it starts ({start})")
    return first, last


def _day(written: str, *, first: bool) -> date:
    """Reads a day, a month or a year: its first day or its last."""
    parts = [int(part) for part in written.split("-")]
    year, month, day = (*parts, *([0] * (3 - len(parts))))
    if day:
        return date(year, month, day)
    if first:
        return date(year, month or 1, 1)
    following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
