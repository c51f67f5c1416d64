"""Watching feeds: each polled when it is due, none held up by another, what fails tried again later and later."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec import Struct, structs

from config.model import Feed
from connectors.assemble import moment
from pipeline import remembered, schedule
from pipeline.feed_book import FeedBook
from pipeline.poll import Poller
from pipeline.polled import Polled
from pipeline.schedule import Bounds
from schemas.errors import FetchError, ServerError
from schemas.feed_state import FeedState
from schemas.redact import redact

log = logging.getLogger(__name__)

MOST_PUSHED, OF_ONE = 30, 3
"""Pushes that wait to be worked on, of all feeds and of one."""
SERVER_WAIT = 15.0
"""Seconds until a feed is polled again whose articles Kafka did not take."""


class Report(Struct, frozen=True, kw_only=True):
    """What one poll of one feed came to: `polled`, or the sentence that says why not; and when the next is due (None:
    never, for its server says that it is gone for good). `moved_to` is there where it has just moved, without secrets.
    """

    label: str
    feed_id: str
    next_poll: str | None
    polled: Polled | None = None
    error: str | None = None
    moved_to: str | None = None


class Watcher:
    """Polls feeds through a Poller, known by the ids of their states; at most `concurrency` polls at once.

    Delivery: at least once (see Poller). A state is saved after each poll, so a restart goes on where this one ended.
    `report` hears of every poll.
    """

    def __init__(
        self,
        poller: Poller,
        book: FeedBook,
        bounds: Bounds,
        *,
        clock: Callable[[], datetime],
        chance: random.Random,
        report: Callable[[Report], None],
        concurrency: int,
    ) -> None:
        self._poller, self._book, self._bounds = poller, book, bounds
        self._clock, self._chance, self._report = clock, chance, report
        self._places = asyncio.Semaphore(concurrency)
        self._following: dict[str, asyncio.Task[None]] = {}
        self._pushed: dict[str, asyncio.Queue[bytes | None]] = {}

    async def once(self, feeds: Mapping[str, Feed]) -> list[Report]:
        """Polls every feed now, due or not. Raises ServerError where Kafka does not take what was found."""
        away: list[ServerError] = []
        tasks: list[asyncio.Task[Report]] = []
        try:
            async with asyncio.TaskGroup() as group:
                tasks += [group.create_task(self._poll(identity, feed)) for identity, feed in feeds.items()]
        except* ServerError as errors:
            away += [error for error in errors.exceptions if isinstance(error, ServerError)]
        if away:
            raise away[0]
        return [task.result() for task in tasks]

    async def forever(self, feeds: Mapping[str, Feed]) -> None:
        """Polls every feed whenever it is due, until cancelled. A Kafka that is away is waited for."""
        async with asyncio.TaskGroup() as group:
            for identity, feed in feeds.items():
                self.follow(group, identity, feed)

    def follow(self, group: asyncio.TaskGroup, identity: str, feed: Feed) -> None:
        """Polls the feed whenever it is due from now on, as a task of the group, and no longer as it was followed."""
        before = self._following.get(identity)
        if before is not None:
            before.cancel()
        pushed = self._pushed.setdefault(identity, asyncio.Queue(OF_ONE))
        self._following[identity] = group.create_task(self._follow(identity, feed, pushed, before))

    def push(self, identity: str, body: bytes | None) -> bool | None:
        """Takes what a hub sent of a feed, or (None) that it has news, to be worked on as a poll is.

        False where too much waits already, None where we do not follow the feed.
        """
        waiting = self._pushed.get(identity)
        if waiting is None:
            return None
        if waiting.full() or sum(each.qsize() for each in self._pushed.values()) >= MOST_PUSHED:
            return False
        waiting.put_nowait(body)
        return True

    def follows(self, identity: str) -> bool:
        """Whether the feed is polled here."""
        return identity in self._pushed

    async def leave(self, identities: Iterable[str]) -> None:
        """Ends the polls of these feeds; when it returns none is under way."""
        gone = [identity for identity in identities if identity in self._following]
        found = [self._following.pop(identity) for identity in gone]
        for identity in gone:
            del self._pushed[identity]
        for task in found:
            task.cancel()
        if found:
            await asyncio.wait(found)

    async def _follow(
        self, identity: str, feed: Feed, pushed: asyncio.Queue[bytes | None], before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:
            await asyncio.wait((before,))
        wait: float | None = self.due_in(identity, feed)
        while wait is not None:
            body = None
            with suppress(TimeoutError):  # then it is due
                async with asyncio.timeout(wait):
                    body = await pushed.get()
            try:
                report = await self._poll(identity, feed, body)
                wait = self.due_in(identity, feed) if report.next_poll else None
            except Exception as error:
                # Kafka is away, or this feed found a fault of ours: neither may end the watch of the others.
                if not isinstance(error, ServerError):
                    log.exception("poll failed", extra={"feed_url": redact(feed.url)})
                wait = SERVER_WAIT
                label = feed.name or redact(feed.url)
                due = moment(self._clock() + timedelta(seconds=wait))
                why = str(error) if isinstance(error, ServerError) else f"{label}: {error!r}"
                self._report(Report(label=label, feed_id=identity, next_poll=due, error=why))

    def due_in(self, identity: str, feed: Feed) -> float:
        """Seconds until a feed is due; one that was configured to be polled more often since is not waited for."""
        state = self._book[identity]
        if state.next_poll is None:
            return 0.0
        wait = (datetime.fromisoformat(state.next_poll) - self._clock()).total_seconds()
        longest = feed.every if feed.every and not state.errors else max(feed.every or 0.0, self._bounds.longest)
        return min(max(wait, 0.0), longest)

    async def _poll(self, identity: str, feed: Feed, pushed: bytes | None = None) -> Report:
        state = self._book[identity]
        polled, error, before = None, None, state.moved_to
        async with self._places:
            try:
                here = feed.model_copy(update={"url": state.moved_to or feed.url})
                polled = await self._poll_or_take(here, state, pushed)
                state, asked = polled.state, polled.asked
            except FetchError as failure:
                error, asked = failure, state.ttl
                state = remembered.failed(state, failure, self._clock())
        now = self._clock()
        due = None if state.gone else moment(now + timedelta(seconds=self._wait(feed, state, now, asked, error)))
        await self._book.save(structs.replace(state, next_poll=due))
        report = Report(
            label=feed.name or redact(feed.url),
            feed_id=identity,
            next_poll=due,
            polled=polled,
            error=str(error) if error else None,
            moved_to=redact(state.moved_to) if state.moved_to and state.moved_to != before else None,
        )
        self._report(report)
        return report

    async def _poll_or_take(self, feed: Feed, state: FeedState, pushed: bytes | None) -> Polled:
        """Polls the feed, also where what was pushed is none: a hub's fault is not the feed's."""
        if pushed is not None:
            try:
                return await self._poller.push(feed, state, pushed)
            except FetchError as error:
                log.warning("pushed: %s", error)
        return await self._poller.poll(feed, state)

    def _wait(
        self, feed: Feed, state: FeedState, now: datetime, asked: float | None, error: FetchError | None
    ) -> float:
        since = datetime.fromisoformat(state.first_poll) if state.first_poll else now
        mean = schedule.gap([datetime.fromisoformat(each) for each in state.recent], since, now)
        wait = schedule.usual(mean, self._bounds, every=feed.every, asked=asked)
        if error is None:
            return schedule.after_success(wait, self._bounds, self._chance, every=feed.every)
        told = error.retry_after
        return schedule.after_error(wait, state.errors, self._bounds, self._chance, retry_after=told)
