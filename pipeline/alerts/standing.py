"""How saved searches and their receivers stand: what `pledgewire saved`, the page and whoever operates it show."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from elasticsearch import Elasticsearch
from msgspec import Struct

from config.alerts import Saved
from connectors.assemble import moment
from pipeline.alerts import receiver_states, saved_searches
from pipeline.alerts import timing as alert_timing
from pipeline.alerts.receivers import Kind, Means, Receivers
from schemas.endpoints import KafkaEndpoint
from schemas.ids import moment as in_utc
from schemas.receiver_state import ReceiverState, receiver_id
from schemas.saved import SavedSearch
from search.alerts import Tally, tallies

Condition = Literal["fine", "waiting", "failing", "unknown"]
"""Nothing is to be told, or it is about to be; it waits for its time; the last attempt failed; nobody here knows it."""


class ReceiverStanding(Struct, frozen=True, kw_only=True):
    """How one receiver stands. `to` holds no secret; `waiting` counts alerts, `next` is when it is told next."""

    to: str
    kind: Kind
    condition: Condition
    waiting: int = 0
    sent: int = 0
    given_up: int = 0
    failures: int = 0
    last_success: str | None = None
    last_error: str | None = None
    next: str | None = None


class SavedStanding(Struct, frozen=True, kw_only=True):
    """How one saved search stands: what it asks (parameters of the API), what came of it, and who is told."""

    name: str
    saved_id: str
    what: str
    question: tuple[tuple[str, str], ...]
    digest: str | None
    digest_at: str
    quiet: str | None
    zone: str
    configured: bool
    alerts: int
    last_alert: str | None
    receivers: tuple[ReceiverStanding, ...]

    @property
    def failing(self) -> bool:
        """Whether a receiver wants attention."""
        return any(each.condition in ("failing", "unknown") for each in self.receivers)


def standings(
    client: Elasticsearch,
    prefix: str,
    endpoint: KafkaEndpoint,
    configured: Sequence[Saved],
    means: Means,
    now: datetime,
) -> tuple[SavedStanding, ...]:
    """Gives all saved searches by name. Raises ServerError where Kafka or Elasticsearch does not answer."""
    saved = saved_searches.all_of(endpoint, configured, now)
    states = receiver_states.load(endpoint) if any(each.to for each in saved) else {}
    counts = tallies(client, prefix, [each.saved_id for each in saved])
    receivers = Receivers(means)
    return tuple(_standing(each, states, counts.get(each.saved_id, Tally()), receivers, now) for each in saved)


def _standing(
    saved: SavedSearch, states: Mapping[str, ReceiverState], tally: Tally, receivers: Receivers, now: datetime
) -> SavedStanding:
    return SavedStanding(
        name=saved.name,
        saved_id=saved.saved_id,
        what=saved.what,
        question=saved.question,
        digest=saved.digest,
        digest_at=saved.digest_at,
        quiet=saved.quiet,
        zone=saved.zone,
        configured=saved.configured,
        alerts=tally.alerts,
        last_alert=tally.last,
        receivers=tuple(_receiver(saved, to, states, tally, receivers.kind(to), now) for to in saved.to),
    )


def _receiver(
    saved: SavedSearch, to: str, states: Mapping[str, ReceiverState], tally: Tally, kind: Kind, now: datetime
) -> ReceiverStanding:
    empty = ReceiverState(saved_id=saved.saved_id, to=to)
    state, waiting = states.get(empty.key, empty), tally.waiting.get(receiver_id(to), 0)
    # What is waited for is told with the next digest from now at the latest; not before the next attempt.
    soonest = (
        max(alert_timing.due(saved, now), in_utc(state.next_try)) if state.next_try else alert_timing.due(saved, now)
    )
    condition: Condition = "fine"
    if kind == "unknown":
        condition = "unknown"
    elif state.failures:
        condition = "failing"
    elif waiting and soonest > now:
        condition = "waiting"
    return ReceiverStanding(
        to=to,
        kind=kind,
        condition=condition,
        waiting=waiting,
        sent=state.sent,
        given_up=state.given_up,
        failures=state.failures,
        last_success=state.last_success,
        last_error=state.last_error,
        next=moment(soonest) if waiting else None,
    )
