"""How feeds are, in plain words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.feed_health import ago, health, healths, pace
from schemas.feed_state import FeedState
from schemas.subscription import Subscription

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WANTED = Subscription(changed="2026-11-01T00:00:00.000000Z")


def at(**before: float) -> str:
    """Gives the moment so long before now."""
    return (NOW - timedelta(**before)).isoformat().replace("+00:00", "Z")


def state(name: str = "A", **known: Any) -> FeedState:
    """Gives the state of a feed that was polled ten minutes ago, with what else is known."""
    url = f"https://{name.lower()}.example/feed"
    polled = {"last_poll": at(minutes=10), "last_success": at(minutes=10), "next_poll": at(minutes=-20)}
    return FeedState(
        **{"feed_id": f"{ord(name):032x}", "url": url, "title": name, "subscription": WANTED, **polled, **known}
    )


HOURLY = tuple(at(hours=hours) for hours in range(1, 31))
BROKEN = "https://a.example/feed: not found (404)"


@pytest.mark.parametrize(
    ("known", "condition", "summary"),
    [
        (
            {"recent": HOURLY},
            "fine",
            "about 24 articles a day; nothing new for 60 min; last good 10 min ago; next poll in 20 min",
        ),
        (
            {"errors": 3, "last_error": BROKEN, "last_success": at(days=4)},
            "failing",
            "not found (404) (3 polls in a row); last good 4 days ago; next poll in 20 min",
        ),
        (
            {"errors": 1, "last_error": BROKEN, "last_success": None, "next_poll": at(seconds=1)},
            "failing",
            "not found (404); never worked; next poll due now",
        ),
        (
            {"gone": at(days=-1), "errors": 1, "last_error": "https://a.example/feed: is gone for good (410)"},
            "gone",
            "is gone for good (410); last good 10 min ago; not polled any more",
        ),
        (
            {"recent": tuple(at(days=12, hours=hours) for hours in range(1, 31))},
            "silent",
            "nothing new for 12 days; about 2 articles a day; last good 10 min ago; next poll in 20 min",
        ),
        ({"recent": (at(days=5), at(days=12))}, "fine", None),  # one a week is how it is
        ({"recent": (at(days=3),)}, "fine", None),
        ({"recent": (at(days=40),)}, "silent", None),
        (
            {"next_poll": at(hours=5), "recent": HOURLY},
            "overdue",
            "due for 5 h: `pledgewire watch` polls it; last good 10 min ago; about 24 articles a day",
        ),
        (
            {"last_poll": None, "last_success": None, "next_poll": None},
            "waiting",
            "not polled yet: `pledgewire watch` polls it",
        ),
    ],
)
def test_a_feeds_health_is_told_in_plain_words(known: dict[str, Any], condition: str, summary: str | None) -> None:
    found = health(state(**known), NOW)
    assert found.condition == condition
    assert summary is None or found.summary == summary


def test_what_wants_attention_comes_first_and_what_nobody_wants_is_left_out() -> None:
    states = [
        state("A", recent=HOURLY),
        state("B", recent=(at(days=40), at(days=41))),
        state("C", errors=1, last_error=BROKEN),
        state("D", errors=9, last_error=BROKEN),
        state("E", gone=at(days=-1)),
        state("F", subscription=Subscription(changed=at(days=1), removed=True)),
        state("G", subscription=None),
    ]
    assert [each.label for each in healths(states, NOW)] == ["E", "D", "C", "B", "A"]


def test_no_secret_is_in_a_feeds_health() -> None:
    secret = "https://ann:hunter2@a.example/feed?token=hunter2"
    wanted = Subscription(changed=WANTED.changed, address=secret)
    assert "hunter2" not in repr(health(state(subscription=wanted, moved_to=secret), NOW))


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (119, "119 s"), (120, "2 min"), (7_200, "2 h"), (172_800, "2 days"), (-5, "0 s")]
)
def test_a_length_of_time_is_told_in_one_unit(seconds: float, said: str) -> None:
    assert ago(seconds) == said


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (240.0, "about 240 articles a day"),
        (1.0, "about 7 articles a week"),
        (0.1, "about 3 articles a month"),
        (0.03, "about 1 article a month"),
        (0.001, "less than one article a month"),
    ],
)
def test_a_pace_is_told_in_the_unit_that_fits(rate: float, said: str) -> None:
    assert pace(rate) == said
