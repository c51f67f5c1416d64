"""Marks of found words, taken out of the text that Elasticsearch put them into.

The marks around words carry a number drawn for each request, so that no text of an article can pretend to be one.
"""

from collections.abc import Sequence

from msgspec import Struct

from search.answer import Marks, Passage


class Markers(Struct, frozen=True):
    """What stands before and after each word found, for one request."""

    before: str
    after: str


def markers(nonce: str) -> Markers:
    """Gives the markers for a request; `nonce` must not be guessable by who writes articles."""
    return Markers(f"\ue000{nonce}\ue001", f"\ue002{nonce}\ue003")


def passage(marked: str, around: Markers) -> Passage:
    """Gives the text without markers, and where the words between them were."""
    text, marks = "", []
    for number, piece in enumerate(marked.split(around.before)):
        found, _, rest = piece.partition(around.after) if number else ("", "", piece)
        if found:
            marks.append((len(text), len(text) + len(found)))
        text += found + rest
    return Passage(text, tuple(marks))


def marks_in(text: str, passages: Sequence[Passage]) -> Marks:
    """Gives the marks of the passages that lie in `text`, as offsets into it."""
    found: set[tuple[int, int]] = set()
    for part in passages:
        at = text.find(part.text)
        if at >= 0:
            found.update((at + start, at + end) for start, end in part.marks)
    return tuple(sorted(found))
