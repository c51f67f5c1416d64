"""A Faust app with the settings that lose nothing (docs/decisions/0021 says what each is for)."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import cast

import faust
from faust.types import EventT
from mode.supervisors import CrashingSupervisor
from msgspec import Struct

from pipeline.delivery import Delivery, Send
from pipeline.kafka_client import faust_broker
from pipeline.limits import MAX_REQUEST, TOPIC_DEAD_LETTERS
from pipeline.topics import group
from schemas.endpoints import KafkaEndpoint
from schemas.messages import Headers

SESSION_SECONDS = 10.0
"""After kill -9 the group waits this long for the dead member, and then the work goes on."""
COMMIT_SECONDS = 1.0
BUFFERED = 2_000
"""Messages that wait in the worker. Faust sleeps for a second when the buffer fills, and goes on at two fifths: with
100 a worker did 200 articles a second, mostly asleep."""


def make_app(role: str, endpoint: KafkaEndpoint) -> faust.App:
    """Gives the app of a role.

    Its agents read with `batches`, and let any exception out: it ends the process with nothing of the batch acked,
    and the parent starts it again.
    """
    return faust.App(
        group(endpoint.topic_prefix, role),
        env={},  # else a BROKER_URL in the environment would win over what is configured
        **faust_broker(endpoint),
        broker_client_id=f"pledgewire-{role}",
        broker_session_timeout=SESSION_SECONDS,
        broker_heartbeat_interval=3.0,
        broker_max_poll_records=50,
        broker_max_poll_interval=86_400.0,
        broker_commit_interval=COMMIT_SECONDS,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=TOPIC_DEAD_LETTERS,
        stream_buffer_maxsize=BUFFERED,
        stream_wait_empty=False,
        key_serializer="raw",
        value_serializer="raw",
        agent_supervisor=CrashingSupervisor,
        producer_acks=-1,
        producer_linger=0.02,
        producer_max_batch_size=262_144,
        producer_max_request_size=MAX_REQUEST,
        producer_compression_type="zstd",
        store="memory://",
        datadir=Path(tempfile.gettempdir()) / "pledgewire-faust",
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        worker_redirect_stdouts=False,
        autodiscover=False,
    )


class Batch(Struct, frozen=True):
    """Messages to be done together. They must be acked when what came of them is safe, and not before."""

    deliveries: list[Delivery]
    ack: Callable[[], Awaitable[None]]


async def batches(stream: faust.StreamT[bytes], most: int, within: float) -> AsyncIterator[Batch]:
    """Gives batches of at most so many messages, none older than `within` seconds, with nothing acked by itself."""
    manual = cast(faust.Stream[bytes], stream).noack()
    async for events in cast(faust.Stream[bytes], manual).noack_take(most, within=within):
        done = cast(list[EventT[bytes]], list(events))

        async def ack(done: list[EventT[bytes]] = done) -> None:
            for event in done:
                await manual.ack(event)

        yield Batch([_delivery(event) for event in done], ack)


def _delivery(event: EventT[bytes]) -> Delivery:
    message = event.message
    headers: Headers = [(str(name), bytes(value or b"")) for name, value in cast(Headers, message.headers or ())]
    return Delivery(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=headers,
    )


def sender(app: faust.App) -> Send:
    """Gives what sends through the app's producer."""

    @cache
    def channel(topic: str) -> faust.TopicT:
        return app.topic(topic, key_serializer="raw", value_serializer="raw")

    async def send(topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> Awaitable[object]:
        return await channel(topic).send(key=key, value=value, headers=headers)

    return send
