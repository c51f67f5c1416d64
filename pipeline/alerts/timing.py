"""When a receiver may be told: quiet hours and digests, in the time zone of the saved search; nothing but data.

Both are moments of the wall clock. One that the clock skips in spring comes an hour later, one that it shows twice in
autumn is the first of the two.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schemas.saved import SavedSearch

MONDAY = 0
_DAY = timedelta(days=1)


def due(saved: SavedSearch, since: datetime) -> datetime:
    """Gives when what waits since a moment may be told: at once, or with the next digest; not in quiet hours."""
    return after_quiet(saved, _with_digest(saved, since))


def after_quiet(saved: SavedSearch, now: datetime) -> datetime:
    """Gives the end of the quiet hours that a moment lies in, or the moment itself."""
    for start, end in _quiet(saved, now):
        if start <= now < end:
            return end
    return now


def _with_digest(saved: SavedSearch, since: datetime) -> datetime:
    if saved.digest is None:
        return since
    zone = ZoneInfo(saved.zone)
    here = since.astimezone(zone)
    if saved.digest == "hourly":
        # By the wall clock, for there are zones a half or a quarter of an hour off the others'.
        into = timedelta(minutes=here.minute, seconds=here.second, microseconds=here.microsecond)
        return since + timedelta(hours=1) - into if into else since
    for ahead in range(9):
        day = here.date() + ahead * _DAY
        if saved.digest == "weekly" and day.weekday() != MONDAY:
            continue
        moment = _moment(day, saved.digest_at, zone)
        if moment >= since:
            return moment
    return since


def _quiet(saved: SavedSearch, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    if saved.quiet is None:
        return
    begins, _, ends = saved.quiet.partition("-")
    zone = ZoneInfo(saved.zone)
    today = now.astimezone(zone).date()
    for day in (today - _DAY, today):
        last = day if begins < ends else day + _DAY
        yield _moment(day, begins, zone), _moment(last, ends, zone)


def _moment(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
