"""When a feed is polled next: as often as it has something new, within bounds, and later and later while it fails."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

RECENT = 30
"""Entries whose times tell a feed's rhythm: enough to even out a burst, few enough to follow a change within days."""
SHARE = 0.5
"""Of the mean time between two entries that is waited: an entry is then found after a quarter of it, on average."""
JITTER = 0.2
"""Share by which a wait may differ, so that the feeds of one host do not come together for ever."""
_MOST_DOUBLINGS = 30


class Bounds(Struct, frozen=True):
    """Seconds between two polls of a feed whose `every` nobody has configured."""

    shortest: float
    longest: float


def recent(known: Iterable[datetime], found: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """Gives the times of the newest entries, newest first; a time to come counts as now."""
    return tuple(sorted((min(each, now) for each in (*known, *found)), reverse=True)[:RECENT])


def gap(times: Sequence[datetime], since: datetime, now: datetime) -> float:
    """Gives the mean seconds from one entry to the next; `times` are those of the newest, in any order.

    The silence since the newest counts, so a feed that falls silent is found to slow down. Where no entry has a time
    it is how long the feed has been known (`since`).
    """
    start = min(times, default=since)
    return max((now - start).total_seconds(), 0.0) / max(len(times), 1)


def usual(mean_gap: float, bounds: Bounds, *, every: float | None = None, asked: float | None = None) -> float:
    """Gives the seconds from one good poll to the next.

    `every` is what a person wants, which beats all else. `asked` is for how long the feed or its server asks to be left
    alone (ttl, Cache-Control): it is obeyed, though not beyond the longest wait.
    """
    if every is not None:
        return every
    return min(max(mean_gap * SHARE, asked or 0.0, bounds.shortest), bounds.longest)


def after_success(wait: float, bounds: Bounds, chance: random.Random, *, every: float | None = None) -> float:
    """Gives the usual wait, lengthened by chance up to the longest; exactly `every` where a person wants that."""
    return wait if every is not None else min(wait * chance.uniform(1.0, 1.0 + JITTER), bounds.longest)


def after_error(
    wait: float, errors: int, bounds: Bounds, chance: random.Random, *, retry_after: float | None = None
) -> float:
    """Gives the wait after so many failed polls in a row: the usual one, doubled with each, up to the longest.

    `retry_after` is for how long the server wants to be left alone; it is obeyed up to the longest wait too.
    """
    longest = max(bounds.longest, wait)
    grown = min(wait * 2.0 ** min(errors, _MOST_DOUBLINGS), longest) * chance.uniform(1.0 - JITTER, 1.0)
    told = (retry_after or 0.0) * chance.uniform(1.0, 1.0 + JITTER)
    return min(max(grown, told, min(bounds.shortest, wait)), longest)
