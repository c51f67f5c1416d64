"""Kafka's blocking clients used from the event loop, which never waits for them."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

from pipeline.publisher import Publisher
from schemas.article import CleanedArticle
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError

Value = TypeVar("Value")


async def whole(work: Callable[[Value], None], value: Value) -> None:
    """Does the work in a thread; a poll that is ended meanwhile ends after it, so that no thread works on unseen."""
    task = asyncio.ensure_future(asyncio.to_thread(work, value))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait((task,))
        raise


class Outlet:
    """Publishes from threads, one batch at a time, so that the event loop never waits for Kafka."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        self._endpoint = endpoint
        self._publisher: Publisher | None = None
        self._open = ExitStack()
        self._turn = asyncio.Lock()

    async def publish(self, articles: list[CleanedArticle]) -> None:
        """Returns when Kafka has acknowledged the articles. Raises ServerError; a later call connects anew."""
        async with self._turn:
            await whole(self._send, articles)

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
