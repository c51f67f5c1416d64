"""A small language for phrases: patterns over words, taken apart once for each phrase of the vocabulary.

`word*` any word that begins so; `a|b` either; `word?` may be absent; `~3` up to three words between (never over a
semicolon, a bracket or the end of what is searched); `a_b` two words as one alternative; `@name` a macro.
"""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from tagging.tokens import SAME, tokenise

PREFIX_KEY = 3
"""Letters that the first word of a phrase has at least where only its beginning is written."""


class Element(NamedTuple):
    """One place of a phrase: words, beginnings of words, whether it may be absent, or a gap of up to `gap` words."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool
    gap: int

    @property
    def may_be_any(self) -> bool:
        """Whether it asks for no word in particular."""
        return bool(self.gap) or self.optional or "" in self.prefixes

    def fits(self, word: str) -> bool:
        """Whether the word can stand here."""
        return word in self.words or (bool(self.prefixes) and word.startswith(self.prefixes))


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
        short = [prefix for prefix in sequence[0].prefixes if len(prefix) < PREFIX_KEY]
        if short:
            raise ValueError(f"{short[0]}* is too short to begin a phrase; write {PREFIX_KEY} letters or more")
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
