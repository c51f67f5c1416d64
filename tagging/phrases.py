"""Finds thousands of phrases in one pass over the tokens: the time depends on the text, hardly on how many there are.

A word leads to the phrases that it begins. Of these only such are followed whose very next word stands there, and whose
other words stand somewhere in what is searched: which these are for the words that do is worked out once and kept.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from msgspec import Struct

from tagging.needed import Needs, Remembered
from tagging.patterns import PREFIX_KEY, Element

Payload = TypeVar("Payload")
_COMBINATIONS = 256
"""Combinations of words of a sentence for which the phrases of one beginning are kept."""
_WALL = frozenset(";()[]")


class Hit(Struct, Generic[Payload], frozen=True, gc=False):
    """Tokens `first` to before `last` are the phrase that carries `payload`."""

    first: int
    last: int
    payload: Payload


class _Entry(Struct, Generic[Payload], frozen=True):
    """A phrase under one beginning of its first word.

    `rest` is what must follow, `plain` tells that the very next word must be its first element, and `needed` are the
    elements (by their bits) that must have a word somewhere.
    """

    prefix: str
    rest: tuple[Element, ...]
    payload: Payload
    plain: bool
    needed: int

    @property
    def bound(self) -> bool:
        """Whether its very next word is one of a few."""
        return self.plain and not self.rest[0].prefixes


class _Group(Generic[Payload]):
    """Phrases that a word begins before a certain next word, or before any: `bound` tells the former."""

    __slots__ = ("_entries", "chosen", "needs")

    def __init__(self, entries: Iterable[tuple[_Entry[Payload], bool]]) -> None:
        """Each entry comes with whether its next word is known to fit."""
        self._entries = tuple(entries)
        self.needs = reduce(or_, (entry.needed for entry, _ in self._entries), 0)
        self.chosen: dict[int, tuple[tuple[tuple[Element, ...], int, Payload], ...]] = {}

    def among(self, present: int) -> tuple[tuple[tuple[Element, ...], int, Payload], ...]:
        """Gives the phrases that can be there where of what they need only `present` is: what is left of each to
        follow, from which element on. What it gave is in `chosen`.
        """
        chosen = tuple(
            (entry.rest, int(fits), entry.payload)
            for entry, fits in self._entries
            if entry.needed & present == entry.needed
        )
        if len(self.chosen) < _COMBINATIONS:
            self.chosen[present] = chosen
        return chosen


class _Begun(Struct, Generic[Payload], frozen=True):
    """What a word begins: by the very next word, and else what may go on with any."""

    by_next: dict[str, _Group[Payload]]
    other: _Group[Payload] | None


class Matcher(Generic[Payload]):
    """Finds many phrases at once; each carries a payload."""

    def __init__(self, phrases: Iterable[tuple[tuple[Element, ...], Payload]]) -> None:
        self._words: dict[str, list[_Entry[Payload]]] = {}
        self._prefixes: dict[str, list[_Entry[Payload]]] = {}
        self._begun = Remembered(self._begin)
        self._needs = Needs()
        for sequence, payload in phrases:
            head, rest = sequence[0], sequence[1:]
            plain = bool(rest) and not rest[0].gap and not rest[0].optional
            told = plain and not rest[0].prefixes  # by the very next word itself
            needed = reduce(or_, (self._needs.bit(one) for one in rest[told:] if not one.may_be_any), 0)
            for word in head.words:
                self._words.setdefault(word, []).append(_Entry("", rest, payload, plain, needed))
            for prefix in head.prefixes:
                if len(prefix) < PREFIX_KEY:
                    raise ValueError(f"{prefix}* is too short to begin a phrase; write {PREFIX_KEY} letters or more")
                self._prefixes.setdefault(prefix[:PREFIX_KEY], []).append(_Entry(prefix, rest, payload, plain, needed))

    def find(self, words: list[str], first: int, last: int) -> list[Hit[Payload]]:
        """Gives every match in tokens `first` to before `last`, by start; of one phrase at one place the shortest."""
        hits: list[Hit[Payload]] = []
        searched = words[first:last]
        met = -1
        following = [*searched[1:], ""]
        by_word = map(self._begun.__getitem__, searched)
        for at, (begun, after) in enumerate(zip(by_word, following, strict=False), first):
            if begun is None:
                continue
            group = begun.by_next.get(after, begun.other)
            if group is None:
                continue
            present = group.needs
            if present:
                if met < 0:
                    met = self._needs.met(searched)
                present &= met
            chosen = group.chosen.get(present)
            for rest, index, payload in group.among(present) if chosen is None else chosen:
                if index < len(rest):
                    end = _follow(rest, index, words, at + 1 + index, last)
                    if end:
                        hits.append(Hit(at, end, payload))
                else:
                    hits.append(Hit(at, at + 1 + index, payload))
        return hits

    def _begin(self, word: str) -> _Begun[Payload] | None:
        """Gives the phrases that a word begins."""
        known = self._words.get(word, ())
        longer = [one for one in self._prefixes.get(word[:PREFIX_KEY], ()) if word.startswith(one.prefix)]
        every = (*known, *longer)
        following = {after for one in every if one.bound for after in one.rest[0].words}
        begun = None
        if every:
            by_next = {
                after: _Group((one, one.bound) for one in every if not one.bound or after in one.rest[0].words)
                for after in following
            }
            free = [(one, False) for one in every if not one.bound]
            begun = _Begun(by_next, _Group(free) if free else None)
        return begun


def _follow(rest: tuple[Element, ...], index: int, words: list[str], at: int, last: int) -> int:
    """Gives the token after the match of `rest[index:]` from token `at` on, 0 where there is none."""
    size = len(rest)
    while index < size:
        wanted, prefixes, optional, gap = rest[index]
        if gap:
            return _over_gap(rest, index + 1, words, at, last, gap)
        if at < last and (words[at] in wanted or (prefixes and words[at].startswith(prefixes))):
            if optional:
                end = _follow(rest, index + 1, words, at + 1, last)
                if end:
                    return end
            else:
                at += 1
        elif not optional:
            return 0
        index += 1
    return at


def _over_gap(rest: tuple[Element, ...], index: int, words: list[str], at: int, last: int, gap: int) -> int:
    """Gives the end of the match of `rest[index:]` that begins at token `at` or up to `gap` tokens later, 0 if none."""
    wanted, prefixes, optional, another = rest[index]
    reached = words[at : min(at + gap + 1, last)]
    if optional or another:
        for here, word in enumerate(reached, at):
            end = _follow(rest, index, words, here, last)
            if end or word in _WALL:
                return end
        return _follow(rest, index, words, last, last) if at + gap >= last >= at else 0
    index += 1
    final = index == len(rest)
    for here, word in enumerate(reached, at + 1):
        if word in wanted or (prefixes and word.startswith(prefixes)):
            end = here if final else _follow(rest, index, words, here, last)
            if end:
                return end
        if word in _WALL:
            return 0
    return 0
