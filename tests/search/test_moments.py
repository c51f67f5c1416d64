"""`--since` and `--until` as people write them."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.errors import UsageError
from search.moments import Span, span
from search.timeline import interval

NOW = datetime(2025, 4, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-01-31", "2025-01-31T00:00:00+00:00"),
        ("2025-01-31T12:30:00Z", "2025-01-31T12:30:00+00:00"),
        ("2025-01-31T12:30:00+02:00", "2025-01-31T12:30:00+02:00"),
        ("2025-01-31T12:30", "2025-01-31T12:30:00+00:00"),
        ("30d", "2025-03-02T12:00:00+00:00"),
        ("12h", "2025-04-01T00:00:00+00:00"),
        ("2w", "2025-03-18T12:00:00+00:00"),
    ],
)
def test_a_beginning_is_a_day_a_moment_or_how_long_ago(written: str, moment: str) -> None:
    found = span(written, None, NOW)
    assert found.since is not None
    assert found.since.isoformat() == moment
    assert found.until is None


def test_a_day_given_as_the_end_is_within() -> None:
    found = span("2025-01-31", "2025-01-31", NOW)
    assert found.until is not None
    assert found.until.isoformat() == "2025-02-01T00:00:00+00:00"


@pytest.mark.parametrize("since", [None, "2025-01-31", "9999-12-31", "0001-01-01"])
def test_the_last_day_of_all_as_the_end_leaves_it_open(since: str | None) -> None:
    assert span(since, "9999-12-31", NOW) == Span(span(since, None, NOW).since, None)


def test_the_edges_of_the_calendar_are_moments_like_others() -> None:
    found = span("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", NOW)
    assert found.since is not None
    assert found.until is not None
    assert (found.since.isoformat(), found.until.isoformat()) == (
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    )
    assert span("0001-01-01", "0001-01-01", NOW).until == datetime(1, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "0000-01-01",
        "10000-01-01",
        "yesterday",
        "2025-02-30",
        "2025",
        "31.01.2025",
        "-3d",
        "",
        "2025-13-01",
        "2025-01-01T00:00:00-23:59",
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(UsageError, match="is no date: write 2025-01-31"):
        span(written, None, NOW)


def test_a_beginning_after_the_end_is_refused() -> None:
    with pytest.raises(UsageError, match="is not before"):
        span("2025-02-01", "2025-01-01", NOW)


@pytest.mark.parametrize(
    ("days", "name"),
    [(0, "hour"), (2, "hour"), (3, "day"), (60, "day"), (61, "week"), (400, "week"), (401, "month"), (1_800, "month"),
     (2_000, "quarter"), (6_000, "year"), (700_000, "year")],
)  # fmt: skip
def test_the_interval_follows_from_the_length_of_time(days: int, name: str) -> None:
    assert interval(timedelta(days=days)) == name
