"""Sentences with exact spans, for five languages: one regular expression finds the stops, a few rules throw some out.

A line break always ends a sentence, unless the next line goes on in lower case (hard-wrapped text). Time and the
length of a sentence are bounded: what has no stop within `LONGEST` characters is cut between two words.
"""

import re

from msgspec import Struct

from tagging.abbreviations import STARTERS, TITLES

LONGEST = 1_200
"""Characters after which a sentence is cut even where nothing ends it."""

_STOP = re.compile(
    r"""[.!?…\n](?:(?<=\n)\s*|(?<!\n)[.!?…]{0,5}["”’»“'\)\]]{0,4}(?=\s))"""
)  # begins with a set, which the engine looks for by itself
_WORD_BEFORE = re.compile(r"[^\s(\[«“„\"'’]+$")
_FIRST_OF_NEXT = re.compile(r"\s*([\"“„«»”‘‚'(\[–—-]*)\s*(\w[\w.]*)?")

_NETWORK = re.compile(r"\b(?:on|via|sur|bei|auf|über|в|у) X$")
"""X the network, which may end a sentence."""


class Sentence(Struct, frozen=True, gc=False):
    """`text[start:end]` without surrounding space; `paragraph` counts the lines that hold text."""

    start: int
    end: int
    paragraph: int


def split(text: str, language: str = "en") -> list[Sentence]:
    """Gives the sentences of `text` in order; together they hold every character but the space between them."""
    sentences: list[Sentence] = []
    start = paragraph = 0
    for stop in _STOP.finditer(text):
        new_line = stop.group()[0] == "\n"
        if not (_line_ends(text, stop) if new_line else _sentence_ends(text, stop, language)):
            continue
        _add(sentences, text, start, stop.end(), paragraph)
        paragraph += new_line and bool(sentences) and sentences[-1].paragraph == paragraph
        start = stop.end()
    _add(sentences, text, start, len(text), paragraph)
    return sentences


def _line_ends(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 1]
    before = text[stop.start() - 1 : stop.start()]
    wrapped = following.islower() and (before.isalnum() or before in ",-–’'") and stop.group().count("\n") == 1
    return not wrapped


def _sentence_ends(text: str, stop: re.Match[str], language: str) -> bool:
    following = _FIRST_OF_NEXT.match(text, stop.end(), stop.end() + 60)
    word = (following.group(2) or "") if following else ""
    if word[:1].islower():
        return False
    mark = stop.group()
    if mark[0] != "." or len(mark.rstrip("\"”’»“')]")) > 1 or len(mark) > 1:
        return True
    found = _WORD_BEFORE.search(text, max(0, stop.start() - 20), stop.start())
    before = found.group() if found else ""
    if "." in before and len(before) <= 6 and before.replace(".", "").isalpha():
        return word.lower() in STARTERS  # initials of a state: "in the U.S. The"
    if len(before) == 1 and before.isalpha() and before.isupper():
        return before == "X" and _NETWORK.search(text, max(0, stop.start() - 8), stop.start()) is not None  # "J. Smith"
    if language == "de" and before.isdigit() and len(before) <= 2:
        return False  # "am 3. Dezember"
    return before.lower() not in TITLES


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        sentences.append(Sentence(start, cut, paragraph))
        start = cut + (text[cut] == " ")
    if end > start:
        sentences.append(Sentence(start, end, paragraph))
