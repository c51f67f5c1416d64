"""Words and marks with their places: what every rule of the tagger reads instead of raw text."""

import re
from typing import NamedTuple

_WORDS = r"""
    [^\W\d_]+(?=['’]s\b) | ['’]s\b            # Ukraine + 's
  | (?:[^\W\d_]\.){2,4}                       # U.S.
  | [^\W\d_]+(?:['’ʼ][^\W\d_]+)*              # don't, п'ять
  | \d+(?:[.,]\d+)*(?:st|nd|rd|th)?
  | [^\w\s]
"""
_ELISION = r"(?:\b(?:[ldjcnmst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)) |"
_PLAIN = re.compile(_WORDS, re.VERBOSE)
_FRENCH = re.compile(_ELISION + _WORDS, re.VERBOSE)
SAME = str.maketrans({"’": "'", "ʼ": "'", "ё": "е", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "—"})
"""Marks and letters that count as the same."""


class Tokens(NamedTuple):
    """Three lists of one length: first character, character after the last, and the word made comparable."""

    starts: list[int]
    ends: list[int]
    norms: list[str]


def tokenise(text: str, language: str = "en") -> Tokens:
    """Gives the tokens of `text`: lower case, straight apostrophes, hyphenated words in parts."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)  # İ is two letters
    same = lowered.translate(SAME)
    for match in (_FRENCH if language == "fr" else _PLAIN).finditer(lowered):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        words.append(same[start:end])
    return Tokens(starts, ends, words)
