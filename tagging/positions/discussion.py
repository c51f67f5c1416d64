"""What is under discussion at each sentence of a field: the guarantee that was claimed or named last."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from tagging.lexicon import Lexicon
from tagging.positions.echoes import topic
from tagging.positions.merge import Claim
from tagging.positions.seen import Seen
from tagging.positions.sides import Sides


class Topic(Struct, frozen=True, gc=False):
    """`about` tells the guarantee and whose security it is; sentence `place` of the field told it last."""

    about: Claim
    place: int
    paragraph: int


class Turn(Struct, frozen=True, gc=False):
    """A sentence with what was under discussion before it, and the claims that were found in it."""

    seen: Seen
    place: int
    topic: Topic | None
    here: list[Claim]


def turns(field: list[Seen], claims: list[Claim], lexicon: Lexicon, sides: Sides, focus: str) -> Iterator[Turn]:
    """Gives the sentences of a field in order. `claims` are those that were found in the article by now."""
    told = _by_sentence(field, claims)
    now: Topic | None = None
    for place, one in enumerate(field):
        here = told.get(one.scene.sentence.start, [])
        yield Turn(one, place, now, here)
        named = [content for content in one.contents if content.kind != "anaphor"]
        if here or named:
            about = here[0] if here else topic(one.scene, named[-1], lexicon, sides, focus)
            now = Topic(about, place, one.scene.sentence.paragraph)


def _by_sentence(field: list[Seen], claims: list[Claim]) -> dict[int, list[Claim]]:
    """Gives the claims of a field by the first character of the sentence that tells them."""
    of = field[0].scene.reading.field
    here = sorted((one for one in claims if one.evidence[0].field == of), key=lambda one: one.evidence[0].start)
    return {start: list(told) for start, told in groupby(here, key=lambda one: one.evidence[0].start)}
