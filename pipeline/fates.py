"""What a poll tells of the entries that it meets, for whoever keeps account of them."""

from typing import Literal, Protocol

from config.model import Feed
from schemas.article import CleanedArticle
from schemas.ledger import Fate, Line

OfFeed = Literal[
    "not-modified",  # nothing is expected
    "failed",  # it could not be had, so nobody knows what to expect
]


class Tell(Protocol):
    """Hears what became of what a file holds; must not raise or wait."""

    def __call__(
        self, fate: Fate, line: Line, *, article: CleanedArticle | None = None, why: str | None = None
    ) -> None: ...


class Note(Protocol):
    """Hears what becomes of a feed and of its entries, in the order in which it happens; must not raise or wait."""

    def __call__(
        self,
        fate: Fate | OfFeed,
        feed: Feed,
        line: Line | None = None,
        *,
        article: CleanedArticle | None = None,
        why: str | None = None,
    ) -> None:
        """`line` is None where the feed itself is meant; `article` is there once there is one; `why` is shown as is
        and holds no secret.
        """


def unheard(
    fate: Fate | OfFeed,
    feed: Feed,
    line: Line | None = None,
    *,
    article: CleanedArticle | None = None,
    why: str | None = None,
) -> None:
    """Is the Note of a poll that nobody keeps account of."""


def both(first: Note, second: Note) -> Note:
    """Gives a Note that two hear."""

    def note(
        fate: Fate | OfFeed,
        feed: Feed,
        line: Line | None = None,
        *,
        article: CleanedArticle | None = None,
        why: str | None = None,
    ) -> None:
        first(fate, feed, line, article=article, why=why)
        second(fate, feed, line, article=article, why=why)

    return note
