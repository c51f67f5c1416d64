"""Messages on the wire: topic names, JSON bytes in and out, and the CloudEvents headers around them."""

import re
from typing import TypeVar

import msgspec

from schemas.article import CleanedArticle
from schemas.enriched import EnrichedArticle
from schemas.errors import InputError
from schemas.ids import digest

CLEANED = "news.article.cleaned.v1"
ENRICHED = "news.article.enriched.v1"
FEED = "news.feed.v1"
FILE = "news.file.v1"
LEDGER = "news.ledger.v1"
CORRECTION = "news.correction.v1"
INDEXED = "news.article.indexed.v1"
SAVED = "news.saved.v1"
ALERT = "news.alert.v1"
RECEIVER = "news.receiver.v1"

Headers = list[tuple[str, bytes]]
Message = TypeVar("Message", CleanedArticle, EnrichedArticle)

_ENCODER = msgspec.json.Encoder()
_DECODERS: dict[type, "msgspec.json.Decoder[object]"] = {}


def dead_letter_topic(topic: str) -> str:
    """Gives the dead-letter topic of a topic (prefix included in both)."""
    return f"dlq.{topic}"


def encode(message: CleanedArticle | EnrichedArticle) -> bytes:
    """Gives the message as UTF-8 JSON; lone surrogates must have been cleaned away before (UnicodeEncodeError)."""
    return _ENCODER.encode(message)


def decode(value: bytes | None, kind: type[Message]) -> Message:
    """Gives the message in `value`.

    Raises InputError with one sentence where it is null, no UTF-8, no JSON, or not of the schema.
    """
    if value is None:
        raise InputError("the message has no value (null)")
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.json.Decoder(kind)
    try:
        message = decoder.decode(value)
    except msgspec.ValidationError as error:
        raise InputError(f"the message does not fit {kind.__name__}'s schema: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the message is not JSON: {error}") from error
    except RecursionError as error:
        raise InputError("the message is nested too deeply") from error
    assert isinstance(message, kind)  # noqa: S101 (the decoder is typed)
    return message


def cloud_event(topic: str, article: CleanedArticle, *, source: str, time: str) -> Headers:
    """Gives the headers of CloudEvents 1.0, Kafka binding, binary mode. `ce_id` follows from the content."""
    return _event(topic, article.version_id, article.article_id, source, time)


def state_event(topic: str, key: str, value: bytes, *, source: str, time: str) -> Headers:
    """Gives such headers for what is remembered or told under `key`."""
    return _event(topic, digest("state", key, value.decode()), key, source, time)


def _event(topic: str, identity: str, subject: str, source: str, time: str) -> Headers:
    kind = re.sub(r"^.*?(?=news\.)", "", topic)
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", f"{kind}:{identity}".encode()),
        ("ce_source", source.encode()),
        ("ce_type", f"pledgewire.{kind}".encode()),
        ("ce_subject", subject.encode()),
        ("ce_time", time.encode()),
        ("content-type", b"application/json"),
    ]
