"""Tells the receivers of alerts: at once, by digests, not in quiet hours; again where one fails, up to a bound.

What is under way is written down before it is sent, so that every attempt, also a successor's, is the same message.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import structs

from connectors.assemble import moment
from pipeline.alerts import timing as alert_timing
from pipeline.alerts.message import Message, message
from pipeline.alerts.store import Unsent, Waiting
from schemas.counted import counted
from schemas.errors import FetchError, ServerError
from schemas.ids import moment as in_utc
from schemas.printable import one_line
from schemas.receiver_state import LONGEST_ERROR, ReceiverState, receiver_id
from schemas.saved import SavedSearch

FIRST_RETRY, LAST_RETRY = 30.0, 6 * 3600.0
"""Seconds until a receiver that failed is tried again: doubled each time, up to this; jitter takes up to half."""
LONGEST_REST = 86_400.0
"""Seconds that a receiver may ask to be left alone (Retry-After)."""
MOST_OF_A_MESSAGE = 500
AT_ONCE = 8

log = logging.getLogger(__name__)

Tell = Callable[[str, Message], Awaitable[None]]
Save = Callable[[ReceiverState], Awaitable[None]]


class Store(Protocol):
    """What waits for receivers (pipeline.alerts.store)."""

    async def waiting(self) -> Waiting: ...

    async def unsent(self, saved_id: str, receiver: str, most: int) -> tuple[str, ...]: ...

    async def of(self, ids: Sequence[str], receiver: str) -> Unsent: ...

    async def told(self, ids: Sequence[str], receiver: str) -> None: ...


class Deliverer:
    """Looks at what waits and tells whoever is due, each on its own, so that a slow receiver delays no other.

    Delivery: at least once. A message that was sent and not marked, since the process was killed in between, is sent
    again with the same id.
    """

    def __init__(
        self,
        store: Store,
        tell: Tell,
        save: Save,
        states: dict[str, ReceiverState],
        *,
        between: float,
        give_up: float,
        clock: Callable[[], datetime],
        chance: random.Random,
    ) -> None:
        """`states` are the receivers' by their keys, and are kept here; `save` returns once Kafka has one."""
        self._store, self._tell, self._save, self.states = store, tell, save, states
        self._between, self._give_up = timedelta(seconds=between), timedelta(seconds=give_up)
        self._clock, self._chance = clock, chance
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    async def look(self, searches: Sequence[SavedSearch]) -> None:
        """Begins to tell whoever is due now."""
        waiting = await self._store.waiting()
        for saved in searches:
            for to in saved.to:
                state = self._state(saved, to)
                since = waiting.get((saved.saved_id, receiver_id(to)))
                if state.key not in self._under_way and self._is_due(saved, state, since):
                    task = asyncio.create_task(self._one(saved, state))
                    self._under_way[state.key] = task
                    task.add_done_callback(lambda _, key=state.key: self._under_way.pop(key, None))  # type: ignore[misc]

    async def idle(self) -> None:
        """Waits until nothing is under way."""
        while self._under_way:
            await asyncio.gather(*self._under_way.values())

    async def stop(self) -> None:
        """Gives up what is under way; the next look, here or elsewhere, sends it again."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _state(self, saved: SavedSearch, to: str) -> ReceiverState:
        empty = ReceiverState(saved_id=saved.saved_id, to=to)
        return self.states.get(empty.key, empty)

    def _is_due(self, saved: SavedSearch, state: ReceiverState, since: datetime | None) -> bool:
        now = self._clock()
        if alert_timing.after_quiet(saved, now) > now or (state.next_try and in_utc(state.next_try) > now):
            return False
        if state.message:
            return True
        if since is None:
            return False
        told = in_utc(state.last_success) + self._between if state.last_success else now
        return told <= now and alert_timing.due(saved, since) <= now

    async def _one(self, saved: SavedSearch, state: ReceiverState) -> None:
        try:
            async with self._places:
                await self._message(saved, state)
        except ServerError as error:
            log.warning("alerts of %s wait, nothing is lost: %s", saved.name, error)
        except Exception:  # one receiver's message may not end all others'
            log.exception("alerts of %s wait", saved.name)

    async def _message(self, saved: SavedSearch, state: ReceiverState) -> None:
        receiver = receiver_id(state.to)
        if not state.message:
            ids = await self._store.unsent(saved.saved_id, receiver, MOST_OF_A_MESSAGE)
            state = await self._keep(structs.replace(state, message=ids, first_try=moment(self._clock())))
        unsent = await self._store.of(state.message, receiver) if state.message else Unsent((), ())
        if not unsent.ids:  # it was told of, and the process ended before it could say so
            await self._keep(structs.replace(state, message=(), first_try=None, next_try=None))
            return
        now = self._clock()
        state = structs.replace(state, last_try=moment(now))
        try:
            await self._tell(state.to, message(saved.name, state.to, unsent.alerts, state.message, now))
        except FetchError as error:
            await self._failed(saved, state, error, receiver)
            return
        await self._store.told(state.message, receiver)
        log.info("%s was told of %s of %s", state.to, counted(len(unsent.ids), "alert"), saved.name)
        await self._keep(
            structs.replace(
                state,
                sent=state.sent + 1,
                failures=0,
                last_success=moment(now),
                last_error=None,
                next_try=None,
                first_try=None,
                message=(),
            )
        )

    async def _failed(self, saved: SavedSearch, state: ReceiverState, error: FetchError, receiver: str) -> None:
        now = self._clock()
        pause = min(LAST_RETRY, FIRST_RETRY * 2 ** min(state.failures, 20)) * self._chance.uniform(0.5, 1.0)
        pause = max(pause, min(error.retry_after or 0.0, LONGEST_REST))
        failed = structs.replace(
            state,
            failures=state.failures + 1,
            last_error=one_line(str(error), longest=LONGEST_ERROR),
            next_try=moment(now + timedelta(seconds=pause)),
        )
        log.warning("an alert of %s did not arrive (attempt %d): %s", saved.name, failed.failures, error)
        if state.first_try and now - in_utc(state.first_try) >= self._give_up:
            log.error("alerts of %s are given up for %s, and stay in its feed", saved.name, state.to)
            await self._store.told(state.message, receiver)
            failed = structs.replace(failed, message=(), first_try=None, given_up=state.given_up + 1)
        await self._keep(failed)

    async def _keep(self, state: ReceiverState) -> ReceiverState:
        self.states[state.key] = state
        await self._save(state)
        return state
