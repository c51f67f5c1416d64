"""Words and marks with their places: what every rule of the tagger reads instead of raw text."""

import re
from functools import cache
from itertools import accumulate, pairwise

from msgspec import Struct

_BASIC_PLANE = 0x10000
"""Characters among which nearly all texts stay."""


def _letters() -> str:
    """Gives, as a set of an expression, what is a letter for `[^\\W\\d_]`, as far as the basic plane goes.

    A set that is written out is one look in a table, where the other asks three questions of each character.
    """
    letters = [code for code in range(_BASIC_PLANE) if (one := chr(code)).isalnum() and not one.isdecimal()]
    starts = [code for before, code in pairwise([-1, *letters]) if code != before + 1]
    ends = [code for code, after in pairwise([*letters, _BASIC_PLANE + 1]) if after != code + 1]
    return "".join(f"\\u{start:04x}-\\u{end:04x}" for start, end in zip(starts, ends, strict=True))


def _words(letter: str) -> str:
    """Gives the expression for a token, with what stands for a letter."""
    return rf"""
    {letter}{{2,}}+(?!')                       # most words, told at once
  | {letter}++(?='s\b) | 's\b                 # Ukraine + 's
  | (?:{letter}\.){{2,4}}                     # U.S.
  | {letter}+(?:['ʼ]{letter}+)*               # don't, п'ять
  | \d+(?:[.,]\d+)*(?:st|nd|rd|th)?
  | [^\w\s]
"""


_ELISION = r"(?:\b(?:[ldjcnmst]|qu|jusqu|lorsqu|puisqu)'(?=\w)) |"


@cache
def _split(french: bool, basic: bool) -> re.Pattern[str]:
    """Gives what splits a text, French or not, that stays in the basic plane or does not; made when first needed."""
    letter = f"[{_letters()}]" if basic else r"[^\W\d_]"
    return re.compile(f"({_ELISION if french else ''}{_words(letter)})", re.VERBOSE)


_ALIKE = {"’": "'", "ʼ": "'", "ё": "е", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "—"}
_SHARP = "ß"
"""A letter that Switzerland writes as two."""
SAME = str.maketrans({**_ALIKE, _SHARP: "ss"})
"""Marks and letters that count as the same."""
_LETTER = "ʼ"
"""An apostrophe that is a letter by itself, and so becomes one of the marks only once the words are told apart."""
_PAIRS = tuple(pair for pair in _ALIKE.items() if pair[0] != _LETTER)


class Tokens(Struct, frozen=True, gc=False):
    """Three lists of one length: first character, character after the last, and the word made comparable."""

    starts: list[int]
    ends: list[int]
    norms: list[str]


def tokenise(text: str, language: str = "en") -> Tokens:
    """Gives the tokens of `text`: lower case, straight apostrophes, hyphenated words in parts."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)  # İ is two letters
    for letter, other in _PAIRS:
        if letter in lowered:
            lowered = lowered.replace(letter, other)
    # Split by a group, a text is its gaps and words in turn, and where they stand is the sum of their lengths.
    basic = len(lowered.encode("utf-16-le", "surrogatepass")) == 2 * len(lowered)
    parts = _split(language == "fr", basic).split(lowered)
    places = list(accumulate(map(len, parts)))
    starts, ends, words = places[:-1:2], places[1::2], parts[1::2]
    if _LETTER in lowered:
        words = [word.replace(_LETTER, "'") for word in words]
    if _SHARP in lowered:
        words = [word.replace(_SHARP, "ss") for word in words]
    return Tokens(starts, ends, words)
