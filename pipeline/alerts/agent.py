"""The Faust agent `alerts`: that articles were indexed in, alerts out; and, beside it, those who are told."""

import asyncio
import logging
import random
import secrets
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import faust
from elasticsearch import AsyncElasticsearch

from config.servers import Elasticsearch
from pipeline.alerts import receiver_states
from pipeline.alerts.announcing import announced
from pipeline.alerts.deliverer import Deliverer
from pipeline.alerts.look import AlertLook
from pipeline.alerts.receiver_states import ReceiverStates
from pipeline.alerts.receivers import Means, Receivers
from pipeline.alerts.saved_book import SavedBook, saved_book
from pipeline.alerts.step import AlertStep
from pipeline.alerts.store import AlertStore
from pipeline.faust_app import batches, sender
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from pipeline.writing import writing
from schemas.counted import counted
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.messages import INDEXED
from schemas.receiver_state import ReceiverState
from search.passages import Markers, markers

BATCH = 200
WITHIN = 0.2
LOOK_EVERY = 1.0
"""Seconds between looks at who is to be told."""

log = logging.getLogger(__name__)


def add_agent(app: faust.App, endpoints: Endpoints, settings: Elasticsearch, means: Means, pulse: Pulse) -> None:
    """Adds the agent to an app of pipeline.faust_app.

    The topic has one partition, so one worker of all decides and tells: the one that holds it.
    """
    topic = endpoints.kafka.topic_prefix + INDEXED

    def held() -> bool:
        try:
            return any(place.topic == topic for place in app.consumer.assignment())
        except Exception:  # the consumer is starting or stopping
            return False

    @app.agent(app.topic(topic), name="alerts", concurrency=1)
    async def run(stream: faust.StreamT[bytes]) -> None:
        async with (
            writing(endpoints.elasticsearch, settings, pulse) as (client, writer),
            saved_book(endpoints.kafka) as book,
            asyncio.TaskGroup() as group,
        ):
            prefix = endpoints.elasticsearch.index_prefix
            step = AlertStep(
                AlertLook(client, prefix, Patience(pulse), _nonce),
                writer,
                sender(app),
                endpoints.kafka.topic_prefix,
                timedelta(seconds=means.newest),
                _now,
            )
            telling = group.create_task(tell(endpoints, client, book, means, held))
            async for batch in batches(stream, BATCH, WITHIN):
                articles = announced([each.value for each in batch.deliveries])
                found = await step.check(await book.now(), articles)
                if found:
                    log.info("%s of %s", counted(len(found), "alert"), counted(len(articles), "article"))
                await batch.ack()
            telling.cancel()


async def tell(
    endpoints: Endpoints, client: AsyncElasticsearch, book: SavedBook, means: Means, held: Callable[[], bool]
) -> None:
    """Tells receivers for as long as this worker is the one that holds the partition, for ever."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        if held():
            try:
                await _telling(endpoints, client, book, means, held)
            except ServerError as error:
                log.warning("alerts wait, nothing is lost: %s", error)


async def _telling(
    endpoints: Endpoints, client: AsyncElasticsearch, book: SavedBook, means: Means, held: Callable[[], bool]
) -> None:
    states = await asyncio.to_thread(receiver_states.load, endpoints.kafka)
    with closing(await asyncio.to_thread(ReceiverStates, endpoints.kafka)) as saver:

        async def save(state: ReceiverState) -> None:
            await asyncio.to_thread(saver.save, state)

        deliverer = Deliverer(
            # Its own patience: that nobody can be told now says nothing of indexing.
            AlertStore(client, endpoints.elasticsearch.index_prefix, Patience(Pulse())),
            Receivers(means).tell,
            save,
            states,
            between=means.between,
            give_up=means.give_up,
            clock=_now,
            chance=random.Random(),  # noqa: S311 (spreads attempts, guards nothing)
        )
        try:
            while held():
                searches = [each for each in await book.now() if each.to]
                if searches:
                    await deliverer.look(searches)
                await asyncio.sleep(LOOK_EVERY)
        finally:
            await deliverer.stop()


def _nonce() -> Markers:
    return markers(secrets.token_hex(8))


def _now() -> datetime:
    return datetime.now(UTC)
