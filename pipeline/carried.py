"""The line of the ledger that an article belongs to, carried in a header from stage to stage, and told of by each."""

import logging
import re
from collections.abc import Awaitable, Sequence
from datetime import datetime

import msgspec

from pipeline.delivery import Delivery, Failure, Send
from schemas.ledger import LONGEST_WHY, Fate, Line, Told
from schemas.messages import LEDGER, Headers, state_event
from schemas.printable import one_line

LINE = "pledgewire_line"
PUBLISHED = "pledgewire_published"
"""When the article came to Kafka, by the CloudEvents time of its first message."""
MOST_BYTES = 16_384

_ID = re.compile(rb"[0-9a-f]{32}")
_LINES = msgspec.json.Decoder(Line)
log = logging.getLogger(__name__)


def carrying(line: Line | None) -> Headers:
    """Gives the headers for an article of this line; none where it has none."""
    return [(LINE, msgspec.json.encode(line))] if line is not None else []


def line_in(headers: Headers) -> Line | None:
    """Gives the line that a message carries; None where it has none, or what is there is no line."""
    found = next((value for name, value in headers if name == LINE), None)
    if found is None:
        return None
    try:
        return _LINES.decode(found) if len(found) <= MOST_BYTES else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        log.warning("a message carries what is no line of the ledger")
        return None


def with_time(headers: Headers) -> Headers:
    """Gives the header for what follows from a message that was published first; none where that does not say when."""
    told = next((value for name, value in headers if name == "ce_time"), None)
    return [(PUBLISHED, told)] if told is not None and _moment(told) is not None else []


def published_in(headers: Headers) -> datetime | None:
    """Gives when the article of a message was published; None where it does not say, or says no moment with a zone."""
    return next((_moment(value) for name, value in headers if name == PUBLISHED), None)


def _moment(told: bytes) -> datetime | None:
    try:
        found = datetime.fromisoformat(told[:64].decode("ascii"))
    except ValueError:
        return None
    return found if found.tzinfo else None


class Teller:
    """Tells the ledger what a worker made of its messages."""

    def __init__(self, send: Send, topic_prefix: str, source: str) -> None:
        """`source` is the CloudEvents source."""
        self._send, self._topic, self._source = send, topic_prefix + LEDGER, source

    async def tell(
        self, delivery: Delivery, fate: Fate, now: datetime, *, failure: Failure | None = None
    ) -> Sequence[Awaitable[object]]:
        """Tells what became of a message, if it carries a line.

        Delivery: when what it gives has been awaited, Kafka has it; a repetition tells the same.
        """
        line = line_in(delivery.headers)
        if line is None:
            return ()
        told = Told(
            line=line,
            fate=fate,
            at=now.isoformat(),
            why=one_line(failure.reason, longest=LONGEST_WHY) if failure else None,
            article_id=_article(delivery.key),
        )
        value = msgspec.json.encode(told)
        headers = state_event(self._topic, line.line_id, value, source=self._source, time=told.at)
        return [await self._send(self._topic, line.line_id.encode(), value, headers)]


def _article(key: bytes | None) -> str | None:
    """Gives the article's id, which is the key; anybody may have written another."""
    return key.decode() if key and _ID.fullmatch(key) else None
