"""The Faust agent `index`: enriched articles in, documents in Elasticsearch or dead letters out."""

import asyncio
import logging
import socket
from datetime import UTC, datetime, timedelta

import faust

from config.model import Elasticsearch, Workers
from pipeline.dead_letters import bury
from pipeline.elastic_writer import ElasticWriter
from pipeline.faust_app import batches, sender
from pipeline.index_step import index
from pipeline.logs import Tally
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from pipeline.settling import Settling
from pipeline.story_look import StoryLook
from schemas.endpoints import Endpoints
from schemas.messages import ENRICHED
from search.client import connect, connect_async
from search.indices import ensure

log = logging.getLogger(__name__)


def add_agent(app: faust.App, endpoints: Endpoints, workers: Workers, settings: Elasticsearch, pulse: Pulse) -> None:
    """Adds the agent to an app of pipeline.faust_app."""
    prefix = endpoints.elasticsearch.index_prefix
    # The endpoint's prefix is the one that counts: the configuration's may differ, in tests for instance.
    here = settings.model_copy(update={"index_prefix": prefix})
    send, tally = sender(app), Tally(log, "%d articles indexed, %d of them dead-lettered")
    patience, worker = Patience(pulse), f"index@{socket.gethostname()}"
    window = timedelta(seconds=workers.story_window)

    def make_indices() -> None:
        with connect(endpoints.elasticsearch) as client:
            ensure(client, here)

    async def ensure_indices() -> None:
        await asyncio.to_thread(make_indices)

    @app.agent(app.topic(endpoints.kafka.topic_prefix + ENRICHED), name="index", concurrency=1)
    async def run(stream: faust.StreamT[bytes]) -> None:
        async with connect_async(endpoints.elasticsearch) as client, asyncio.TaskGroup() as group:
            settling = Settling(StoryLook(client, prefix, Patience(pulse), window).settle)
            looking = group.create_task(settling.run())
            writer = ElasticWriter(client, prefix, patience, ensure_indices)
            async for batch in batches(stream, workers.batch, workers.within):
                failures = await index(batch.deliveries, writer)
                for failed, failure in failures:
                    log.warning("dead letter: %s", failure.reason, extra=failed.place)
                    await bury(send, failed, failure, worker=worker, now=datetime.now(UTC))
                await settling.add(
                    [str(each.key, "ascii", "replace") for each in batch.deliveries if each.key], batch.ack
                )
                tally.add(len(batch.deliveries), len(failures))
            looking.cancel()
