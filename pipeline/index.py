"""The Faust agent `index`: enriched articles in, documents in Elasticsearch or dead letters out."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime, timedelta

import faust

from config.model import Workers
from config.servers import Elasticsearch
from pipeline.alerts.announcing import announcing
from pipeline.carried import Teller
from pipeline.dead_letters import bury
from pipeline.delivery import Delivery
from pipeline.faust_app import batches, sender
from pipeline.index_step import Failures, index
from pipeline.logs import Tally
from pipeline.metrics import stages
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from pipeline.settling import Settling
from pipeline.story_look import StoryLook
from pipeline.writing import writing
from schemas.endpoints import Endpoints
from schemas.messages import ENRICHED

log = logging.getLogger(__name__)


def add_agent(app: faust.App, endpoints: Endpoints, workers: Workers, settings: Elasticsearch, pulse: Pulse) -> None:
    """Adds the agent to an app of pipeline.faust_app."""
    send, tally = sender(app), Tally(log, "%d articles indexed, %d of them dead-lettered")
    teller = Teller(send, endpoints.kafka.topic_prefix, "pledgewire/index")
    worker, prefix = f"index@{socket.gethostname()}", endpoints.elasticsearch.index_prefix
    window = timedelta(seconds=workers.story_window)

    @app.agent(app.topic(endpoints.kafka.topic_prefix + ENRICHED), name="index", concurrency=1)
    async def run(stream: faust.StreamT[bytes]) -> None:
        async with writing(endpoints.elasticsearch, settings, pulse) as (client, writer), asyncio.TaskGroup() as group:
            settling = Settling(StoryLook(client, prefix, Patience(pulse), window).settle)
            looking = group.create_task(settling.run())
            async for batch in batches(stream, workers.batch, workers.within):
                failures = await index(batch.deliveries, writer)
                now = datetime.now(UTC)
                for failed, failure in failures:
                    log.warning("dead letter: %s", failure.reason, extra=failed.place)
                    await bury(send, failed, failure, worker=worker, now=now)
                    stages.buried(failed)
                await tell(teller, batch.deliveries, failures, now)
                await settling.add(
                    [str(each.key, "ascii", "replace") for each in batch.deliveries if each.key],
                    announcing(send, endpoints.kafka.topic_prefix, indexed(batch.deliveries, failures), batch.ack),
                )
                tally.add(len(batch.deliveries), len(failures))
                measure(batch.deliveries, failures, now)
            looking.cancel()


def indexed(deliveries: Sequence[Delivery], failures: Failures) -> list[Delivery]:
    """Gives those of a batch that did not fail."""
    failed = {id(delivery) for delivery, _ in failures}
    return [each for each in deliveries if id(each) not in failed]


def measure(deliveries: Sequence[Delivery], failures: Failures, now: datetime) -> None:
    """Counts a batch and measures how long its articles took."""
    stages.finished("indexed", len(deliveries), len(failures))
    stages.indexed(indexed(deliveries, failures), now)


async def tell(teller: Teller, deliveries: Sequence[Delivery], failures: Failures, now: datetime) -> None:
    """Tells the ledger what became of a batch. Delivery: when it returns, Kafka has what was told."""
    failed = {id(delivery): failure for delivery, failure in failures}
    sent: list[Awaitable[object]] = []
    for each in deliveries:
        failure = failed.get(id(each))
        sent += await teller.tell(each, "dead-lettered" if failure else "indexed", now, failure=failure)
    await asyncio.gather(*sent)
