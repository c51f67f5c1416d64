"""What a poll tells of the entries that it meets, for whoever keeps account of them."""

from typing import Literal, Protocol

from config.model import Feed
from schemas.article import CleanedArticle
from schemas.entry import Entry

Fate = Literal[
    "not-modified",  # of the feed: nothing is expected
    "failed",  # of the feed: it could not be had, so nobody knows what to expect
    "expected",  # the feed lists the entry, and it is new or has changed
    "fetched",  # its page was had
    "cleaned",  # an article came of it
    "duplicate",  # an article came of it that was published before, word for word
    "retried",  # it could not be had, and the next poll tries again
    "refused",  # no article comes of it, for good
    "published",  # Kafka has acknowledged its article
]


class Note(Protocol):
    """Hears what becomes of a feed and of its entries, in the order in which it happens; must not raise or wait."""

    def __call__(
        self,
        fate: Fate,
        feed: Feed,
        entry: Entry | None = None,
        *,
        article: CleanedArticle | None = None,
        why: str | None = None,
    ) -> None:
        """`entry` is None where the feed itself is meant; `article` is there once there is one; `why` is shown as is
        and holds no secret.
        """


def unheard(
    fate: Fate,
    feed: Feed,
    entry: Entry | None = None,
    *,
    article: CleanedArticle | None = None,
    why: str | None = None,
) -> None:
    """Is the Note of a poll that nobody keeps account of."""
