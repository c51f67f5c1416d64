"""Quiet hours and digests by the wall clock of a time zone, also where it is put forward and back."""

from datetime import UTC, datetime

import pytest

from pipeline.alerts.timing import after_quiet, due
from tests.pipeline.alert_samples import search


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "then"),
    [
        # Kyiv is two hours ahead of UTC in winter and three in summer.
        ("Europe/Kyiv", "2026-01-15 19:59", "2026-01-15 19:59"),
        ("Europe/Kyiv", "2026-01-15 20:00", "2026-01-16 05:00"),
        ("Europe/Kyiv", "2026-01-16 04:59", "2026-01-16 05:00"),
        ("Europe/Kyiv", "2026-01-16 05:00", "2026-01-16 05:00"),
        ("Europe/Kyiv", "2026-07-15 19:00", "2026-07-16 04:00"),
        # The nights in which clocks go forward (29 March 2026, 03:00 to 04:00) and back (25 October, 04:00 to 03:00).
        ("Europe/Kyiv", "2026-03-28 20:30", "2026-03-29 04:00"),
        ("Europe/Kyiv", "2026-10-24 19:30", "2026-10-25 05:00"),
        ("America/New_York", "2026-11-01 02:30", "2026-11-01 12:00"),
        ("Asia/Kathmandu", "2026-01-15 16:15", "2026-01-16 01:15"),
        ("UTC", "2026-01-15 23:00", "2026-01-16 07:00"),
    ],
)
def test_quiet_hours_from_ten_to_seven_are_kept_by_the_clock_of_the_place(zone: str, now: str, then: str) -> None:
    saved = search(quiet="22:00-07:00", zone=zone)
    assert after_quiet(saved, utc(now)) == utc(then)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-01-15 11:59", "2026-01-15 11:59"),
        ("2026-01-15 12:30", "2026-01-15 14:00"),
        ("2026-01-15 14:00", "2026-01-15 14:00"),
    ],
)
def test_quiet_hours_may_be_of_one_day(now: str, then: str) -> None:
    assert after_quiet(search(quiet="12:00-14:00"), utc(now)) == utc(then)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        # In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026: 02:30, which it skips, comes an hour later.
        ("2026-03-29 00:45", "2026-03-29 01:30"),
        ("2026-03-29 01:31", "2026-03-29 01:31"),
        # On 25 October 2026 it shows 02:30 twice, at 00:30 and at 01:30 UTC: the first counts.
        ("2026-10-24 23:45", "2026-10-25 00:30"),
        ("2026-10-25 00:30", "2026-10-25 00:30"),
        ("2026-10-25 01:15", "2026-10-25 01:15"),
    ],
)
def test_an_end_that_the_clock_skips_or_shows_twice(now: str, then: str) -> None:
    assert after_quiet(search(quiet="01:30-02:30", zone="Europe/Berlin"), utc(now)) == utc(then)


@pytest.mark.parametrize(
    ("digest", "zone", "since", "then"),
    [
        (None, "Europe/Kyiv", "2026-01-15 10:07", "2026-01-15 10:07"),
        ("hourly", "Europe/Kyiv", "2026-01-15 10:07", "2026-01-15 11:00"),
        ("hourly", "Europe/Kyiv", "2026-01-15 11:00", "2026-01-15 11:00"),
        ("hourly", "Asia/Kathmandu", "2026-01-15 10:07", "2026-01-15 10:15"),
        ("daily", "Europe/Kyiv", "2026-01-15 05:59", "2026-01-15 06:00"),
        ("daily", "Europe/Kyiv", "2026-01-15 06:01", "2026-01-16 06:00"),
        ("daily", "Europe/Kyiv", "2026-03-28 06:01", "2026-03-29 05:00"),
        ("daily", "Europe/Kyiv", "2026-10-24 05:01", "2026-10-25 06:00"),
        ("weekly", "Europe/Kyiv", "2026-01-15 10:07", "2026-01-19 06:00"),
        ("weekly", "Europe/Kyiv", "2026-01-19 06:01", "2026-01-26 06:00"),
    ],
)
def test_a_digest_is_due_at_its_next_time(digest: str | None, zone: str, since: str, then: str) -> None:
    assert due(search(digest=digest, zone=zone), utc(since)) == utc(then)


def test_a_digest_whose_time_is_in_quiet_hours_comes_at_their_end() -> None:
    saved = search(digest="daily", digest_at="06:00", quiet="22:00-07:00", zone="Europe/Kyiv")
    assert due(saved, utc("2026-01-15 10:00")) == utc("2026-01-16 05:00")
