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
    pairs = [_pairs(line.text) for line in paragraphs]
    often = Counter(chain.from_iterable(pairs))
    wanted = {
        index: (WHOLE if line.sentence else ENOUGH) * len(pairs[index])
        for index, line in enumerate(paragraphs)
        if LEAST_PAIRS <= len(pairs[index]) <= MOST_PAIRS
    }
    suspects = [index for index, least in wanted.items() if sum(often[pair] > 1 for pair in pairs[index]) >= least]
    if not suspects:
        return frozenset()
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


def _pairs(text: str) -> list[tuple[str, str]]:
    said = _BRACKETED.sub(" ", text) if "[" in text else text
    return list(pairwise(_WORD.findall(said.lower())))
