"""How a feed is, in plain words: when it last worked, what went wrong, when it is polled next, how much it gives."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from schemas.counted import counted
from schemas.feed_state import FeedState
from schemas.redact import redact

Condition = Literal["gone", "failing", "overdue", "silent", "waiting", "fine"]
ORDER: tuple[Condition, ...] = ("gone", "failing", "overdue", "silent", "waiting", "fine")
"""What wants somebody's attention comes first."""

DAY = 86_400.0
OVERDUE = 600.0
"""Seconds after which a poll that was due and did not come is worth a word."""
SILENT_DAYS = 2.0
SILENT_GAPS = 5.0
"""A feed is silent when it has had nothing new for two days and for five times as long as usual."""
_LEAST_SPAN = 3_600.0


class Health(Struct, frozen=True, kw_only=True):
    """How one feed is. No address in it shows a secret; `days_silent` and `articles_a_day` are None where the feed has
    not shown any entry with a time yet.
    """

    feed_id: str
    label: str
    url: str
    condition: Condition
    summary: str
    configured: bool = False
    moved_to: str | None = None
    last_success: str | None = None
    last_poll: str | None = None
    next_poll: str | None = None
    errors: int = 0
    last_error: str | None = None
    days_silent: float | None = None
    articles_a_day: float | None = None
    every: float | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


def healths(states: Iterable[FeedState], now: datetime) -> list[Health]:
    """Gives the health of the feeds that people want, those that want attention first."""
    wanted = [state for state in states if state.subscription and not state.subscription.removed]
    return sorted((health(state, now) for state in wanted), key=_attention)


def health(state: FeedState, now: datetime) -> Health:
    """Gives how a feed is that is subscribed to."""
    given = state.subscription
    silent, rate = days_silent(state, now), articles_a_day(state, now)
    condition = _condition(state, silent, now)
    return Health(
        feed_id=state.feed_id,
        label=state.label,
        url=state.url,
        condition=condition,
        summary=_summary(state, condition, silent, rate, now),
        configured=bool(given and given.configured),
        moved_to=redact(state.moved_to) if state.moved_to else None,
        last_success=state.last_success,
        last_poll=state.last_poll,
        next_poll=state.next_poll,
        errors=state.errors,
        last_error=state.last_error,
        days_silent=None if silent is None else round(silent, 1),
        articles_a_day=None if rate is None else round(rate, 1),
        every=given.every if given else None,
        language=given.language if given else None,
        tags=given.tags if given else (),
    )


def days_silent(state: FeedState, now: datetime) -> float | None:
    """Gives for how many days a feed has had nothing new."""
    return _since(state.recent[0], now) / DAY if state.recent else None


def articles_a_day(state: FeedState, now: datetime) -> float | None:
    """Gives how many entries a day a feed has had lately, the silence since the newest counted in."""
    if not state.recent:
        return None
    return len(state.recent) * DAY / max(_since(state.recent[-1], now), _LEAST_SPAN)


def ago(seconds: float) -> str:
    """Gives a length of time as people say it, in one unit: `40 s`, `12 min`, `5 h`, `3 days`."""
    for unit, name in ((DAY, "days"), (3_600.0, "h"), (60.0, "min")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{max(seconds, 0.0):.0f} s"


def _since(moment: str, now: datetime) -> float:
    return max((now - datetime.fromisoformat(moment)).total_seconds(), 0.0)


def _condition(state: FeedState, silent: float | None, now: datetime) -> Condition:
    if not state.wanted:
        return "gone"
    if state.errors:
        return "failing"
    if state.last_poll is None:
        return "waiting"
    if state.next_poll and _since(state.next_poll, now) > OVERDUE:
        return "overdue"
    return "silent" if silent is not None and silent > _silence_expected(state) else "fine"


def _silence_expected(state: FeedState) -> float:
    """Days that a feed may be without anything new before that is worth a word."""
    newest, oldest = (datetime.fromisoformat(state.recent[index]) for index in (0, -1))
    usual = (newest - oldest).total_seconds() / DAY / (len(state.recent) - 1) if len(state.recent) > 1 else 6.0
    return max(SILENT_DAYS, SILENT_GAPS * usual)


def _summary(state: FeedState, condition: Condition, silent: float | None, rate: float | None, now: datetime) -> str:
    worked = f"last good {ago(_since(state.last_success, now))} ago" if state.last_success else "never worked"
    coming = ""
    if state.next_poll:
        left = (datetime.fromisoformat(state.next_poll) - now).total_seconds()
        coming = f"next poll in {ago(left)}" if left > 0 else "next poll due now"
    amount = "" if rate is None else pace(rate)
    quiet = "" if silent is None else f"nothing new for {ago(silent * DAY)}"
    why = (state.last_error or "").rpartition(": ")[2] if state.last_error else ""
    times = f"{why} ({state.errors} polls in a row)" if state.errors > 1 else why
    match condition:
        case "gone":
            parts = [why, worked, "not polled any more"]
        case "failing":
            parts = [times, worked, coming]
        case "waiting":
            parts = ["not polled yet: `pledgewire watch` polls it"]
        case "overdue":
            late = ago(_since(state.next_poll or "", now))
            parts = [f"due for {late}: `pledgewire watch` polls it", worked, amount]
        case "silent":
            parts = [quiet, amount, worked, coming]
        case "fine":
            parts = [amount, quiet, worked, coming]
    return "; ".join(part for part in parts if part)


def pace(rate: float) -> str:
    """Gives how many articles a feed has, as people say it; `rate` is of a day."""
    for days, name in ((1.0, "day"), (7.0, "week"), (30.0, "month")):
        if rate * days >= 1.5 or (name == "month" and rate * days >= 0.5):
            count = round(rate * days)
            return f"about {counted(count, 'article')} a {name}"
    return "less than one article a month"


def _attention(one: Health) -> tuple[int, float, str]:
    worst = {"failing": float(one.errors), "silent": one.days_silent or 0.0}.get(one.condition, 0.0)
    return ORDER.index(one.condition), -worst, one.label.casefold()
