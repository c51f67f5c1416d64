"""What a poll tells of the entries that it meets, for whoever keeps account of them."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from schemas.article import CleanedArticle
from schemas.ledger import Fate, Line

OfFeed = Literal[
    "not-modified",  # nothing is expected
    "failed",  # it could not be had, so nobody knows what to expect
]


class Noted(Struct, frozen=True):
    """What became of a feed (then without a line), or of an entry or what a watched file holds.

    `article` is there once there is one; `why` is shown as is and holds no secret.
    """

    fate: Fate | OfFeed
    line: Line | None = None
    article: CleanedArticle | None = None
    why: str | None = None


Note = Callable[[Noted], None]
"""Hears what is noted, in the order in which it happens; must not raise or wait."""


def unheard(noted: Noted) -> None:
    """Is the Note of a poll that nobody keeps account of."""


def both(first: Note, second: Note) -> Note:
    """Gives a Note that two hear."""

    def note(noted: Noted) -> None:
        first(noted)
        second(noted)

    return note
