"""Text as the matcher sees it: lower case, without accents, every mark that is no letter or digit a space.

The letters keep their places, so that what is found in the normalised text is cut out of the text itself. Where a
text holds invisible characters or accents as characters of their own, the places are mapped back.
"""

import re
import sys
import unicodedata
from bisect import bisect_left

from msgspec import Struct

_MARK = re.compile(r"[^\w ]")
_INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_KEPT = frozenset("йїЙЇ")
"""Letters whose mark makes another letter, not an accent."""


def _plain_letters() -> dict[int, str]:
    """Gives each accented Latin or Cyrillic letter with the letter that stands for it, one for one."""
    plain = {ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ı"): "i", ord("ё"): "е", ord("ґ"): "г", ord("ð"): "d"}
    for code in range(0xC0, 0x530):
        letter = chr(code)
        decomposed = unicodedata.normalize("NFD", letter)
        if len(decomposed) > 1 and letter not in _KEPT and unicodedata.combining(decomposed[1]):
            plain.setdefault(code, decomposed[0])
    for code in range(0x1E00, 0x1F00):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if len(decomposed) > 1:
            plain.setdefault(code, decomposed[0])
    return plain


_PLAIN = _plain_letters()
_ACCENTED = re.compile("[" + "".join(map(chr, _PLAIN)) + "]")


class Normalised(Struct, frozen=True, gc=False):
    """The normalised text between two spaces, and where each of its characters stands in the text.

    Character `i` of `text` is character `i - 1` of the original, or `origin[i - 1]` where `origin` is given.
    """

    text: str
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Gives the half-open span in the original of the half-open span `start`, `end` of the normalised text."""
        if self.origin is None:
            return start - 1, end - 1
        return self.origin[start - 1], self.origin[end - 2] + 1

    def within(self, start: int, end: int) -> str:
        """Gives the normalised text of the half-open span `start`, `end` of the original, and a letter to each side."""
        if self.origin is not None:
            start, end = bisect_left(self.origin, start), bisect_left(self.origin, end)
        return self.text[start : end + 2]


def fold(text: str) -> str:
    """Gives `text` in lower case without accents, one character for each character of `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return _ACCENTED.sub(lambda letter: _PLAIN[ord(letter[0])], lowered)


def _only_words(folded: str) -> str:
    """Gives folded text with a space for every character that is no letter or digit."""
    return _MARK.sub(" ", folded).replace("_", " ").replace("ʼ", " ")


def normalise(text: str) -> Normalised:
    """Gives the normalised form of any text, in time linear in its length."""
    origin = None
    if _INVISIBLE.search(text):
        text, origin = _compose(text)
    return Normalised(f" {_only_words(fold(text))} ", origin)


def key(phrase: str) -> str:
    """Gives a phrase of the vocabulary as it would stand in a normalised text, a space before and after it."""
    composed = _compose(phrase)[0] if _INVISIBLE.search(phrase) else phrase
    return f" {_only_words(fold(composed))} "


def _compose(text: str) -> tuple[str, tuple[int, ...]]:
    """Gives the text with accents put onto their letters and invisible characters left out, and where each was."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        if not _INVISIBLE.match(letter):
            letters.append(letter)
            origin.append(place)
        elif letters and unicodedata.combining(letter):
            joined = unicodedata.normalize("NFC", letters[-1] + letter)
            if len(joined) == 1:
                letters[-1] = sys.intern(joined)
    return "".join(letters), tuple(origin)
