"""A small language for phrases, and a matcher that finds thousands of them in one pass over the tokens.

`word*` any word that begins so; `a|b` either; `word?` may be absent; `~3` up to three words between (never over a
semicolon, a bracket or the end of what is searched); `a_b` two words as one alternative; `@name` a macro.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from tagging.tokens import SAME, tokenise

Payload = TypeVar("Payload")
_PREFIX_KEY = 3
_REMEMBERED, _LONGEST_REMEMBERED = 20_000, 24
"""Words whose phrases are remembered, and letters of the longest: those of a language recur, longer ones are rare."""
_WALL = frozenset(";()[]")


class Element(NamedTuple):
    """One place of a phrase: words, beginnings of words, whether it may be absent, or a gap of up to `gap` words."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool
    gap: int

    def fits(self, word: str) -> bool:
        """Whether the word can stand here."""
        return word in self.words or (bool(self.prefixes) and word.startswith(self.prefixes))


class Hit(NamedTuple, Generic[Payload]):
    """Tokens `first` to before `last` are the phrase that carries `payload`."""

    first: int
    last: int
    payload: Payload


def parse(phrase: str, macros: Mapping[str, str] | None = None) -> list[tuple[Element, ...]]:
    """Gives the phrase as sequences of elements. Raises ValueError where the phrase is none, or a macro is unknown."""
    choices: list[list[tuple[Element, ...]]] = []
    for chunk in phrase.split():
        if chunk[0] == "~" and chunk[1:].isdigit():
            choices.append([(Element(frozenset(), (), False, int(chunk[1:])),)])
            continue
        optional = chunk.endswith("?") and len(chunk) > 1
        choices.append(_alternatives(_expand(chunk.removesuffix("?") if optional else chunk, macros or {}), optional))
    sequences = [tuple(element for part in parts for element in part) for parts in product(*choices)]
    for sequence in sequences:
        if not sequence or sequence[0].gap or sequence[0].optional:
            raise ValueError(f"{phrase!r} must begin with a word that has to be there")
        short = [prefix for prefix in sequence[0].prefixes if len(prefix) < _PREFIX_KEY]
        if short:
            raise ValueError(f"{short[0]}* is too short to begin a phrase; write {_PREFIX_KEY} letters or more")
        if sequence[-1].gap:
            raise ValueError(f"{phrase!r} must not end with a gap")
    return sequences


