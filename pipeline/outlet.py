"""Kafka's blocking clients used from the event loop, which never waits for them."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

from pipeline.compacted import SOURCE
from pipeline.publisher import Publisher
from schemas.article import CleanedArticle
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError
from schemas.ledger import Line

Value = TypeVar("Value")
GRACE = 3.0
"""Seconds in which work may still be done after whoever wanted it was told to end."""


async def whole(work: Callable[[Value], None], value: Value, give_up: Callable[[], None]) -> None:
    """Does the work in a thread; a poll that is ended meanwhile ends after it, so that no thread works on unseen.

    Where that takes longer than GRACE, since Kafka is away, `give_up` is called, which must make the work fail.
    """
    task = asyncio.ensure_future(asyncio.to_thread(work, value))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        done, _ = await asyncio.wait((task,), timeout=GRACE)
        if not done:
            # Not by to_thread: what waits for Kafka may hold all of its threads.
            threading.Thread(target=give_up, daemon=True).start()
            await asyncio.wait((task,))
        task.exception()  # nobody is left to hear of it, and Python would complain that nobody did
        raise


class Outlet:
    """Publishes from threads, one batch at a time, so that the event loop never waits for Kafka."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        self._endpoint = endpoint
        self._publisher: Publisher | None = None
        self._turn = asyncio.Lock()

    async def publish(self, articles: Sequence[CleanedArticle], lines: Sequence[Line] = ()) -> None:
        """Returns when Kafka has acknowledged the articles, each with its line where there are any.

        Raises ServerError; a later call connects anew.
        """
        async with self._turn:
            await whole(self._send, list(zip_longest(articles, lines)), self.close)

    def _send(self, articles: list[tuple[CleanedArticle, Line | None]]) -> None:
        publisher = self._publisher = self._publisher or Publisher(self._endpoint, source=SOURCE)
        try:
            for article, line in articles:
                publisher.send(article, line)
            publisher.flush()
        except ServerError:
            # What failed once fails for good in a producer.
            self._publisher = None
            publisher.close()
            raise

    def close(self) -> None:
        """Lets go of Kafka: a `publish` under way fails, unless Kafka takes its articles within two seconds."""
        publisher, self._publisher = self._publisher, None
        if publisher is not None:
            publisher.close()
