"""What people want of a feed: the part of a feed's state that commands and the configuration write."""

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta, Struct

from schemas.provenance import Moment


class Subscription(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A feed that is wanted. Of two of one feed the one changed later holds."""

    changed: Moment
    address: Annotated[
        str | None, Meta(description="the whole address, only where it holds what must not be shown")
    ] = None
    name: str | None = None
    every: Annotated[float | None, Meta(description="seconds between two polls; by default it follows the feed")] = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    configured: Annotated[bool, Meta(description="it stands in a configuration file")] = False
    removed: Annotated[bool, Meta(description="nobody wants it any more")] = False


def exactly(now: datetime) -> str:
    """Gives a moment in UTC with microseconds, so that texts made by it are ordered as the moments are."""
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
