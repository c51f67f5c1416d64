"""The Faust agent `ledger`: what was told of lines in, one document for each line in Elasticsearch out."""

import logging
import socket
from collections.abc import Sequence
from datetime import UTC, datetime

import faust
import msgspec

from config.servers import Elasticsearch
from pipeline.dead_letters import bury
from pipeline.delivery import Delivery, Failure
from pipeline.elastic_writer import ElasticWriter
from pipeline.faust_app import batches, sender
from pipeline.index_plan import Action
from pipeline.metrics import stages
from pipeline.pulse import Pulse
from pipeline.writing import writing
from schemas.endpoints import Endpoints
from schemas.ledger import Told
from schemas.messages import LEDGER as TOPIC

BATCH = 1_000
WITHIN = 0.5

_TOLD = msgspec.json.Decoder(Told)
log = logging.getLogger(__name__)


async def write(deliveries: Sequence[Delivery], writer: ElasticWriter) -> list[tuple[Delivery, Failure]]:
    """Writes what a batch tells, and gives what could not be written, with why.

    Delivery: when it returns, Elasticsearch has for each line the fate that takes precedence. A repetition, in any
    order, ends in the same documents.
    """
    failures: list[tuple[Delivery, Failure]] = []
    newest: dict[str, tuple[Told, Delivery]] = {}
    for delivery in deliveries:
        try:
            told = _TOLD.decode(delivery.value or b"")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            reason = f"the message is no line of the ledger: {error}"
            failures.append((delivery, Failure(reason=reason, error="InputError")))
            continue
        before = newest.get(told.line.line_id)
        if before is None or told.precedence >= before[0].precedence:
            newest[told.line.line_id] = told, delivery
    outcome = await writer.write([action(told) for told, _ in newest.values()])
    for name, reason in outcome.refused.items():
        failures.append((newest[name][1], Failure(reason=reason, error="Refused")))
    return failures


def action(told: Told) -> Action:
    """Gives the document of a line; one of greater precedence stays where there is one."""
    line = told.line
    document = {
        "line_id": line.line_id,
        "feed_id": line.feed_id,
        "feed": line.feed,
        "entry": line.entry,
        "title": line.title,
        "expected_at": line.expected_at,
        "attempt": line.attempt,
        "fate": told.fate,
        "at": told.at,
        "seconds": _seconds(line.expected_at, told.at),
        "why": told.why,
        "article_id": told.article_id,
        "version_id": told.version_id,
    }
    return Action(article=line.line_id, kind="ledger", id=line.line_id, version=told.precedence, document=document)


def _seconds(expected: str, at: str) -> float | None:
    """None where clocks of two machines disagree so much that it would be negative."""
    seconds = (datetime.fromisoformat(at) - datetime.fromisoformat(expected)).total_seconds()
    return seconds if seconds >= 0 else None


def add_agent(app: faust.App, endpoints: Endpoints, settings: Elasticsearch, pulse: Pulse) -> None:
    """Adds the agent to an app of pipeline.faust_app, which ends with it."""
    send, worker = sender(app), f"ledger@{socket.gethostname()}"

    @app.agent(app.topic(endpoints.kafka.topic_prefix + TOPIC), name="ledger", concurrency=1)
    async def run(stream: faust.StreamT[bytes]) -> None:
        async with writing(endpoints.elasticsearch, settings, pulse) as (_, writer):
            async for batch in batches(stream, BATCH, WITHIN):
                for failed, failure in await write(batch.deliveries, writer):
                    log.warning("dead letter: %s", failure.reason, extra=failed.place)
                    await bury(send, failed, failure, worker=worker, now=datetime.now(UTC))
                    stages.buried(failed)
                await batch.ack()
