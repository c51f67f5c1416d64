"""The timeline as shapes: bars in units of the drawing, each with the time that it stands for."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from search.answer import Timeline
from web.wording import Wording

WIDTH = 1_000.0
HEIGHT = 100.0
_GAP = 0.18
_LEAST = 2.0


class Bar(Struct, frozen=True, kw_only=True):
    """One bucket. `since` and `until` are the filters that ask for it; `left` and `room` its place, gap included."""

    label: str
    count: int
    since: str
    until: str
    left: float
    room: float
    x: float
    width: float
    y: float
    height: float


class Chart(Struct, frozen=True, kw_only=True):
    """A timeline ready to be drawn, and the days under its ends."""

    interval: str
    bars: tuple[Bar, ...]
    first: str
    last: str
    most: int


def chart(timeline: Timeline | None, wording: Wording) -> Chart | None:
    """Gives the drawing of a timeline, None where it would say nothing."""
    if timeline is None or len(timeline.buckets) < 2:
        return None
    starts = [datetime.fromisoformat(bucket.start) for bucket in timeline.buckets]
    most = max(bucket.count for bucket in timeline.buckets) or 1
    room = WIDTH / len(starts)
    bars = []
    for number, (start, bucket) in enumerate(zip(starts, timeline.buckets, strict=True)):
        tall = max(_LEAST, HEIGHT * bucket.count / most) if bucket.count else 0.0
        since, until = _filters(start, timeline.interval)
        bars.append(
            Bar(
                label=wording.bucket(start, timeline.interval),
                count=bucket.count,
                since=since,
                until=until,
                left=round(number * room, 2),
                room=round(room, 2),
                x=round((number + _GAP / 2) * room, 2),
                width=round(room * (1 - _GAP), 2),
                y=round(HEIGHT - tall, 2),
                height=round(tall, 2),
            )
        )
    return Chart(
        interval=timeline.interval,
        bars=tuple(bars),
        first=bars[0].label if timeline.interval == "hour" else wording.day(starts[0]),
        last=bars[-1].label if timeline.interval == "hour" else wording.day(_last_day(starts[-1], timeline.interval)),
        most=most,
    )


def _filters(start: datetime, interval: str) -> tuple[str, str]:
    if interval == "hour":
        return start.strftime("%Y-%m-%dT%H:%M:%SZ"), (start + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return start.date().isoformat(), _last_day(start, interval).isoformat()


def _last_day(start: datetime, interval: str) -> date:
    """Gives the last day of a bucket, which `until` includes."""
    if interval in ("hour", "day", "week"):
        return start.date() + timedelta(days=6 if interval == "week" else 0)
    months = {"month": 1, "quarter": 3, "year": 12}[interval]
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, 1) - timedelta(days=1)
