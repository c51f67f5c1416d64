"""Which lines say again what another paragraph of the article says: pull quotes, captions shown twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise

from connectors.text.layout import Paragraph

LEAST_PAIRS = 7
MOST_PAIRS = 45
ENOUGH = 0.6
"""Share of a pull quote's neighbouring words that must be neighbours in the paragraph it was pulled from."""
WHOLE = 0.95
"""The same where the line is a full sentence, which an article may well resume in other words."""
MOST_PLACES = 50
"""Paragraphs from which a pair of words is so common that it tells nothing; also what bounds the cost."""

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\[[^\]]*\]")


def repeated(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Gives the indices of those that repeat a longer paragraph, or an earlier one of the same length."""
    words = [_words(line.text) for line in paragraphs]
    wanted = {
        index: (WHOLE if line.sentence else ENOUGH) * (len(words[index]) - 1)
        for index, line in enumerate(paragraphs)
        if LEAST_PAIRS < len(words[index]) <= MOST_PAIRS + 1
    }
    suspects = _suspects(words, wanted)
    if not suspects:
        return frozenset()
    pairs = [list(pairwise(said)) for said in words]
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, own in enumerate(pairs):
        for pair in set(own):
            places[pair].append(index)
    found = set()
    for index in suspects:
        line = paragraphs[index]
        shared: Counter[int] = Counter()
        for pair in pairs[index]:
            if len(places[pair]) <= MOST_PLACES:
                shared.update(places[pair])
        for other, count in shared.items():
            longer = paragraphs[other].words > line.words or (paragraphs[other].words == line.words and other < index)
            if longer and count >= wanted[index]:
                found.add(index)
                break
    return frozenset(found)


def _suspects(words: list[list[str]], wanted: dict[int, float]) -> list[int]:
    """Gives the lines whose pairs may be elsewhere as well, for their words are: single words clear most lines."""
    often = Counter(chain.from_iterable(words))
    once = {word for word, count in often.items() if count == 1}
    found = []
    for index, least in wanted.items():
        alone = [word in once for word in words[index]]
        # A word stands in two pairs at the most, and each pair has two words.
        if (sum(alone) + 1) // 2 <= len(alone) - 1 - least and sum(not (a or b) for a, b in pairwise(alone)) >= least:
            found.append(index)
    return found


def _words(text: str) -> list[str]:
    said = _BRACKETED.sub(" ", text) if "[" in text else text
    return _WORD.findall(said.lower())
