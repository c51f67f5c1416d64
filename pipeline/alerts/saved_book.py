"""What a worker knows of the saved searches: read from `news.saved.v1` as it grows."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from pipeline.alerts.saved_searches import decoded, wanted
from pipeline.kafka_client import aiokafka_client
from schemas.endpoints import KafkaEndpoint
from schemas.messages import SAVED
from schemas.saved import MOST_SAVED, SavedSearch

POLL_MS = 500
PAUSE = 2.0
"""Seconds between attempts while Kafka does not answer."""

log = logging.getLogger(__name__)


class SavedBook:
    """The saved searches as Kafka has them at the moment of asking."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer
        self._known: dict[str, SavedSearch] = {}
        self._turn = asyncio.Lock()

    async def now(self, waiting: Callable[[], None] = lambda: None) -> list[SavedSearch]:
        """Gives every search that is wanted now, those that were saved a moment ago among them.

        A Kafka that is away is waited for; `waiting` hears of each attempt.
        """
        async with self._turn:
            while True:
                waiting()
                try:
                    await self._read()
                except KafkaError as error:
                    log.warning("the saved searches cannot be read now, nothing is lost: %r", error)
                    await asyncio.sleep(PAUSE)
                    continue
                return wanted(self._known)[:MOST_SAVED]

    async def _read(self) -> None:
        places = list(self._consumer.assignment())
        ends = await self._consumer.end_offsets(places) if places else {}
        while [place for place, end in ends.items() if await self._consumer.position(place) < end]:
            for records in (await self._consumer.getmany(timeout_ms=POLL_MS)).values():
                for record in records:
                    self._hear(record.key or b"", record.value)

    def _hear(self, key: bytes, value: bytes | None) -> None:
        found = decoded(value)
        if found is not None:
            self._known[found.name] = found
        elif value is None:
            self._known.pop(key.decode("utf-8", "replace"), None)


@asynccontextmanager
async def saved_book(endpoint: KafkaEndpoint) -> AsyncIterator[SavedBook]:
    """Gives the book for the time of the block; waits for a Kafka that is away."""
    topic = endpoint.topic_prefix + SAVED
    while True:
        consumer = AIOKafkaConsumer(
            topic, **aiokafka_client(endpoint), group_id=None, enable_auto_commit=False, auto_offset_reset="earliest"
        )
        try:
            await consumer.start()
            break
        except KafkaError as error:
            log.warning("the saved searches wait for Kafka: %r", error)
            await consumer.stop()
            await asyncio.sleep(PAUSE)
    try:
        yield SavedBook(consumer)
    finally:
        await consumer.stop()
