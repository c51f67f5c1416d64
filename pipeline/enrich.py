"""The Faust agent `enrich`: cleaned articles in, enriched articles or dead letters out."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime

import faust

from pipeline.carried import Teller, carrying, line_in, with_time
from pipeline.dead_letters import bury
from pipeline.delivery import Delivery, Failure, Send
from pipeline.enrichment import SOURCE
from pipeline.faust_app import batches, sender
from pipeline.logs import Tally
from pipeline.metrics import stages
from pipeline.tagging_process import TaggingProcess
from schemas.messages import CLEANED, ENRICHED

BATCH = 50
ONE_BY_ONE = 1
"""The batch where tagging one article takes seconds: each is acked by itself, so that the watchdog sees it go on."""
WITHIN = 0.05

log = logging.getLogger(__name__)


async def step(deliveries: Sequence[Delivery], tagging: TaggingProcess, send: Send, topic_prefix: str) -> int:
    """Tags a batch and gives how many of it went to the dead letters.

    Delivery: when it returns, Kafka has acknowledged every message's result and what the ledger is told of it, and the
    batch may be acked; a repetition sends the same again. Raises what the producer raises; then nothing may be acked.
    """
    results = await tagging.tag([each.value for each in deliveries])
    teller = Teller(send, topic_prefix, SOURCE)
    sent: list[Awaitable[object]] = []
    dead = 0
    for each, result in zip(deliveries, results, strict=True):
        now = datetime.now(UTC)
        if isinstance(result, Failure):
            dead += 1
            log.warning("dead letter: %s", result.reason, extra=each.place)
            await bury(send, each, result, worker=f"enrich@{socket.gethostname()}", now=now)
            stages.buried(each)
            sent += await teller.tell(each, "dead-lettered", now, failure=result)
        else:
            headers = result.headers + carrying(line_in(each.headers)) + with_time(each.headers)
            sent.append(await send(topic_prefix + ENRICHED, result.article_id.encode(), result.value, headers))
            sent += await teller.tell(each, "tagged", now)
    await asyncio.gather(*sent)
    return dead


def add_agent(app: faust.App, prefix: str, tagging: TaggingProcess, batch_size: int = BATCH) -> None:
    """Adds the agent to an app of pipeline.faust_app; its process has one tagging process."""
    send, tally = sender(app), Tally(log, "%d articles tagged, %d of them dead-lettered")

    @app.agent(app.topic(prefix + CLEANED), name="enrich", concurrency=1)
    async def enrich(stream: faust.StreamT[bytes]) -> None:
        async for batch in batches(stream, batch_size, WITHIN):
            dead = await step(batch.deliveries, tagging, send, prefix)
            await batch.ack()
            tally.add(len(batch.deliveries), dead)
            stages.finished("tagged", len(batch.deliveries), dead)
