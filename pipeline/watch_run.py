"""Puts watching together: fetcher, cleaning processes, publisher and the feeds' states, for as long as it runs."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime

from config.model import Config, Feed
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from pipeline import feed_states, topics
from pipeline.poll import Poller
from pipeline.publisher import Publisher
from pipeline.watch import Report, Watcher
from schemas.article import CleanedArticle
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError
from schemas.feed_state import FeedState


def now() -> datetime:
    """Gives the present moment in UTC."""
    return datetime.now(UTC)


class _Outlet:
    """Publishes from threads, one batch at a time, so that the event loop never waits for Kafka."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        self._endpoint = endpoint
        self._publisher: Publisher | None = None
        self._open = ExitStack()
        self._turn = asyncio.Lock()

    async def publish(self, articles: list[CleanedArticle]) -> None:
        """Returns when Kafka has acknowledged the articles. Raises ServerError; a later call connects anew."""
        async with self._turn:
            await asyncio.to_thread(self._send, articles)

    def _send(self, articles: list[CleanedArticle]) -> None:
        if self._publisher is None:
            self._publisher = self._open.enter_context(Publisher(self._endpoint))
        try:
            for article in articles:
                self._publisher.send(article)
            self._publisher.flush()
        except ServerError as error:
            # What failed once fails for good in a producer; leaving it by the error keeps it from waiting once more.
            self._publisher = None
            self._open.__exit__(type(error), error, error.__traceback__)
            raise

    def close(self) -> None:
        """Lets go of Kafka; everything published was acknowledged before."""
        self._publisher = None
        self._open.close()


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
    outlet = _Outlet(endpoint)

    async def save(state: FeedState) -> None:
        await asyncio.to_thread(store.save, state)

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
