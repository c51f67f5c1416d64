"""When a feed is polled next."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.schedule import JITTER, RECENT, Bounds, after_error, after_success, gap, recent, usual

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BOUNDS = Bounds(shortest=300.0, longest=21_600.0)

moments = some.integers(946_684_800, 2_208_988_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
times = some.lists(moments, max_size=60)
bounds = some.tuples(some.floats(5, 1e5), some.floats(1, 1e3)).map(lambda two: Bounds(two[0], two[0] * two[1]))
waits = some.floats(0, 1e8)
chances = some.integers(0, 999).map(random.Random)


def every(minutes: float, count: int) -> list[datetime]:
    """Gives the times of a feed that has had an entry every so many minutes, the last just now."""
    return [NOW - timedelta(minutes=minutes * number) for number in range(count)]


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [
        (1, 300.0),  # never more often than every five minutes
        (60, 60 * 60 * 0.5 * 29 / 30),  # 29 hours, 30 entries: half of what lies between two
        (24 * 60, 21_600.0),  # never less often than every six hours
    ],
)
def test_a_feed_is_polled_twice_for_each_entry_that_it_has(minutes: float, seconds: float) -> None:
    assert usual(gap(every(minutes, 30), NOW, NOW), BOUNDS) == pytest.approx(seconds)


def test_a_feed_without_dates_is_polled_less_and_less_often_until_it_has_something_new() -> None:
    known = NOW - timedelta(hours=4)
    assert usual(gap([], known, NOW), BOUNDS) == 7_200.0
    assert usual(gap([NOW, NOW], known, NOW), BOUNDS) == 300.0


def test_what_a_feed_asks_for_is_obeyed_and_what_a_person_asks_for_beats_it() -> None:
    assert usual(60.0, BOUNDS, asked=3_600.0) == 3_600.0
    assert usual(60.0, BOUNDS, asked=1e9) == 21_600.0
    assert usual(60.0, BOUNDS, every=30.0, asked=3_600.0) == 30.0
    assert after_success(30.0, BOUNDS, random.Random(1), every=30.0) == 30.0
    assert usual(60.0, BOUNDS, every=86_400.0) == 86_400.0


@given(times, times, moments)
def test_the_newest_entries_are_known_and_none_of_the_future(
    known: list[datetime], found: list[datetime], now: datetime
) -> None:
    kept = recent(known, found, now)
    assert len(kept) == min(len(known) + len(found), RECENT)
    assert all(each <= now for each in kept)
    assert list(kept) == sorted(kept, reverse=True)
    assert recent(kept, [], now) == kept


@given(times, moments, moments, some.timedeltas(timedelta(), timedelta(days=900)))
def test_silence_never_makes_a_feed_faster(
    found: list[datetime], since: datetime, now: datetime, silence: timedelta
) -> None:
    kept = recent([], found, now)
    assert gap(kept, since, now) <= gap(kept, since, now + silence)


@given(waits, some.none() | waits, bounds, chances)
def test_a_wait_lies_between_the_bounds_and_gives_a_feed_the_time_it_asks_for(
    mean: float, asked: float | None, limits: Bounds, chance: random.Random
) -> None:
    wait = usual(mean, limits, asked=asked)
    due = after_success(wait, limits, chance)
    assert limits.shortest <= wait <= due <= min(wait * (1 + JITTER), limits.longest)
    assert due >= min(asked or 0.0, limits.longest)


@given(waits, some.integers(1, 10_000), some.none() | waits, bounds, chances)
def test_a_failing_feed_is_left_alone_for_as_long_as_its_server_wants_and_never_beyond_the_longest_wait(
    mean: float, errors: int, told: float | None, limits: Bounds, chance: random.Random
) -> None:
    wait = after_error(usual(mean, limits), errors, limits, chance, retry_after=told)
    assert limits.shortest <= wait <= limits.longest
    assert wait >= min(told or 0.0, limits.longest)


@given(some.floats(5, 86_400), some.integers(1, 20), bounds, some.integers(0, 999))
def test_each_failure_makes_the_next_wait_longer_until_it_is_the_longest(
    wanted: float, errors: int, limits: Bounds, seed: int
) -> None:
    wait = usual(0.0, limits, every=wanted)
    first = after_error(wait, errors, limits, random.Random(seed))
    second = after_error(wait, errors + 1, limits, random.Random(seed))
    assert first <= second
    assert second == pytest.approx(2 * first) or second >= max(limits.longest, wait) * (1 - JITTER) - 1e-6
