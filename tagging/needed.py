"""Which of the words that phrases need a sentence has, so that most phrases are passed over without a look.

Each element that a phrase needs is one bit of a number: a few hundred of them are compared at once.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import TypeVar

from tagging.patterns import Element

Known = TypeVar("Known")

_REMEMBERED, _LONGEST_REMEMBERED = 20_000, 24
"""Words that are remembered, and letters of the longest: those of a language recur, longer ones are rare."""


class Remembered(dict[str, Known]):
    """Remembers what is known of words, and finds it for those that it has not met."""

    def __init__(self, find: Callable[[str], Known]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Known:
        known = self._find(word)
        if len(self) < _REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self[word] = known
        return known


class Needs:
    """Gives each element that phrases need its bit, and tells which of them a word can be."""

    def __init__(self) -> None:
        self._bits: dict[tuple[frozenset[str], tuple[str, ...]], int] = {}
        self._words: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._fitting = Remembered(self._fits)
        self._lengths: tuple[int, ...] = ()

    def bit(self, element: Element) -> int:
        """Gives the bit of an element, the same for the same words."""
        known = self._bits.get((element.words, element.prefixes))
        if known is not None:
            return known
        bit = self._bits[element.words, element.prefixes] = 1 << len(self._bits)
        for word in element.words:
            self._words[word] = self._words.get(word, 0) | bit
        for prefix in element.prefixes:
            self._prefixes[prefix] = self._prefixes.get(prefix, 0) | bit
        self._lengths = tuple(sorted({*self._lengths, *map(len, element.prefixes)}))
        return bit

    def met(self, words: list[str]) -> int:
        """Gives the bits of all elements that one of the words can be."""
        return reduce(or_, filter(None, map(self._fitting.__getitem__, words)), 0)

    def _fits(self, word: str) -> int:
        prefixes = (self._prefixes.get(word[:length], 0) for length in self._lengths if length <= len(word))
        return reduce(or_, prefixes, self._words.get(word, 0))
