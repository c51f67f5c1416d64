"""Where a feed's record lies in `news.feed.v1`: those of one site lie together, for one fetcher to have them."""

from contextlib import suppress

from connectors import addresses, politeness
from schemas.ids import digest


def home(url: str, feed_id: str, partitions: int) -> int:
    """Gives the partition of the feed that was subscribed to at `url`; it stays when the feed moves.

    Servers on this machine are asked without delay, so their feeds lie anywhere.
    """
    place = None
    with suppress(ValueError):
        place = None if politeness.is_ours(url) else addresses.owner(url)
    return int(digest("home", place or feed_id), 16) % partitions
