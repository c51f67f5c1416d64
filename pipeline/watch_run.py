"""Puts watching together: fetcher, cleaning processes, publisher and the feeds' states, for as long as it runs."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from config.model import Config, Feed
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from pipeline import feed_states, topics
from pipeline.outlet import Outlet, whole
from pipeline.poll import Poller
from pipeline.watch import Report, Watcher
from schemas.endpoints import KafkaEndpoint
from schemas.feed_state import FeedState


def now() -> datetime:
    """Gives the present moment in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def watching(
    config: Config,
    endpoint: KafkaEndpoint,
    feeds: tuple[Feed, ...],
    report: Callable[[Report], None],
    *,
    clock: Callable[[], datetime] = now,
    chance: random.Random | None = None,
) -> AsyncIterator[Watcher]:
    """Gives a Watcher of the feeds, with the topics made and the states of earlier runs read.

    Raises ServerError where Kafka does not answer.
    """
    await asyncio.to_thread(topics.ensure, endpoint, config.kafka)
    states = await asyncio.to_thread(feed_states.load, endpoint)
    store = await asyncio.to_thread(feed_states.FeedStates, endpoint)
    outlet = Outlet(endpoint)

    async def save(state: FeedState) -> None:
        await whole(store.save, state, store.close)

    try:
        async with Fetcher(config.fetching) as fetcher:
            with Cleaner(timeout=config.fetching.clean_timeout) as cleaner:
                versions = {one.version for state in states.values() for one in state.seen if one.version}
                poller = Poller(fetcher, cleaner, publish=outlet.publish, save=save, clock=clock, versions=versions)
                yield Watcher(
                    feeds,
                    poller,
                    states,
                    save=save,
                    clock=clock,
                    chance=chance or random.Random(),  # noqa: S311 (spreads polls, guards nothing)
                    report=report,
                    concurrency=config.fetching.concurrency,
                )
    finally:
        outlet.close()
        store.close()