def _expand(chunk: str, macros: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    for part in chunk.split("|"):
        if part.startswith("@"):
            if part[1:] not in macros:
                raise ValueError(f"{part} is no macro here; there are {', '.join(sorted(macros)) or 'none'}")
            parts += macros[part[1:]].split("|")
        else:
            parts.append(part)
    return parts


def _alternatives(parts: list[str], optional: bool) -> list[tuple[Element, ...]]:
    words: set[str] = set()
    prefixes: set[str] = set()
    longer: list[tuple[Element, ...]] = []
    for part in parts:
        pieces = [piece for word in part.split("_") for piece in _pieces(word)]
        if len(pieces) > 1:
            longer.append(tuple(_single(piece, optional) for piece in pieces))
        elif pieces and pieces[0].endswith("*"):
            prefixes.add(pieces[0][:-1])
        elif pieces:
            words.add(pieces[0])
    if words or prefixes:
        longer.append((Element(frozenset(words), tuple(sorted(prefixes)), optional, 0),))
    return longer


def _pieces(word: str) -> list[str]:
    starred = word.endswith("*")
    cut = word.rstrip("*").lower().translate(SAME)
    if cut == "" or cut.endswith("'"):
        return [cut or word]
    pieces = tokenise(cut).norms
    return [*pieces[:-1], pieces[-1] + "*"] if starred else pieces


def _single(piece: str, optional: bool) -> Element:
    if piece.endswith("*"):
        return Element(frozenset(), (piece[:-1],), optional, 0)
    return Element(frozenset([piece]), (), optional, 0)


class _Entry(NamedTuple, Generic[Payload]):
    """A phrase under one beginning of its first word: what must follow, and what the very next word must be."""

    prefix: str
    rest: tuple[Element, ...]
    payload: Payload
    plain: bool
    words: frozenset[str]
    prefixes: tuple[str, ...]
    needed: frozenset[str]
    """Words of which one must stand somewhere behind the first; empty where none is known."""


class _Begun(NamedTuple, Generic[Payload]):
    """What a word begins, in the order of the phrases: by the very next word, and else what may go on with any."""

    by_next: dict[str, tuple[_Entry[Payload], ...]]
    other: tuple[_Entry[Payload], ...]


class Matcher(Generic[Payload]):
    """Finds many phrases at once; each carries a payload. The time depends on the tokens, hardly on the phrases."""

    def __init__(self, phrases: Iterable[tuple[tuple[Element, ...], Payload]]) -> None:
        self._words: dict[str, list[_Entry[Payload]]] = {}
        self._prefixes: dict[str, list[_Entry[Payload]]] = {}
        self._begun: dict[str, _Begun[Payload]] = {}
        for sequence, payload in phrases:
            head, rest = sequence[0], sequence[1:]
            plain = bool(rest) and not rest[0].gap and not rest[0].optional
            following = (rest[0].words, rest[0].prefixes) if plain else (frozenset[str](), ())
            needed = next(
                (one.words for one in rest[plain:] if not (one.gap or one.optional or one.prefixes)), frozenset()
            )
            for word in head.words:
                self._words.setdefault(word, []).append(_Entry("", rest, payload, plain, *following, needed))
            for prefix in head.prefixes:
                if len(prefix) < _PREFIX_KEY:
                    raise ValueError(f"{prefix}* is too short to begin a phrase; write {_PREFIX_KEY} letters or more")
                entry = _Entry(prefix, rest, payload, plain, *following, needed)
                self._prefixes.setdefault(prefix[:_PREFIX_KEY], []).append(entry)

    def find(self, words: list[str], first: int, last: int) -> list[Hit[Payload]]:
        """Gives every match in tokens `first` to before `last`, by start; of one phrase at one place the shortest."""
        hits: list[Hit[Payload]] = []
        remembered, present = self._begun.get, set(words[first:last])
        for at in range(first, last):
            word = words[at]
            begun = remembered(word)
            by_next, other = begun or self._begin(word)
            following = words[at + 1] if at + 1 < last else ""
            for _, rest, payload, plain, wanted, prefixes, needed in by_next.get(following, other):
                if plain and not (following in wanted or (prefixes and following.startswith(prefixes))):
                    continue
                if needed and needed.isdisjoint(present):
                    continue
                end = _follow(rest, int(plain), words, at + 1 + plain, last) if rest else at + 1
                if end:
                    hits.append(Hit(at, end, payload))
        return hits

    def _begin(self, word: str) -> _Begun[Payload]:
        """Gives the phrases that a word begins, and remembers them."""
        known = self._words.get(word, ())
        longer = [one for one in self._prefixes.get(word[:_PREFIX_KEY], ()) if word.startswith(one.prefix)]
        every = (*known, *longer)
        bound = [one.plain and not one.prefixes for one in every]
        other = tuple(one for one, is_bound in zip(every, bound, strict=True) if not is_bound)
        following = {after for one, is_bound in zip(every, bound, strict=True) if is_bound for after in one.words}
        by_next = {
            after: tuple(one for one, is_bound in zip(every, bound, strict=True) if not is_bound or after in one.words)
            for after in following
        }
        begun = _Begun(by_next, other)
        if len(self._begun) < _REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self._begun[word] = begun
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
    several, final = optional or another, index + 1 == len(rest)
    for here in range(at, min(at + gap, last) + 1):
        word = words[here] if here < last else ""
        if several:
            end = _follow(rest, index, words, here, last)
            if end:
                return end
        elif word and (word in wanted or (prefixes and word.startswith(prefixes))):
            end = here + 1 if final else _follow(rest, index + 1, words, here + 1, last)
            if end:
                return end
        if not word or word in _WALL:
            return 0
    return 0
