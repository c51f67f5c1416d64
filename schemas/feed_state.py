"""What is remembered of a feed from one poll to the next: the value of `news.feed.v1`, keyed by the feed's id."""

from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

from msgspec import Meta, Struct

from schemas.article import Id, Moment
from schemas.ids import digest

KEEP_GONE = 200
"""Entries remembered after the feed has stopped listing them, for feeds that list an old one again."""
LONGEST_ERROR = 500


class Seen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry that was dealt with: published, found unchanged, or refused for good (then without a version)."""

    entry: Annotated[str, Meta(pattern="^[0-9a-f]{16}$", description="made from the entry's id in the feed")]
    updated: Annotated[str | None, Meta(description="what the feed said of its last change")] = None
    version: Annotated[Id | None, Meta(description="the version of the article that was published")] = None
    tries: Annotated[int, Meta(ge=0, description="failed attempts; 0 once it was dealt with")] = 0


class FeedState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One feed's state after a poll. `url` shows no secret; the id follows from the whole address but its password."""

    feed_id: Id
    url: str
    etag: str | None = None
    last_modified: str | None = None
    last_poll: Moment | None = None
    last_success: Moment | None = None
    next_poll: Moment | None = None
    errors: Annotated[int, Meta(ge=0, description="failed polls since the last success")] = 0
    last_error: Annotated[str, Meta(max_length=LONGEST_ERROR)] | None = None
    seen: tuple[Seen, ...] = ()


def feed_id(url: str) -> str:
    """Gives the id of the feed at an address; a changed user or password makes no other feed of it."""
    parts = urlsplit(url)
    return digest("feed", urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")))


def entry_mark(key: str) -> str:
    """Gives the short mark by which an entry is remembered."""
    return digest("entry", key)[:16]
