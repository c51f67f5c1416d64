"""WebSub push: subscribes to the hubs that feeds name, keeps the leases alive, and hands on what the hubs send."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from msgspec import Struct

from connectors import websub
from schemas.errors import FetchError
from schemas.redact import redact

log = logging.getLogger(__name__)

VERIFY_WITHIN = timedelta(minutes=10)
"""A hub that took our request and does not come to verify it within this time has failed."""
FIRST_RETRY, LAST_RETRY = timedelta(minutes=10), timedelta(hours=6)
DENIED_WAIT = timedelta(days=1)
RENEW_AT = 0.8
"""Share of a lease after which it is renewed."""
LOOK_EVERY = 5.0
AT_ONCE = 8
PING_EVERY = timedelta(seconds=30)
"""A feed is polled no more often than this because of what nobody signed."""

Ask = Callable[[str, dict[str, str]], Awaitable[None]]
Deliver = Callable[[str, bytes | None], bool | None]
"""Takes the id of a feed and what was pushed, or None where only a poll can say what is new. True: it is worked on,
False: there is no room for it now, None: the feed is not ours."""


class Standing(Struct, kw_only=True):
    """How we stand with the hub of one feed. `due` is when to ask (again), `until` when a lease ends that runs;
    `signed` says that the hub was given a secret, `told` when one without any last told of news.
    """

    hub: str
    topic: str
    due: datetime
    until: datetime | None = None
    failures: int = 0
    signed: bool = True
    told: datetime | None = None


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
        ours: Callable[[str], bool],
        clock: Callable[[], datetime],
        chance: random.Random,
        say: Callable[[str], None],
    ) -> None:
        """`callback` is the public address that hubs reach us by; `lease` seconds are asked for; `ours` says whether a
        feed is polled here still.
        """
        self._key, self._callback, self._lease = key, callback.rstrip("/"), lease
        self._ask, self._deliver, self._ours = ask, deliver, ours
        self._clock, self._chance, self._say = clock, chance, say
        self._standing: dict[str, Standing] = {}
        self._feeds: dict[str, str] = {}

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
        """Asks hubs when it is due, AT_ONCE of them at once, until cancelled."""
        while True:
            for feed_id in [feed_id for feed_id in self._standing if not self._ours(feed_id)]:
                self.leave(feed_id)
            now = self._clock()
            due = [(feed_id, one) for feed_id, one in self._standing.items() if one.due <= now]
            for start in range(0, len(due), AT_ONCE):
                await asyncio.gather(*(self._subscribe(*one) for one in due[start : start + AT_ONCE]))
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

    def knows(self, token: str) -> int:
        """Gives the status for a POST before its body is read: accepted, gone, or not found."""
        feed_id = self._feeds.get(token)
        if feed_id is None:
            return HTTPStatus.NOT_FOUND
        return HTTPStatus.ACCEPTED if feed_id in self._standing else HTTPStatus.GONE

    def take(self, token: str, signature: str, body: bytes) -> int:
        """Gives the status for what was sent. What is not signed as it should be is accepted and passed over: who sent
        it must not learn that the guess was wrong (section 7.1).
        """
        status = self.knows(token)
        if status != HTTPStatus.ACCEPTED:
            return status
        feed_id = self._feeds[token]
        standing, now = self._standing[feed_id], self._clock()
        if standing.signed and not websub.is_signed(signature, websub.secret(self._key, feed_id), body):
            log.warning("a push without the right signature was passed over", extra={"feed_id": feed_id})
            return HTTPStatus.ACCEPTED
        if not standing.signed:
            if standing.told and now - standing.told < PING_EVERY:
                return HTTPStatus.ACCEPTED
            standing.told = now
        taken = self._deliver(feed_id, body if standing.signed else None)
        if taken is None:
            self.leave(feed_id)
            return HTTPStatus.GONE
        return HTTPStatus.ACCEPTED if taken else HTTPStatus.SERVICE_UNAVAILABLE
