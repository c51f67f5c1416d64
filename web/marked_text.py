"""An article's text cut where tags and claims begin and end, so that each piece knows all that it is evidence of."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from search.answer import Claim

Tag = tuple[str, str]
"""Kind and id."""


class Piece(Struct, frozen=True, kw_only=True):
    """Letters that share their tags. `begins` are the claims (number, sentence) that begin here.

    `starts` and `ends` are the tags of which these are the first or the last letters.

    `tags` has the shortest mention first: of `NATO` in `NATO membership` the actor, then the type.
    """

    text: str
    tags: tuple[Tag, ...] = ()
    starts: tuple[Tag, ...] = ()
    ends: tuple[Tag, ...] = ()
    claims: tuple[int, ...] = ()
    begins: tuple[tuple[int, int], ...] = ()


class _Mark(NamedTuple):
    start: int
    end: int
    tag: Tag | None = None
    said: tuple[int, int] | None = None


Paragraph = tuple[Piece, ...]


def paragraphs(document: Mapping[str, Any], field: str, claims: Sequence[Claim]) -> list[Paragraph]:
    """Gives the paragraphs of a field of an article. What does not fit the text as it is now is not marked.

    Goes through the text once: time grows with the marks, and with how many lie over each other.
    """
    text = str(document.get(field) or "")
    marks = [*_tags(document, field, text), *_said(claims, field, text)]
    breaks = [at for at, letter in enumerate(text) if letter == "\n"]
    cuts = sorted({0, len(text), *breaks, *(at + 1 for at in breaks), *(edge for mark in marks for edge in mark[:2])})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    over: list[_Mark] = []
    found: list[list[Piece]] = [[]]
    for left, right in pairwise(cuts):
        over = [mark for mark in over if mark.end > left]
        while waiting and waiting[-1].start <= left:
            over.append(waiting.pop())
        if text[left:right] == "\n":
            found.append([])
        else:
            found[-1].append(_piece(text, left, right, over))
    return [tuple(line) for line in found if any(piece.text.strip() for piece in line)]


def _piece(text: str, left: int, right: int, over: Sequence[_Mark]) -> Piece:
    shortest = sorted(over, key=lambda mark: mark.end - mark.start)
    return Piece(
        text=text[left:right],
        tags=tuple(dict.fromkeys(mark.tag for mark in shortest if mark.tag)),
        starts=tuple(dict.fromkeys(mark.tag for mark in shortest if mark.tag and mark.start == left)),
        ends=tuple(dict.fromkeys(mark.tag for mark in shortest if mark.tag and mark.end == right)),
        claims=tuple(sorted({mark.said[0] for mark in over if mark.said})),
        begins=tuple(sorted(mark.said for mark in over if mark.said and mark.start == left)),
    )


def _tags(document: Mapping[str, Any], field: str, text: str) -> Iterator[_Mark]:
    for mention in document.get("mentions") or ():
        span = mention["span"]
        if span.get("field", "text") == field and text[span["start"] : span["end"]] == span["text"]:
            yield _Mark(span["start"], span["end"], tag=(mention["kind"], mention["id"]))


def _said(claims: Sequence[Claim], field: str, text: str) -> Iterator[_Mark]:
    for number, claim in enumerate(claims, start=1):
        for place, span in enumerate(claim.evidence, start=1):
            if span.field == field and text[span.start : span.end] == span.text:
                yield _Mark(span.start, span.end, said=(number, place))
