"""Tells `news.article.indexed.v1` of articles that are in Elasticsearch, in the stories that they belong to."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from pipeline.delivery import Delivery, Send
from schemas.alert import Indexed
from schemas.messages import INDEXED, state_event

SOURCE = "pledgewire/index"
_ID = re.compile(rb"[0-9a-f]{32}")

Ack = Callable[[], Awaitable[None]]


def announcing(send: Send, topic_prefix: str, deliveries: Iterable[Delivery], ack: Ack) -> Ack:
    """Gives what tells of the articles, and only then acks their batch.

    Delivery: when it returns, Kafka has a notice of each. A worker that is killed before the ack tells again, and a
    notice that comes twice finds the same.
    """
    ids = [each.key for each in deliveries if each.key and _ID.fullmatch(each.key)]

    async def tell_and_ack() -> None:
        await asyncio.gather(*[await _tell(send, topic_prefix, each) for each in dict.fromkeys(ids)])
        await ack()

    return tell_and_ack


async def _tell(send: Send, topic_prefix: str, article: bytes) -> Awaitable[object]:
    topic, at = topic_prefix + INDEXED, datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    value = msgspec.json.encode(Indexed(article_id=article.decode(), at=at))
    return await send(topic, article, value, state_event(topic, article.decode(), value, source=SOURCE, time=at))


def announced(values: Sequence[bytes | None]) -> list[str]:
    """Gives the ids of the articles that notices tell of, each once; what is no notice tells of none."""
    found: dict[str, None] = {}
    for value in values:
        try:
            found[_NOTICES.decode(value or b"").article_id] = None
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return list(found)


_NOTICES = msgspec.json.Decoder(Indexed)
