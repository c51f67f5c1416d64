"""A feed that is wanted, and what is remembered of it between polls: the value of `news.feed.v1`, keyed by its id.

Two kinds of process write it: commands the subscription, fetchers what they remember. Neither may undo the other's
work, so states are joined by halves: the subscription that was changed last, the memory that was saved most often.
"""

from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

from msgspec import Meta, Struct, structs

from schemas.article import Id
from schemas.ids import digest
from schemas.provenance import Moment
from schemas.subscription import Subscription

KEEP_DAYS = 31
"""Days of which it is remembered how the polls ended."""
KEEP_GONE = 200
"""Entries remembered after the feed has stopped listing them, for feeds that list an old one again."""
LONGEST_ERROR = 500
LONGEST_TITLE = 200


class Seen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry that was dealt with: published, found unchanged, or refused for good (then without a version)."""

    entry: Annotated[str, Meta(pattern="^[0-9a-f]{16}$", description="made from the entry's id in the feed")]
    updated: Annotated[str | None, Meta(description="what the feed said of its last change")] = None
    version: Annotated[Id | None, Meta(description="the version of the article that was published")] = None
    tries: Annotated[int, Meta(ge=0, description="failed attempts; 0 once it was dealt with")] = 0
    expected_at: Annotated[Moment | None, Meta(description="when its line in the ledger began")] = None


class PollDay(Struct, frozen=True, array_like=True):
    """How a day's polls ended, pushes among them: all, those with nothing modified, those that failed."""

    day: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    polls: int = 0
    unmodified: int = 0
    failed: int = 0


class FeedState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One feed's state. `url` shows no secret; the id follows from the whole address but its password, and stays when
    the feed moves. A state without a subscription is of a feed that was polled for once (`watch --feed`).
    """

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
    subscription: Subscription | None = None
    revision: Annotated[int, Meta(ge=0, description="how often what is remembered was saved")] = 0
    title: Annotated[str | None, Meta(description="what the feed calls itself")] = None
    first_poll: Moment | None = None
    recent: Annotated[tuple[Moment, ...], Meta(description="when its newest entries appeared, newest first")] = ()
    ttl: Annotated[float | None, Meta(description="seconds that the feed asks to be left alone")] = None
    moved_to: Annotated[
        str | None, Meta(description="where it is polled since it moved for good; may hold a secret")
    ] = None
    gone: Annotated[Moment | None, Meta(description="when its server said that it is gone for good")] = None
    days: Annotated[tuple[PollDay, ...], Meta(description="the polls of the last days, in UTC, oldest first")] = ()

    @property
    def wanted(self) -> bool:
        """Whether it is to be polled: somebody subscribed to it, and has not taken that back, nor did it end since."""
        given = self.subscription
        return given is not None and not given.removed and (self.gone is None or self.gone < given.changed)

    @property
    def label(self) -> str:
        """What to call it: the name that it was given, else what it calls itself, else its address without secrets."""
        return (self.subscription.name if self.subscription else None) or self.title or self.url


def join(kept: FeedState, found: FeedState) -> FeedState:
    """Gives what is known when both were written; the order matters only between equals, where `kept` stays."""
    newer = _memory(found) > _memory(kept)
    wanted = max((kept.subscription, found.subscription), key=_changed)
    return structs.replace(found if newer else kept, subscription=wanted)


def _memory(state: FeedState) -> tuple[int, str]:
    return state.revision, state.last_poll or ""


def _changed(subscription: Subscription | None) -> str:
    return subscription.changed if subscription else ""


def feed_id(url: str) -> str:
    """Gives the id of the feed at an address; a changed user or password makes no other feed of it."""
    parts = urlsplit(url)
    return digest("feed", urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")))


def entry_mark(key: str) -> str:
    """Gives the short mark by which an entry is remembered."""
    return digest("entry", key)[:16]
