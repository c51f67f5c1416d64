"""Which of the words that phrases need a sentence has, so that most phrases are passed over without a look."""

from collections.abc import Callable

from tagging.patterns import Element

_REMEMBERED, _LONGEST_REMEMBERED = 20_000, 24
"""Words that are remembered, and letters of the longest: those of a language recur, longer ones are rare."""


class _Fitting(dict[str, frozenset[int]]):
    """Remembers what words fit, and finds it for those that it has not met."""

    def __init__(self, find: Callable[[str], frozenset[int]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> frozenset[int]:
        fits = self._find(word)
        if len(self) < _REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self[word] = fits
        return fits


class Needs:
    """Numbers the elements that phrases need, and tells which of them a word can be."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[frozenset[str], tuple[str, ...]], int] = {}
        self._words: dict[str, set[int]] = {}
        self._prefixes: dict[str, set[int]] = {}
        self._fitting = _Fitting(self._fits)
        self._lengths: tuple[int, ...] = ()

    def number(self, element: Element) -> int:
        """Gives the number of an element, the same for the same words."""
        known = self._numbers.get((element.words, element.prefixes))
        if known is not None:
            return known
        number = self._numbers[element.words, element.prefixes] = len(self._numbers)
        for word in element.words:
            self._words.setdefault(word, set()).add(number)
        for prefix in element.prefixes:
            self._prefixes.setdefault(prefix, set()).add(number)
        self._lengths = tuple(sorted({*self._lengths, *map(len, element.prefixes)}))
        return number

    def met(self, words: list[str]) -> set[int]:
        """Gives the numbers of all elements that one of the words can be."""
        return set().union(*map(self._fitting.__getitem__, words))

    def _fits(self, word: str) -> frozenset[int]:
        prefixes = (self._prefixes.get(word[:length], ()) for length in self._lengths if length <= len(word))
        return frozenset(self._words.get(word, ())).union(*prefixes)
