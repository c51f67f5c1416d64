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


class Matcher(Generic[Payload]):
    """Finds many phrases at once; each carries a payload. The time depends on the tokens, hardly on the phrases."""

    def __init__(self, phrases: Iterable[tuple[tuple[Element, ...], Payload]]) -> None:
        self._words: dict[str, list[tuple[tuple[Element, ...], Payload]]] = {}
        self._prefixes: dict[str, list[tuple[str, tuple[Element, ...], Payload]]] = {}
        for sequence, payload in phrases:
            head, rest = sequence[0], sequence[1:]
            for word in head.words:
                self._words.setdefault(word, []).append((rest, payload))
            for prefix in head.prefixes:
                if len(prefix) < _PREFIX_KEY:
                    raise ValueError(f"{prefix}* is too short to begin a phrase; write {_PREFIX_KEY} letters or more")
                self._prefixes.setdefault(prefix[:_PREFIX_KEY], []).append((prefix, rest, payload))

    def find(self, words: list[str], first: int, last: int) -> list[Hit[Payload]]:
        """Gives every match in tokens `first` to before `last`, by start; of one phrase at one place the shortest."""
        hits: list[Hit[Payload]] = []
        for at in range(first, last):
            word = words[at]
            for rest, payload in self._words.get(word, ()):
                end = _follow(rest, 0, words, at + 1, last) if rest else at + 1
                if end:
                    hits.append(Hit(at, end, payload))
            for prefix, rest, payload in self._prefixes.get(word[:_PREFIX_KEY], ()):
                if word.startswith(prefix):
                    end = _follow(rest, 0, words, at + 1, last) if rest else at + 1
                    if end:
                        hits.append(Hit(at, end, payload))
        return hits


def _follow(rest: tuple[Element, ...], index: int, words: list[str], at: int, last: int) -> int:
    """Gives the token after the match of `rest[index:]` from token `at` on, 0 where there is none."""
    while index < len(rest):
        element = rest[index]
        if element.gap:
            for skipped in range(element.gap + 1):
                end = _follow(rest, index + 1, words, at + skipped, last)
                if end:
                    return end
                if at + skipped >= last or words[at + skipped] in _WALL:
                    return 0
            return 0
        if at < last and element.fits(words[at]):
            if element.optional:
                end = _follow(rest, index + 1, words, at + 1, last)
                if end:
                    return end
            else:
                at += 1
        elif not element.optional:
            return 0
        index += 1
    return at
