"""Words and marks with their places: what every rule of the tagger reads instead of raw text."""

import re
from itertools import accumulate

from msgspec import Struct

_WORDS = r"""
    [^\W\d_]{2,}+(?!')                         # most words, told at once
  | [^\W\d_]++(?='s\b) | 's\b                 # Ukraine + 's
  | (?:[^\W\d_]\.){2,4}                       # U.S.
  | [^\W\d_]+(?:['ʼ][^\W\d_]+)*               # don't, п'ять
  | \d+(?:[.,]\d+)*(?:st|nd|rd|th)?
  | [^\w\s]
"""
_ELISION = r"(?:\b(?:[ldjcnmst]|qu|jusqu|lorsqu|puisqu)'(?=\w)) |"
_PLAIN = re.compile(f"({_WORDS})", re.VERBOSE)
_FRENCH = re.compile(f"({_ELISION}{_WORDS})", re.VERBOSE)
_ALIKE = {"’": "'", "ʼ": "'", "ё": "е", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "—"}
SAME = str.maketrans(_ALIKE)
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
    parts = (_FRENCH if language == "fr" else _PLAIN).split(lowered)
    places = list(accumulate(map(len, parts)))
    starts, ends, words = places[:-1:2], places[1::2], parts[1::2]
    if _LETTER in lowered:
        words = [word.replace(_LETTER, "'") for word in words]
    return Tokens(starts, ends, words)
