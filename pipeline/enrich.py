"""The Faust agent `enrich`: cleaned articles in, enriched articles or dead letters out."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from datetime import UTC, datetime

import faust

from pipeline.dead_letters import bury
from pipeline.delivery import Delivery, Failure, Send
from pipeline.faust_app import batches, sender
from pipeline.logs import Tally
from pipeline.tagging_process import TaggingProcess
from schemas.messages import CLEANED, ENRICHED

BATCH = 50
WITHIN = 0.05

log = logging.getLogger(__name__)


async def step(deliveries: Sequence[Delivery], tagging: TaggingProcess, send: Send, enriched_topic: str) -> int:
    """Tags a batch and gives how many of it went to the dead letters.

    Delivery: when it returns, every message's result has been acknowledged by Kafka, and the batch may be acked;
    a repetition sends the same results again. Raises what the producer raises; then nothing may be acked.
    """
    results = await tagging.tag([each.value for each in deliveries])
    sent = []
    dead = 0
    for each, result in zip(deliveries, results, strict=True):
        if isinstance(result, Failure):
            dead += 1
            log.warning("dead letter: %s", result.reason, extra=each.place)
            await bury(send, each, result, worker=f"enrich@{socket.gethostname()}", now=datetime.now(UTC))
        else:
            sent.append(await send(enriched_topic, result.article_id.encode(), result.value, result.headers))
    await asyncio.gather(*sent)
    return dead


def add_agent(app: faust.App, prefix: str, tagging: TaggingProcess) -> None:
    """Adds the agent to an app of pipeline.faust_app; its process has one tagging process."""
    send, tally = sender(app), Tally(log, "%d articles tagged, %d of them dead-lettered")

    @app.agent(app.topic(prefix + CLEANED), name="enrich", concurrency=1)
    async def enrich(stream: faust.StreamT[bytes]) -> None:
        async for batch in batches(stream, BATCH, WITHIN):
            dead = await step(batch.deliveries, tagging, send, prefix + ENRICHED)
            await batch.ack()
            tally.add(len(batch.deliveries), dead)
