"""WebSub push: subscribes to the hubs that feeds name, keeps the leases alive, and hands on what the hubs send."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from msgspec import Struct

from connectors import websub
from schemas.errors import FetchError, ServerError
from schemas.redact import redact

log = logging.getLogger(__name__)

VERIFY_WITHIN = timedelta(minutes=10)
"""A hub that took our request and does not come to verify it within this time has failed."""
FIRST_RETRY, LAST_RETRY = timedelta(minutes=10), timedelta(hours=6)
DENIED_WAIT = timedelta(days=1)
RENEW_AT = 0.8
"""Share of a lease after which it is renewed."""
LOOK_EVERY = 5.0
WAITING = 100
"""Pushes that wait to be worked on; a hub that sends more is asked to come again."""

Ask = Callable[[str, dict[str, str]], Awaitable[None]]
Deliver = Callable[[str, bytes | None], Awaitable[None]]
"""Takes the id of a feed and what was pushed, or None where only a poll can say what is new."""


class Standing(Struct, kw_only=True):
    """How we stand with the hub of one feed. `due` is when to ask (again), `until` when a lease ends that runs;
    `signed` says that the hub was given a secret.
    """

    hub: str
    topic: str
    due: datetime
    until: datetime | None = None
    failures: int = 0
    signed: bool = True


class Push:
    """Subscriptions by the ids of feeds.

    What a hub sends is taken where it is signed with our secret. A hub that cannot be asked over https gets no secret,
    and what it sends only has the feed polled at once. A push that is lost costs nothing but time, for feeds are polled
    as well. Callback addresses and secrets follow from `key`, so that a restart goes on with the same.
    """

    def __init__(
        self,
        key: bytes,
        callback: str,
        *,
        lease: float,
        ask: Ask,
        deliver: Deliver,
        clock: Callable[[], datetime],
        chance: random.Random,
        say: Callable[[str], None],
    ) -> None:
        """`callback` is the public address that hubs reach us by; `lease` seconds are asked for."""
        self._key, self._callback, self._lease = key, callback.rstrip("/"), lease
        self._ask, self._deliver, self._clock, self._chance, self._say = ask, deliver, clock, chance, say
        self._standing: dict[str, Standing] = {}
        self._feeds: dict[str, str] = {}
        self._waiting: asyncio.Queue[tuple[str, bytes | None]] = asyncio.Queue(WAITING)

    def offer(self, feed_id: str, hub: str | None, topic: str | None) -> None:
        """Takes what a poll found: the feed's hub and the address that the hub knows it by, where it names both."""
        if not hub or not topic:
            return
        known = self._standing.get(feed_id)
        if known is None or (known.hub, known.topic) != (hub, topic):
            self._standing[feed_id] = Standing(hub=hub, topic=topic, due=self._clock())
            self._feeds[websub.token(self._key, feed_id)] = feed_id

    def leave(self, feed_id: str) -> None:
        """Takes no more pushes of a feed; its hub hears so when it sends the next."""
        self._standing.pop(feed_id, None)

    async def run(self) -> None:
        """Asks hubs when it is due and hands on what they send, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._hand_on())
            while True:
                now = self._clock()
                for feed_id, standing in list(self._standing.items()):
                    if standing.due <= now:
                        await self._subscribe(feed_id, standing)
                await asyncio.sleep(LOOK_EVERY)

    async def _subscribe(self, feed_id: str, standing: Standing) -> None:
        # Counted as failed until the hub has verified: then, and only then, the lease runs.
        grown = min(FIRST_RETRY * 2 ** min(standing.failures, 10), LAST_RETRY)
        standing.due = self._clock() + max(grown * self._chance.uniform(0.8, 1.2), VERIFY_WITHIN)
        standing.failures += 1
        callback = f"{self._callback}/{websub.token(self._key, feed_id)}"
        failure: FetchError | None = None
        for hub in websub.best_first(standing.hub):
            standing.signed = hub.startswith("https://")
            secret = websub.secret(self._key, feed_id) if standing.signed else None
            form = websub.request(topic=standing.topic, callback=callback, lease=self._lease, secret=secret)
            try:
                await self._ask(hub, form)
            except FetchError as error:
                failure = error
            else:
                return
        log.warning("%s", failure)
        if standing.failures == 1:
            self._say(f"no pushes: {failure}")

    def verify(self, token: str, query: Mapping[str, str]) -> tuple[int, str]:
        """Gives the status and the text with which a hub's GET is answered."""
        feed_id = self._feeds.get(token)
        standing = self._standing.get(feed_id) if feed_id else None
        said = websub.intent(query)
        if standing is None or said is None or said.topic != standing.topic or said.mode == "unsubscribe":
            return HTTPStatus.NOT_FOUND, ""
        now = self._clock()
        if said.mode == "denied":
            standing.until, standing.due = None, now + DENIED_WAIT
            self._say(f"no pushes: {redact(standing.hub)} denies us {redact(standing.topic)}")
            return HTTPStatus.OK, ""
        lease = said.lease or self._lease
        if standing.until is None:
            self._say(f"{redact(standing.topic)}: pushed by {redact(standing.hub)} from now on")
        standing.until = now + timedelta(seconds=lease)
        standing.due = now + timedelta(seconds=lease * RENEW_AT * self._chance.uniform(0.9, 1.0))
        standing.failures = 0
        return HTTPStatus.OK, said.challenge

    def answers(self, token: str) -> int:
        """Gives the status for a POST before its body is read: accepted, gone, not found, or come again."""
        feed_id = self._feeds.get(token)
        if feed_id is None:
            return HTTPStatus.NOT_FOUND
        if feed_id not in self._standing:
            return HTTPStatus.GONE
        return HTTPStatus.SERVICE_UNAVAILABLE if self._waiting.full() else HTTPStatus.ACCEPTED

    def take(self, token: str, signature: str, body: bytes) -> None:
        """Takes what was sent where `answers` accepts it. What is not signed as it should be is passed over in silence:
        the sender must not learn that its guess was wrong (section 7.1).
        """
        feed_id = self._feeds[token]
        standing = self._standing.get(feed_id)
        if standing is None or self._waiting.full():
            return
        if not standing.signed:
            self._waiting.put_nowait((feed_id, None))
        elif websub.is_signed(signature, websub.secret(self._key, feed_id), body):
            self._waiting.put_nowait((feed_id, body))
        else:
            log.warning("a push without the right signature was passed over", extra={"feed_id": feed_id})

    async def _hand_on(self) -> None:
        while True:
            feed_id, body = await self._waiting.get()
            try:
                await self._deliver(feed_id, body)
            except (ServerError, FetchError) as error:
                log.warning("%s", error)
            except Exception:
                # The next push may be another feed's, and polls find what this one held.
                log.exception("push not taken", extra={"feed_id": feed_id})
