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
_PLAIN = re.compile(_WORDS, re.VERBOSE | re.IGNORECASE)
_FRENCH = re.compile(_ELISION + _WORDS, re.VERBOSE | re.IGNORECASE)
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
    lowered = text.lower().translate(SAME)
    same_places = len(lowered) == len(text)
    for match in (_FRENCH if language == "fr" else _PLAIN).finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        words.append(lowered[start:end] if same_places else text[start:end].lower().translate(SAME))
    return Tokens(starts, ends, words)
