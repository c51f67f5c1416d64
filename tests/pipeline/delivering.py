"""Delivers from an outbox in memory, by a clock that is moved by hand."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.alerts.deliverer import Deliverer
from pipeline.alerts.message import Message
from pipeline.alerts.store import Unsent, Waiting
from schemas.alert import Alert
from schemas.errors import FetchError, ServerError
from schemas.ids import moment
from schemas.receiver_state import ReceiverState, receiver_id
from schemas.saved import SavedSearch
from tests.pipeline.alert_samples import search

TO = "mailto:me@example.org"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Outbox:
    """The alerts and who waits for them, in memory."""

    def __init__(self, *alerts: Alert) -> None:
        self.alerts: dict[str, Alert] = {}
        self.left: dict[str, set[str]] = {}
        self.add(*alerts)

    def add(self, *alerts: Alert, to: str = TO) -> None:
        for each in alerts:
            self.alerts[each.alert_id] = each
            self.left.setdefault(each.alert_id, set()).add(receiver_id(to))

    async def waiting(self) -> Waiting:
        found: Waiting = {}
        for identity, receivers in self.left.items():
            for one in receivers:
                key = self.alerts[identity].saved_id, one
                at = moment(self.alerts[identity].at)
                found[key] = min(found.get(key, at), at)
        return found

    async def unsent(self, saved_id: str, receiver: str, most: int) -> tuple[str, ...]:
        ours = [a for a in self.alerts.values() if a.saved_id == saved_id and receiver in self.left[a.alert_id]]
        return tuple(each.alert_id for each in sorted(ours, key=lambda each: (each.at, each.alert_id)))[:most]

    async def of(self, ids: Sequence[str], receiver: str) -> Unsent:
        left = tuple(one for one in ids if receiver in self.left[one])
        return Unsent(left, tuple(self.alerts[one] for one in left))

    async def told(self, ids: Sequence[str], receiver: str) -> None:
        for one in ids:
            self.left[one].discard(receiver)


class Desk:
    """Delivers from an outbox by a clock of its own; `fails` and `dies` say what the next attempts come to."""

    def __init__(self, outbox: Outbox, states: dict[str, ReceiverState] | None = None, **how: Any) -> None:
        self.now, self.outbox = START + timedelta(minutes=1), outbox
        self.sent: list[Message] = []
        self.fails: list[FetchError] = []
        self.kept: dict[str, ReceiverState] = {}
        self.unkept = 0
        settings = {"between": 15.0, "give_up": 3 * 86400.0, **how}
        self.deliverer = Deliverer(
            outbox,
            self._tell,
            self._save,
            dict(states or {}),
            clock=lambda: self.now,
            chance=random.Random(1),
            **settings,
        )

    async def _tell(self, to: str, message: Message) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(message)

    async def _save(self, state: ReceiverState) -> None:
        if self.unkept:
            self.unkept -= 1
            raise ServerError("Kafka is away")
        self.kept[state.key] = state

    def look(self, *searches: SavedSearch, after: float = 0) -> None:
        """Looks once, so many seconds later, and waits for what that begins."""

        async def run() -> None:
            await self.deliverer.look(searches)
            await self.deliverer.idle()

        self.now += timedelta(seconds=after)
        asyncio.run(run())

    @property
    def state(self) -> ReceiverState:
        (found,) = self.deliverer.states.values()
        return found


def told(desk: Desk) -> list[list[str]]:
    """Gives the titles in each message."""
    return [[each.article.title for each in message.alerts] for message in desk.sent]


PLAIN = search(to=(TO,))
