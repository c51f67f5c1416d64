"""Watching feeds: each polled when it is due, none held up by another, what fails tried again later and later."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from msgspec import Struct, structs

from config.model import Feed
from connectors.assemble import moment
from pipeline.poll import Polled, Poller, Save
from schemas.errors import FetchError, ServerError
from schemas.feed_state import LONGEST_ERROR, FeedState, feed_id
from schemas.redact import redact

log = logging.getLogger(__name__)

LONGEST_WAIT = 6 * 3600.0
"""Seconds to which the wait after errors grows, where the feed's own interval is not longer."""
JITTER = 0.2
"""Share by which a wait after an error is shortened or lengthened, so that feeds of one host do not come together."""
SERVER_WAIT = 15.0
"""Seconds until a feed is polled again whose articles Kafka did not take."""


class Report(Struct, frozen=True, kw_only=True):
    """What one poll of one feed came to: `polled`, or the sentence that says why not; and when the next is due."""

    label: str
    feed_id: str
    next_poll: str
    polled: Polled | None = None
    error: str | None = None


class Watcher:
    """Polls the feeds through a Poller; at most `concurrency` at once. `report` hears of every poll.

    Delivery: at least once (see Poller). A state is saved after each poll, so a restart goes on where this one ended.
    """

    def __init__(
        self,
        feeds: Iterable[Feed],
        poller: Poller,
        states: dict[str, FeedState],
        *,
        save: Save,
        clock: Callable[[], datetime],
        chance: random.Random,
        report: Callable[[Report], None],
        concurrency: int,
    ) -> None:
        self._feeds = {feed_id(feed.url): feed for feed in feeds}
        self._poller, self._states, self._save = poller, states, save
        self._clock, self._chance, self._report = clock, chance, report
        self._places = asyncio.Semaphore(concurrency)

    async def once(self) -> list[Report]:
        """Polls every feed now, due or not. Raises ServerError where Kafka does not take what was found."""
        away: list[ServerError] = []
        tasks: list[asyncio.Task[Report]] = []
        try:
            async with asyncio.TaskGroup() as group:
                tasks += [group.create_task(self._poll(identity)) for identity in self._feeds]
        except* ServerError as errors:
            away += [error for error in errors.exceptions if isinstance(error, ServerError)]
        if away:
            raise away[0]
        return [task.result() for task in tasks]

    async def forever(self) -> None:
        """Polls every feed whenever it is due, until cancelled. A Kafka that is away is waited for."""
        async with asyncio.TaskGroup() as group:
            for identity in self._feeds:
                group.create_task(self._follow(identity))

    async def _follow(self, identity: str) -> None:
        wait = self.due_in(identity)
        while True:
            await asyncio.sleep(wait)
            try:
                await self._poll(identity)
                wait = self.due_in(identity)
            except Exception as error:
                # Kafka is away, or this feed found a fault of ours: neither may end the watch of the others.
                if not isinstance(error, ServerError):
                    log.exception("poll failed", extra={"feed_url": redact(self._feeds[identity].url)})
                wait = SERVER_WAIT
                due = moment(self._clock() + timedelta(seconds=wait))
                why = str(error) if isinstance(error, ServerError) else f"{self._label(identity)}: {error!r}"
                self._report(Report(label=self._label(identity), feed_id=identity, next_poll=due, error=why))

    def due_in(self, identity: str) -> float:
        """Seconds until a feed is due; one that was configured to be polled more often since is not waited for."""
        state = self._states.get(identity)
        if state is None or state.next_poll is None:
            return 0.0
        wait = (datetime.fromisoformat(state.next_poll) - self._clock()).total_seconds()
        every = self._feeds[identity].every
        longest = max(every, LONGEST_WAIT) * (1 + JITTER) if state.errors else every
        return min(max(wait, 0.0), longest)

    async def _poll(self, identity: str) -> Report:
        feed = self._feeds[identity]
        state = self._states.get(identity) or FeedState(feed_id=identity, url=redact(feed.url))
        polled, error = None, None
        async with self._places:
            try:
                polled = await self._poller.poll(feed, state)
                state = polled.state
            except FetchError as failure:
                error = str(failure)
                state = structs.replace(
                    state,
                    errors=state.errors + 1,
                    last_error=error[:LONGEST_ERROR],
                    last_poll=moment(self._clock()),
                )
        due = moment(self._clock() + timedelta(seconds=self._wait(feed, state.errors)))
        state = structs.replace(state, next_poll=due)
        await self._save(state)
        self._states[identity] = state
        report = Report(label=self._label(identity), feed_id=identity, next_poll=due, polled=polled, error=error)
        self._report(report)
        return report

    def _wait(self, feed: Feed, errors: int) -> float:
        if errors == 0:
            return feed.every
        longest = max(LONGEST_WAIT, feed.every)
        grown = min(feed.every * 2 ** min(errors, 30), longest)
        return float(grown) * self._chance.uniform(1 - JITTER, 1 + JITTER)

    def _label(self, identity: str) -> str:
        feed = self._feeds[identity]
        return feed.name or redact(feed.url)
