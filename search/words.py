"""What a person writes into the search box, as a tree: words, "phrases", OR, AND, NOT, -word and parentheses.

Words beside each other must all be there. OR joins its two neighbours: `Macron troops OR peacekeepers` is Macron and
one of the two. AND and OR at one level are refused, since people read them in two ways. Nothing else means anything:
no wildcard, regular expression, fuzziness or field name reaches Elasticsearch from here.
"""

import re
from collections.abc import Iterator
from typing import Union

from msgspec import Struct

from schemas.errors import UsageError
from schemas.printable import one_line

LONGEST = 1_000
"""Characters of a query."""
MOST_WORDS = 50
DEEPEST = 6

_QUOTES = '"“”„‟«»'
_TOKEN = re.compile(rf"\s*(?:(?P<mark>[()|&])|(?P<quote>[{_QUOTES}])|(?P<word>[^\s(){_QUOTES}|&]+))")

_EXPRESSION = re.compile(r"(?<!\S)/[^\s/]*[()|\[\]{}\\^$+?][^\s/]*/(?!\S)")
"""What means to be a regular expression, also where its signs would part it into words."""
_NO_EXPRESSIONS = "{}: regular expressions are not understood; write words or a quoted phrase"


class Word(Struct, frozen=True):
    """A word, or several joined by signs (`re-arm`), in any of its forms."""

    text: str


class Phrase(Struct, frozen=True):
    """Words in this order, one right after the other, in any of their forms."""

    text: str


class Not(Struct, frozen=True):
    """What must not be there."""

    inner: "Tree"


class All(Struct, frozen=True):
    """What must all be there."""

    parts: "tuple[Tree, ...]"


class Any(Struct, frozen=True):
    """Of which one must be there."""

    parts: "tuple[Tree, ...]"


Tree = Union[Word, Phrase, Not, All, Any]  # noqa: UP007 (the names are not all defined yet)


class _Token(Struct, frozen=True):
    kind: str
    text: str


def parse(text: str) -> Tree | None:
    """Gives the tree of a query, None where it is blank. Raises UsageError with what to write instead."""
    if not text.strip():
        return None
    if len(text) > LONGEST:
        raise UsageError(f"the query has {len(text)} characters: {LONGEST} are the most")
    if expression := _EXPRESSION.search(text):
        raise UsageError(_NO_EXPRESSIONS.format(_quoted(expression[0])))
    tokens = list(_tokens(text))
    count = sum(token.kind in ("word", "phrase") for token in tokens)
    if count > MOST_WORDS:
        raise UsageError(f"the query has {count} words and phrases: {MOST_WORDS} are the most")
    if count == 0:
        raise UsageError(f"the query {_quoted(text)} has no word to look for")
    reader = _Reader(tokens)
    tree = reader.level(0)
    if reader.here is not None:
        raise UsageError(f"the query {_quoted(text)} closes a parenthesis that nothing opens")
    return tree


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        if match["quote"]:
            end = next((at for at in range(position, len(text)) if text[at] in _QUOTES), None)
            if end is None:
                raise UsageError(f"the query opens a quote that nothing closes: {_quoted(text[position - 1 :])}")
            phrase, position = text[position:end], end + 1
            if re.match(r"~\d*(?=[\s)]|$)", text[position:]):
                raise UsageError("nearness (~) is not understood: write the words without quotes")
            if _has_letters(phrase):
                yield _Token("phrase", phrase)
        elif match["mark"]:
            yield _Token({"|": "or", "&": "and"}.get(match["mark"], match["mark"]), match["mark"])
        elif match["word"] in ("OR", "AND", "NOT"):
            yield _Token(match["word"].lower(), match["word"])
        else:
            bare = match["word"].lstrip("+-!")
            sign = match["word"][: len(match["word"]) - len(bare)][-1:]
            opens = text[position : position + 1] in ("(", *_QUOTES)
            if sign in ("-", "!") and (_has_letters(bare) or (not bare and opens)):
                yield _Token("not", sign)
            _refuse_operators(bare)
            if _has_letters(bare):
                yield _Token("word", bare)


def _refuse_operators(bare: str) -> None:
    if "*" in bare:
        raise UsageError(f"{_quoted(bare)}: wildcards are not understood; words are found in all their forms anyway")
    if re.fullmatch(r"/.+/", bare):
        raise UsageError(_NO_EXPRESSIONS.format(_quoted(bare)))
    if re.fullmatch(r"\w+~\d*", bare):
        raise UsageError(
            f"{_quoted(bare)}: fuzzy words (~) are not understood; words are found in all their forms anyway"
        )


def _has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


class _Reader:
    """Reads tokens by recursive descent, never deeper than DEEPEST."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def here(self) -> str | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def level(self, depth: int) -> Tree:
        """Reads up to a closing parenthesis or the end."""
        if depth > DEEPEST:
            raise UsageError(f"the query has parentheses more than {DEEPEST} deep")
        groups, marks = [[self._negated(depth)]], set()
        while self.here not in (None, ")"):
            if self.here not in ("or", "and"):
                groups.append([self._negated(depth)])
                continue
            mark = self._next().kind
            marks.add(mark)
            if len(marks) > 1:
                raise UsageError("AND and OR beside each other can be read in two ways: put one of them in parentheses")
            part = self._negated(depth)
            if mark == "or":
                groups[-1].append(part)
            else:
                groups.append([part])
        parts = tuple(group[0] if len(group) == 1 else Any(tuple(group)) for group in groups)
        return parts[0] if len(parts) == 1 else All(parts)

    def _negated(self, depth: int) -> Tree:
        negated = False
        while self.here == "not":
            self._next()
            negated = not negated
        part = self._single(depth)
        return Not(part) if negated else part

    def _single(self, depth: int) -> Tree:
        if self.here is None:
            raise UsageError("the query ends where a word should follow (after OR, AND, NOT or a parenthesis)")
        token = self._next()
        if token.kind == "word":
            return Word(token.text)
        if token.kind == "phrase":
            return Phrase(token.text)
        if token.kind != "(":
            raise UsageError(f"the query has {token.text} where a word should stand")
        inner = self.level(depth + 1)
        if self.here != ")":
            raise UsageError("the query opens a parenthesis that nothing closes")
        self._next()
        return inner

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token


def _quoted(text: str) -> str:
    return f"“{one_line(text, longest=60)}”"
