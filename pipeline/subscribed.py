"""Between a feed as it is configured and the subscription that its record holds."""

from datetime import datetime

from msgspec import structs
from pydantic import ValidationError

from config.model import Feed
from schemas.feed_state import FeedState
from schemas.redact import redact
from schemas.subscription import Subscription, exactly


def feed_of(state: FeedState) -> Feed | None:
    """Gives the feed that a record subscribes to, or None where nobody wants it or the record is no good."""
    given = state.subscription
    if given is None or not state.wanted:
        return None
    address = given.address or state.url
    try:
        return Feed(url=address, name=given.name, every=given.every, language=given.language, tags=given.tags)
    except ValidationError:
        return None


def subscription(feed: Feed, now: datetime, *, configured: bool = False) -> Subscription:
    """Gives the subscription to a feed; its address is in it only where what is shown of it is not the whole."""
    return Subscription(
        changed=exactly(now),
        address=None if redact(feed.url) == feed.url else feed.url,
        name=feed.name,
        every=feed.every,
        language=feed.language,
        tags=tuple(feed.tags),
        configured=configured,
    )


def subscribe(state: FeedState, wanted: Subscription) -> FeedState:
    """Gives the state with another subscription: polled at its own address again, and soon."""
    return structs.replace(
        state, subscription=wanted, moved_to=None, gone=None, next_poll=None, revision=state.revision + 1
    )
