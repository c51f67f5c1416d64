"""How one receiver of one saved search stands: the value of `news.receiver.v1`, written by whoever delivers."""

from typing import Annotated

from msgspec import Meta, Struct

from schemas.article import Id
from schemas.ids import digest
from schemas.provenance import Moment

LONGEST_ERROR = 300


def receiver_id(to: str) -> str:
    """Gives the id of a receiver by how it is named in a saved search."""
    return digest("receiver", to)[:16]


class ReceiverState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was sent to a receiver, and how its last attempts ended."""

    saved_id: Id
    to: str
    sent: Annotated[int, Meta(description="messages that it took")] = 0
    failures: Annotated[int, Meta(description="failed attempts in a row")] = 0
    given_up: Annotated[int, Meta(description="messages that were tried for too long")] = 0
    first_try: Annotated[Moment | None, Meta(description="of the message that is under way")] = None
    last_try: Moment | None = None
    last_success: Moment | None = None
    last_error: str | None = None
    next_try: Moment | None = None
    message: Annotated[tuple[Id, ...], Meta(description="the alerts of the message that is under way")] = ()

    @property
    def key(self) -> str:
        """The key that it is kept under."""
        return f"{self.saved_id}:{receiver_id(self.to)}"
