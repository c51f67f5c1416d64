"""A watcher of one feed whose clock is moved by hand, without Kafka."""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime

from config.model import Feed
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from pipeline.fates import Noted, OfFeed
from pipeline.feed_book import FeedBook
from pipeline.poll import Poller
from pipeline.schedule import Bounds
from pipeline.watch import Report, Watcher
from schemas.feed_state import FeedState
from schemas.ledger import Fate
from tests.connectors.test_watch import FETCHING, NOW, Kafkaless

BOUNDS = Bounds(shortest=300.0, longest=21_600.0)


class Desk:
    """One feed, polled again and again by a watcher whose clock is moved by hand."""

    def __init__(self, cleaner: Cleaner, fetcher: Fetcher, url: str, every: float | None = None) -> None:
        self.sink, self.now, self.notes = Kafkaless(), NOW, list[tuple[Fate | OfFeed, str]]()
        self.book = FeedBook(self.sink.save)
        poller = Poller(
            fetcher, cleaner, publish=self.sink.publish, save=self.book.save, clock=self._clock, note=self._note
        )
        self.watcher = Watcher(
            poller,
            self.book,
            BOUNDS,
            clock=self._clock,
            chance=random.Random(3),
            report=lambda report: None,
            concurrency=4,
        )
        self.feed = Feed(url=url, every=every)
        self.identity = self.book.of(self.feed).feed_id

    def _clock(self) -> datetime:
        return self.now

    def _note(self, noted: Noted) -> None:
        self.notes.append((noted.fate, noted.line.title if noted.line else "feed"))

    @property
    def state(self) -> FeedState:
        return self.book[self.identity]

    async def poll(self) -> Report:
        (report,) = await self.watcher.once({self.identity: self.feed})
        return report

    async def wait(self) -> float | None:
        """Polls; gives the seconds until the next poll."""
        due = (await self.poll()).next_poll
        return (datetime.fromisoformat(due) - self.now).total_seconds() if due else None


def desk(url: str, work: Callable[[Desk], Awaitable[None]], every: float | None = None) -> Awaitable[None]:
    """Does the work at a desk."""

    async def run() -> None:
        with Cleaner(timeout=10.0, workers=1) as cleaner:
            async with Fetcher(FETCHING) as fetcher:
                await work(Desk(cleaner, fetcher, url, every))

    return run()
