"""Which of the words that phrases need a sentence has, so that most phrases are passed over without a look."""

from tagging.patterns import Element

_REMEMBERED, _LONGEST_REMEMBERED = 20_000, 24
"""Words that are remembered, and letters of the longest: those of a language recur, longer ones are rare."""


class Needs:
    """Numbers the elements that phrases need, and tells which of them a word can be."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[frozenset[str], tuple[str, ...]], int] = {}
        self._words: dict[str, set[int]] = {}
        self._prefixes: dict[str, set[int]] = {}
        self._remembered: dict[str, frozenset[int]] = {}
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
        met: set[int] = set()
        remembered = self._remembered.get
        for word in words:
            fits = remembered(word)
            if fits is None:
                fits = self._fitting(word)
            if fits:
                met |= fits
        return met

    def _fitting(self, word: str) -> frozenset[int]:
        prefixes = (self._prefixes.get(word[:length], ()) for length in self._lengths if length <= len(word))
        fits = frozenset(self._words.get(word, ())).union(*prefixes)
        if len(self._remembered) < _REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self._remembered[word] = fits
        return fits
