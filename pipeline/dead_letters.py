"""Dead letters: what could not be processed, with its bytes untouched and headers that say why and where from."""

import re
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from pipeline.delivery import Delivery, Failure, Send
from pipeline.limits import MAX_DEAD_LETTER
from schemas.messages import Headers, dead_letter_topic

OURS = "dlq_"
ATTEMPTS = "dlq_attempts"
LONGEST_REASON = 1_000
LONGEST_KEY = 1_024
MOST_HEADERS = 65_536
"""Bytes of key and of foreign headers kept; what we publish has far less, and a dead letter must always fit."""


class Record(Protocol):
    """A record as kafka-python's consumer gives it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers


class DeadLetter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A dead letter as it is read back. `id` is `partition:offset` in its dead-letter topic."""

    id: str
    topic: str
    reason: str
    error: str
    original_topic: str
    original_partition: int
    original_offset: int
    attempts: int
    time: str
    worker: str
    key: str | None
    size: int
    truncated_from: int | None = None
    retried: bool = False


def headers_for(delivery: Delivery, failure: Failure, *, worker: str, now: datetime) -> Headers:
    """Gives the headers of a dead letter: those that the message had, and ours. `attempts` counts this one too."""
    attempts = _number(_text(delivery.headers, ATTEMPTS), 0) + 1
    ours = {
        "reason": " ".join(failure.reason.split())[:LONGEST_REASON],
        "error": failure.error,
        "topic": delivery.topic,
        "partition": delivery.partition,
        "offset": delivery.offset,
        "attempts": attempts,
        "time": now.isoformat(),
        "worker": worker,
    }
    if delivery.value is not None and len(delivery.value) > MAX_DEAD_LETTER:
        ours["truncated_from"] = len(delivery.value)
    kept = [(name, value) for name, value in delivery.headers if not name.startswith(OURS)]
    if sum(len(name) + len(value or b"") for name, value in kept) > MOST_HEADERS:
        kept = []
    return kept + [(OURS + name, str(value).encode("utf-8", "backslashreplace")) for name, value in ours.items()]


async def bury(send: Send, delivery: Delivery, failure: Failure, *, worker: str, now: datetime) -> None:
    """Writes a message to the dead-letter topic of its topic.

    Delivery: when it returns, every replica in sync has the dead letter, and the message itself may be acked. A
    repetition makes a second dead letter with the same original place. Raises what the producer raises.
    """
    value = delivery.value if delivery.value is None else delivery.value[:MAX_DEAD_LETTER]
    key = delivery.key if delivery.key is None else delivery.key[:LONGEST_KEY]
    headers = headers_for(delivery, failure, worker=worker, now=now)
    await (await send(dead_letter_topic(delivery.topic), key, value, headers))


def read(record: Record, *, retried: bool = False) -> DeadLetter:
    """Gives what a record of a dead-letter topic says; what somebody else wrote there may say less."""

    def text(name: str, default: str = "") -> str:
        return _text(record.headers, OURS + name) or default

    truncated = text("truncated_from")
    return DeadLetter(
        id=f"{record.partition}:{record.offset}",
        topic=record.topic,
        reason=text("reason", "nothing says why"),
        error=text("error"),
        original_topic=text("topic", re.sub(r"^dlq\.", "", record.topic)),
        original_partition=_number(text("partition"), -1),
        original_offset=_number(text("offset"), -1),
        attempts=_number(text("attempts"), 1),
        time=text("time"),
        worker=text("worker"),
        key=None if record.key is None else record.key.decode("utf-8", "backslashreplace"),
        size=len(record.value or b""),
        truncated_from=_number(truncated, 0) if truncated else None,
        retried=retried,
    )


def original_headers(headers: Headers) -> Headers:
    """Gives the headers for a retry: the message's own, and how often it was tried, so that it can be counted on."""
    return [(name, value) for name, value in headers if name == ATTEMPTS or not name.startswith(OURS)]


def _text(headers: Headers, name: str) -> str:
    return next((value.decode("utf-8", "replace") for key, value in headers if key == name and value), "")


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else default
