"""Puts watching together: fetcher, cleaning processes, publisher and the feeds' states, for as long as it runs."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime

from config.model import Config, Feed
from connectors.cleaner import Cleaner
from pipeline import feed_states, subscriptions, topics
from pipeline.fates import Note, both, unheard
from pipeline.feed_book import FeedBook
from pipeline.fetch_failures import CountedFetcher
from pipeline.fetch_group import FetchGroup, Shared
from pipeline.ledger import Ledger
from pipeline.metrics import polling
from pipeline.outlet import Outlet, whole
from pipeline.poll import Poller
from pipeline.push_run import Pushes
from pipeline.schedule import Bounds
from pipeline.strays import Settle
from pipeline.subscribed import feed_of
from pipeline.watch import Report, Watcher
from schemas.endpoints import KafkaEndpoint
from schemas.feed_state import FeedState

MOST_POLLS = 512
"""Polls under way at once; most of them wait, for a slow server or for their turn at a host."""


def now() -> datetime:
    """Gives the present moment in UTC."""
    return datetime.now(UTC)


def _silent(sentence: str) -> None:
    pass


def _drawn(chance: random.Random | None) -> random.Random:
    return chance or random.Random()  # noqa: S311 (spreads polls, guards nothing)


class Alone:
    """Polls feeds that were chosen, without sharing them with other fetchers."""

    def __init__(self, watcher: Watcher, book: FeedBook, feeds: dict[str, Feed]) -> None:
        self._watcher, self._book, self.feeds = watcher, book, feeds

    def states(self) -> list[FeedState]:
        """Gives what is known of the feeds that are polled."""
        return [self._book[identity] for identity in self.feeds]

    async def once(self) -> list[Report]:
        """Polls every feed now, due or not. Raises ServerError where Kafka does not take what was found."""
        return await self._watcher.once(self.feeds)

    async def forever(self) -> None:
        """Polls every feed whenever it is due, until cancelled. A Kafka that is away is waited for."""
        await self._watcher.forever(self.feeds)


@asynccontextmanager
async def watching(
    config: Config,
    endpoint: KafkaEndpoint,
    feeds: tuple[Feed, ...],
    report: Callable[[Report], None],
    *,
    subscribed: bool = False,
    push: bool = False,
    say: Callable[[str], None] = _silent,
    clock: Callable[[], datetime] = now,
    chance: random.Random | None = None,
    note: Note = unheard,
) -> AsyncIterator[Alone]:
    """Gives what polls these feeds, and those that others subscribed to where that is wanted, with the topics made and
    the states of earlier polls read; with `push` hubs push as well, where that is configured. `say` hears of that.
    Raises ServerError where Kafka does not answer.
    """
    await asyncio.to_thread(topics.ensure, endpoint, config.kafka)
    states = await asyncio.to_thread(feed_states.load, endpoint)
    pushes = Pushes(config, clock=clock, chance=_drawn(chance), say=say) if push else None
    async with _polling(config, endpoint, report, states, clock, _drawn(chance), note, pushes) as (watcher, book, *_):
        found = {state.feed_id: feed_of(state) for state in states.values()} if subscribed else {}
        chosen = {identity: feed for identity, feed in found.items() if feed}
        yield Alone(watcher, book, {**{book.of(feed).feed_id: feed for feed in feeds}, **chosen})


@asynccontextmanager
async def sharing(
    config: Config,
    endpoint: KafkaEndpoint,
    report: Callable[[Report], None],
    shared: Shared,
    *,
    say: Callable[[str], None] = _silent,
    clock: Callable[[], datetime] = now,
    chance: random.Random | None = None,
    note: Note = unheard,
) -> AsyncIterator[FetchGroup]:
    """Gives what polls a share of all feeds that are subscribed to, the configured ones among them, with the topics
    made; hubs push as well, where that is configured, and `say` hears of that. Raises ServerError where Kafka does not
    answer.
    """
    await asyncio.to_thread(topics.ensure, endpoint, config.kafka)
    await asyncio.to_thread(subscriptions.configure, endpoint, config.feeds, clock())
    pushes = Pushes(config, clock=clock, chance=_drawn(chance), say=say)
    polling = _polling(config, endpoint, report, {}, clock, _drawn(chance), note, pushes)
    async with polling as (watcher, book, poller, settle):
        yield FetchGroup(endpoint, watcher, book, know=poller.know, settle=settle, shared=shared)


@asynccontextmanager
async def _polling(
    config: Config,
    endpoint: KafkaEndpoint,
    report: Callable[[Report], None],
    states: dict[str, FeedState],
    clock: Callable[[], datetime],
    chance: random.Random,
    note: Note,
    pushes: Pushes | None,
) -> AsyncIterator[tuple[Watcher, FeedBook, Poller, Settle]]:
    store = await asyncio.to_thread(feed_states.FeedStates, endpoint)
    ledger = await asyncio.to_thread(Ledger, endpoint, clock)
    outlet = Outlet(endpoint)

    async def write(state: FeedState) -> None:
        await whole(store.save, state, store.close)

    async def settle(feed_ids: Sequence[str], partition: int) -> None:
        await whole(lambda found: store.settle(found, partition), feed_ids, store.close)

    def hear(one: Report) -> None:
        if pushes is not None:
            pushes.hear(one)
        polling.polled(one)
        report(one)

    try:
        with Cleaner(timeout=config.fetching.clean_timeout) as cleaner:
            async with CountedFetcher(config.fetching, room=cleaner.room, failed=polling.failed) as fetcher:
                book = FeedBook(write, states.values())

                async def remember(state: FeedState) -> None:
                    # An entry that is remembered is never looked at again, so its line must be told of before.
                    await ledger.flush()
                    await book.save(state)

                heard = both(both(note, ledger.note), polling.note)
                poller = Poller(fetcher, cleaner, publish=outlet.publish, save=remember, clock=clock, note=heard)
                for state in states.values():
                    poller.know(state)
                watcher = Watcher(
                    poller,
                    book,
                    Bounds(config.fetching.shortest_wait, config.fetching.longest_wait),
                    clock=clock,
                    chance=chance,
                    report=hear,
                    concurrency=MOST_POLLS,
                )
                telling = asyncio.ensure_future(ledger.run())
                try:
                    async with pushes.serve(watcher) if pushes is not None else nullcontext():
                        yield watcher, book, poller, settle
                finally:
                    telling.cancel()
                    await asyncio.gather(telling, return_exceptions=True)
    finally:
        outlet.close()
        ledger.close()
        store.close()
