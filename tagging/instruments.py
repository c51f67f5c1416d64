"""Documents and formats: by name, or by the words that tell them where they stand together in one sentence."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from schemas.article import CleanedArticle
from schemas.tags import Mention
from tagging.actors.when import window
from tagging.normalise import key
from tagging.passage import Passage
from tagging.vocabulary import Vocabulary
from tagging.vocabulary.entries import Instrument
from tagging.vocabulary.tenure import interval

_TRIES = 30
"""Places of a clue's first word that are looked at."""


class _Clue(NamedTuple):
    """Groups of beginnings of words that tell an instrument together, in articles of some days (None: of any)."""

    id: str
    groups: tuple[tuple[str, ...], ...]
    told: tuple[date, date] | None


class Instruments:
    """Finds them by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._together = [
            _Clue(
                entry.id,
                tuple(tuple(key(word).strip() for word in words) for words in clue),
                interval(entry.told) if entry.told else None,
            )
            for entry in vocabulary.entries(Instrument)
            for clue in entry.together
        ]
        self._words = sorted({word for clue in self._together for words in clue.groups for word in words})
        self._automaton = AhoCorasick([f" {word}" for word in self._words], implementation=Implementation.ContiguousNFA)

    def mentions(self, passage: Passage, article: CleanedArticle) -> list[Mention]:
        """Gives the mentions of instruments in a passage of an article, in order."""
        found = [
            passage.mention(
                "instrument", meaning.id, passage.hits[at].start, passage.hits[at].end, f"name {meaning.phrase}"
            )
            for at, meaning in passage.meant("instrument")
        ]
        named = {mention.id for mention in found}
        present = {
            self._words[index]
            for index, _, _ in self._automaton.find_matches_as_indexes(passage.normal.text, overlapping=True)
        }
        for clue in self._together:
            if clue.id in named or any(present.isdisjoint(words) for words in clue.groups):
                continue  # told by one pass for all clues, before the text is searched for each
            mention = self._by_clue(passage, clue)
            if mention and _is_told(article, clue):
                named.add(clue.id)
                found.append(mention)
        return found

    def _by_clue(self, passage: Passage, clue: _Clue) -> Mention | None:
        """Gives the first place where a word of each group of the clue stands in one sentence."""
        anchors, *others = clue.groups
        for anchor in anchors:
            for place in islice(_places(passage.normal.text, f" {anchor}"), _TRIES):
                start, end = passage.normal.span(place + 1, place + 1 + len(anchor))
                first, last = passage.sentence(start, end)
                sentence = passage.normal.within(first, last)
                if all(any(f" {word}" in sentence for word in words) for words in others):
                    rule = f"{anchor} with {' and '.join(words[0] for words in others)}"
                    return passage.mention("instrument", clue.id, start, end, rule)
        return None


def _is_told(article: CleanedArticle, clue: _Clue) -> bool:
    """Whether the article can be of the clue's days."""
    if clue.told is None:
        return True
    start, end = clue.told
    return any(first <= end and start <= last for first, last in window(article, ()))


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
