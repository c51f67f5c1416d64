"""The ledger: what became of each entry that a feed lists, and of each article in watched folders.

A `Told` is the value of `news.ledger.v1`, keyed by line.

A line is one entry as the feed tells it; an entry that the feed changes begins another. Each stage tells what became of
the line, as often as it likes and in any order: of two things told the one with the greater `precedence` holds.
"""

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from schemas.article import Id
from schemas.ids import digest
from schemas.provenance import Moment

LONGEST_ADDRESS = 2_048
LONGEST_WHY = 500
LONGEST_TITLE = 300

Fate = Literal[
    "expected",  # the feed lists the entry, and it is new or has changed
    "fetched",  # its page was had
    "cleaned",  # an article came of it
    "retried",  # it could not be had, and the next poll tries again
    "skipped",  # no article comes of it, for good
    "duplicate",  # an article came of it that was published before, word for word
    "published",  # Kafka has acknowledged its article
    "tagged",  # Kafka has acknowledged the article with its tags
    "dead-lettered",  # a worker could not process it, and it waits for a person
    "indexed",  # Elasticsearch has it
]
FATES: tuple[Fate, ...] = get_args(Fate)
"""In the order in which one takes the place of another within an attempt."""
ENDS: frozenset[Fate] = frozenset({"skipped", "duplicate", "dead-lettered", "indexed"})
"""Those after which nothing more comes by itself."""


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What does not change of a line; it travels with the article in a header of its messages. No address in it shows
    a secret.
    """

    line_id: Id
    feed_id: Id
    feed: Annotated[str, Meta(max_length=LONGEST_ADDRESS, description="its address as it may be shown, or a folder")]
    entry: Annotated[str, Meta(max_length=LONGEST_ADDRESS, description="the entry's address as it may be shown")]
    title: Annotated[str, Meta(max_length=LONGEST_TITLE)] = ""
    expected_at: Moment
    attempt: Annotated[int, Meta(ge=0, description="polls that have tried in vain")] = 0


class Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a stage tells of a line. A duplicate's ids are those of what was published before."""

    line: Line
    fate: Fate
    at: Moment
    why: Annotated[str, Meta(max_length=LONGEST_WHY)] | None = None
    article_id: Id | None = None
    version_id: Id | None = None

    @property
    def precedence(self) -> int:
        """Of two things told of one line, the greater holds; of equal ones that which came last."""
        return self.line.attempt * len(FATES) + FATES.index(self.fate)


def line_id(feed_id: str, entry: str, updated: str | None) -> str:
    """Gives the id of the line of an entry as it was last changed, by its mark (schemas.feed_state.entry_mark)."""
    return digest("line", feed_id, entry, updated or "")
