"""Several fetchers share the feeds: each polls those of the partitions of `news.feed.v1` that Kafka assigns to it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from aiokafka.errors import IllegalStateError, KafkaError

from pipeline import feed_states
from pipeline.feed_book import FeedBook
from pipeline.feed_home import home
from pipeline.kafka_client import aiokafka_client
from pipeline.strays import Settle, Strays
from pipeline.subscribed import feed_of
from pipeline.topics import group
from pipeline.watch import Watcher
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError
from schemas.feed_state import FeedState
from schemas.messages import FEED

log = logging.getLogger(__name__)

SESSION_MS = 10_000
"""After kill -9 the others wait this long for the dead fetcher, and then its feeds are theirs."""
REBALANCE_MS = 30_000
"""How long the group waits for a fetcher that finishes what it publishes: less than aiokafka's 40 s for any answer."""
LISTEN_MS = 500

Shared = Callable[[int, int], None]
"""Hears how many feeds, of how many partitions, this fetcher polls from now on."""


class _Part:
    """A partition that is assigned to us: how far it must be read before its feeds are polled, and their ids."""

    def __init__(self) -> None:
        self.end: int | None = None
        self.polled = False
        self.feeds: set[str] = set()


class FetchGroup(ConsumerRebalanceListener):  # type: ignore[misc]
    """Membership of the consumer group `pledgewire.fetch`, which is all that fetchers know of each other; the feeds of
    a site lie in one partition (pipeline.feed_home), so that the pace of its hosts holds over all of them.

    A partition that is assigned is read from its beginning to what is its end then, and its feeds are polled; later
    records tell of feeds that are added, changed and removed. When a partition is taken away the polls of its feeds
    have ended before Kafka gives it to the next. Nothing is ever committed: the state of each feed says what was done.
    """

    def __init__(
        self,
        endpoint: KafkaEndpoint,
        watcher: Watcher,
        book: FeedBook,
        *,
        know: Callable[[FeedState], None],
        settle: Settle,
        shared: Shared,
    ) -> None:
        """`know` hears of every state that is read (Poller.know)."""
        self._endpoint, self._watcher, self._book = endpoint, watcher, book
        self._know, self._shared = know, shared
        self._strays, self._topic = Strays(settle), endpoint.topic_prefix + FEED
        self._parts: dict[TopicPartition, _Part] = {}
        self._shared_out = False
        self._told: tuple[int, int] | None = None

    async def run(self) -> None:
        """Polls what is assigned until cancelled. Raises ServerError where Kafka does not let us into the group."""
        refused: list[BaseException] = []
        try:
            async with self._member() as consumer, asyncio.TaskGroup() as polls:
                while True:
                    for partition, records in (await consumer.getmany(timeout_ms=LISTEN_MS)).items():
                        for record in records:
                            await self._hear(partition, record, polls)
                    for partition in list(self._parts):
                        await self._begin(consumer, partition, polls)
                    self._tell()
        except* KafkaError as errors:
            refused += errors.exceptions
        if refused:
            where = ", ".join(self._endpoint.servers)
            raise ServerError(f"Kafka at {where} does not let us share the feeds: {refused[0]!r}") from refused[0]

    def states(self) -> list[FeedState]:
        """Gives what is known of the feeds that are polled here."""
        return [state for state in self._book.states() if self._watcher.follows(state.feed_id)]

    @asynccontextmanager
    async def _member(self) -> AsyncIterator[AIOKafkaConsumer]:
        """Gives a consumer that is a member of the group; it leaves the group when the polls of the block are over."""
        self._consumer = AIOKafkaConsumer(
            **aiokafka_client(self._endpoint),
            group_id=group(self._endpoint.topic_prefix, "fetch"),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=SESSION_MS,
            rebalance_timeout_ms=REBALANCE_MS,
            partition_assignment_strategy=(StickyPartitionAssignor,),
        )
        self._consumer.subscribe([self._topic], listener=self)
        try:
            await self._consumer.start()
            yield self._consumer
        finally:
            await self._consumer.stop()

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Ends the polls of all feeds that were ours; called by aiokafka before the group shares anew."""
        self._shared_out = False
        self._strays.clear()
        parts = [part for part in (self._parts.pop(each, None) for each in revoked) if part]
        feeds = [identity for part in parts for identity in part.feeds]
        await self._watcher.leave(feeds)
        for identity in feeds:
            self._book.forget(identity)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Has the partitions that are ours now read from the beginning; called by aiokafka."""
        self._parts, self._shared_out = {each: _Part() for each in assigned}, True
        if self._parts:
            await self._consumer.seek_to_beginning(*self._parts)

    async def _begin(self, consumer: AIOKafkaConsumer, partition: TopicPartition, polls: asyncio.TaskGroup) -> None:
        """Polls the feeds of a partition once it is read; from then on brings home what lies astray in it."""
        part = self._parts.get(partition)
        if part is None or part.polled:
            return await self._strays.bring_home(partition.partition)
        if part.end is None:
            part.end = (await consumer.end_offsets([partition]))[partition]
        try:
            position = await consumer.position(partition)
        except IllegalStateError:
            return  # it was taken away meanwhile
        if position < part.end or self._parts.get(partition) is not part:
            return
        part.polled = True
        for identity in part.feeds:
            await self._follow(identity, polls)

    async def _hear(self, partition: TopicPartition, record: ConsumerRecord, polls: asyncio.TaskGroup) -> None:
        part = self._parts.get(partition)
        if part is None:
            return
        found = feed_states.decoded(record.value)
        if found is None:
            return await self._gone(partition, (record.key or b"").decode("ascii", "replace"))
        count = len(self._consumer.partitions_for_topic(self._topic) or self._parts)
        if partition.partition != home(found.url, found.feed_id, count):
            return self._strays.hear(partition.partition, found.feed_id)
        part.feeds.add(found.feed_id)
        before = self._book.get(found.feed_id)
        known = self._book.hear(found)
        self._know(known)
        if not part.polled:
            return
        changed = before is None or before.subscription != known.subscription
        if changed:
            await self._follow(known.feed_id, polls)
        if found != known if changed else found.subscription != known.subscription:
            await self._complete(known)

    async def _gone(self, partition: TopicPartition, identity: str) -> None:
        """A record was taken away: its feed is polled no more, unless it lies in another partition of ours."""
        self._strays.forget(partition.partition, identity)
        self._parts[partition].feeds.discard(identity)
        if not any(identity in part.feeds for part in self._parts.values()):
            await self._watcher.leave((identity,))
            self._book.forget(identity)

    async def _complete(self, known: FeedState) -> None:
        """Makes the newest record one that has both halves, where who wrote it did not know both."""
        try:
            await self._book.save(known)
        except ServerError as error:
            log.warning("%s", error)

    async def _follow(self, identity: str, polls: asyncio.TaskGroup) -> None:
        feed = feed_of(self._book[identity])
        if feed is None:
            await self._watcher.leave((identity,))
        else:
            self._watcher.follow(polls, identity, feed)

    def _tell(self) -> None:
        """Says what is ours where that has changed, once all of it is read."""
        if not self._shared_out or not all(part.polled for part in self._parts.values()):
            return
        feeds = [self._book[identity] for part in self._parts.values() for identity in part.feeds]
        now = sum(feed.wanted for feed in feeds), len(self._parts)
        if now != self._told:
            self._told = now
            self._shared(*now)
