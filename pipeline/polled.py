"""What a poll of a feed came to."""

from msgspec import Struct

from connectors.refused import Refused
from schemas.feed_state import FeedState


class Polled(Struct, frozen=True, kw_only=True):
    """What a poll came to; the numbers count entries. `state` is yet to be saved, with when the next poll is due.

    `asked` is for how many seconds the feed or its server asks to be left alone. `hub` tells of news, where there is
    one, to those who subscribe there to `topic`.
    """

    state: FeedState
    listed: int = 0
    new: int = 0
    published: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    modified: bool = True
    asked: float | None = None
    hub: str | None = None
    topic: str | None = None
