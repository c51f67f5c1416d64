"""Documents and formats: by name, or by the words that tell them where they stand together in one sentence."""

from schemas.tags import Mention
from tagging.normalise import key
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.entries import Instrument


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
            place = -1
            while (place := passage.normal.text.find(f" {anchor}", place + 1)) >= 0:
                start, end = passage.normal.span(place + 1, place + 1 + len(anchor))
                first, last = passage.sentence(start, end)
                sentence = key(passage.text[first:last])
                if all(any(f" {word}" in sentence for word in words) for words in others):
                    return passage.mention(
                        "instrument", id_, start, end, f"{anchor} with {' and '.join(w[0] for w in others)}"
                    )
        return None
