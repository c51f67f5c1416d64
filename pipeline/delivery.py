"""A message as it came from Kafka, and how one is sent: all that a stage knows of Kafka."""

from collections.abc import Awaitable, Sequence
from typing import Protocol

from msgspec import Struct

from schemas.article import CleanedArticle
from schemas.ledger import Line
from schemas.messages import Headers


class Delivery(Struct, frozen=True, kw_only=True):
    """One message: where it stood, and its bytes untouched. `headers` keeps order and repetitions."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def place(self) -> dict[str, str | int]:
        """Gives the fixed log keys that say where the message stands."""
        place: dict[str, str | int] = {"topic": self.topic, "partition": self.partition, "offset": self.offset}
        if self.key is not None:
            place["article_id"] = self.key.decode("ascii", "backslashreplace")[:64]
        return place


class Failure(Struct, frozen=True, kw_only=True, tag="failure"):
    """Why a message cannot be processed: one sentence, and the kind of error."""

    reason: str
    error: str


class Send(Protocol):
    """Sends one message.

    The first await hands it over, the second ends when every replica in sync has it, or raises."""

    async def __call__(
        self, topic: str, key: bytes | None, value: bytes | None, headers: Headers
    ) -> Awaitable[object]: ...


class Publish(Protocol):
    """Returns once Kafka has acknowledged the articles, each with the line of the ledger that it belongs to."""

    def __call__(self, articles: Sequence[CleanedArticle], lines: Sequence[Line]) -> Awaitable[None]: ...
