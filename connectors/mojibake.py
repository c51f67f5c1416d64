"""Mojibake: text that somebody before us had decoded wrongly; `â€™` for an apostrophe, `РџСЂРµР·` for `През`."""

import re
from functools import cache
from types import ModuleType
from typing import Literal

# What the first byte of a letter in UTF-8 becomes, then what its second becomes, in Windows-1252, -1251 and -1250: a
# line without such a pair is sound. With one it may be: ftfy weighs that, at twenty times the cost.
_PAIR = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]"
    "|[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2013-\u2122]|вЂ"
    "|[ĐŃĂĹ][\u0080-\u00bf\u0141-\u017e\u02c6-\u02dd\u2013-\u2122]"
)
# What each of the pairs and runs has, found in a third of the time.
_APART = re.compile("[^\x00-\x7f]{2}")
_HIGH_RUN = re.compile("[\u00c0-\u00ff]{4}")
_HIGH = re.compile("[\u00c0-\u00ff]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 12
_CYRILLIC_READ_AS_LATIN = 0.6
"""Share of a line's letters from À to ÿ that no language with Latin letters comes near."""

State = Literal["mended", "seen"]


def mend(text: str) -> tuple[str, State | None]:
    """Gives the text with each line mended where that is certain, and whether any was: None, `mended`, or `seen`.

    It is certain where bytes can be told that give this line in one encoding and a sound one in another.
    """
    if _APART.search(text) is None or (_PAIR.search(text) is None and not _shifted(text)):
        return text, None
    state: State | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found, one = _mend_line(line)
        lines[number] = found
        state = "seen" if "seen" in (state, one) else one or state
    return "\n".join(lines), state


def _mend_line(line: str) -> tuple[str, State | None]:
    if _PAIR.search(line) is not None and _ftfy().badness.is_bad(line):
        mended = str(_ftfy().fix_encoding(line))
        return (line, "seen") if _ftfy().badness.is_bad(mended) else (mended, "mended")
    if _shifted(line):
        try:
            return line.encode("cp1252").decode("cp1251"), "mended"
        except UnicodeError:
            return line, "seen"
    return line, None


def _shifted(text: str) -> bool:
    """Whether it is Cyrillic in Windows-1251 that was read as Windows-1252: `Ôðàíöèÿ`."""
    if _HIGH_RUN.search(text) is None:
        return False
    high = len(_HIGH.findall(text))
    return high >= _LEAST_LETTERS and high > _CYRILLIC_READ_AS_LATIN * len(_LETTER.findall(text))


@cache
def _ftfy() -> ModuleType:
    import ftfy
    import ftfy.badness

    return ftfy
