"""Documents and formats: by name, or by the words that tell them where they stand together in one sentence."""

from collections.abc import Iterator
from itertools import islice

from schemas.tags import Mention
from tagging.normalise import key
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.entries import Instrument

_TRIES = 30
"""Places of a clue's first word that are looked at."""


class Instruments:
    """Finds them by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._together = [
            (entry.id, tuple(tuple(key(word).strip() for word in words) for words in clue))
            for entry in vocabulary.entries(Instrument)
            for clue in entry.together
        ]

    def mentions(self, passage: Passage) -> list[Mention]:
        """Gives the mentions of instruments in a passage, in order."""
        found = [
            passage.mention("instrument", meaning.id, hit.start, hit.end, f"name {meaning.phrase}")
            for hit in passage.hits
            if (meaning := hit.of("instrument"))
        ]
        named = {mention.id for mention in found}
        for id_, clue in self._together:
            if id_ not in named and (mention := self._by_clue(passage, id_, clue)):
                named.add(id_)
                found.append(mention)
        return found

    def _by_clue(self, passage: Passage, id_: str, clue: tuple[tuple[str, ...], ...]) -> Mention | None:
        """Gives the first place where a word of each group of the clue stands in one sentence."""
        anchors, *others = clue
        for anchor in anchors:
            for place in islice(_places(passage.normal.text, f" {anchor}"), _TRIES):
                start, end = passage.normal.span(place + 1, place + 1 + len(anchor))
                first, last = passage.sentence(start, end)
                sentence = key(passage.text[first:last])
                if all(any(f" {word}" in sentence for word in words) for words in others):
                    rule = f"{anchor} with {' and '.join(words[0] for words in others)}"
                    return passage.mention("instrument", id_, start, end, rule)
        return None


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
