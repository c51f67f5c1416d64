"""Quoted words with exact spans: “ ” « » „ “ ‚ ‘ " and ', nested, and going on over paragraphs.

One pass over the marks of a paragraph. A quotation that its paragraph does not close is one only where the next
paragraph opens with a mark again (the press's way to go on quoting) or where it opened its own paragraph.
"""

import re

from msgspec import Struct

LONGEST = 4_000
"""Characters after which an open mark is taken for a mistake."""

_MARK = re.compile(
    r"""[“”„«»"\n‘‚'’](?:(?<=[“”„«»"\n])|(?<!\w.)(?=\w)|(?<=[\w.,!?…]['’‘])(?!\w))"""
)  # begins with a set, which the engine looks for by itself
_CLOSERS = {
    "“": '”“"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    '"': '"”',
    "”": "”",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "’": "’'",
}
_SINGLE = "‘‚'’"


class Quote(Struct, frozen=True, gc=False):
    """`start:end` with the marks, `inner_start:inner_end` without; `closed` is False where the quoting goes on."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def find(text: str) -> list[Quote]:
    """Gives the outermost quotations in order."""
    quotes: list[Quote] = []
    opened = -1
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if opened >= 0:
                _leave_open(quotes, text, opened, at)
            opened = -1
        elif opened < 0:
            if _opens(text, at, mark):
                opened = at
        elif mark in _CLOSERS[text[opened]] and at > opened + 1:
            if at - opened <= LONGEST and not (text[opened] in '“"' and mark in '“"' and _opens_clearly(text, at)):
                quotes.append(Quote(opened, at + 1, opened + 1, at, True))
                opened = -1
            elif at - opened > LONGEST:
                opened = -1
    if opened >= 0:
        _leave_open(quotes, text, opened, len(text))
    return quotes


def _opens(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or (after.isspace() and mark not in "«»„"):
        return False
    if mark in _SINGLE or mark in '”"':
        return not before or before.isspace() or before in "([–—-:/"
    return True


def _opens_clearly(text: str, at: int) -> bool:
    """Whether a mark that could close stands where only an opening one can: after space, before a letter."""
    return text[at - 1].isspace() and text[at + 1 : at + 2].isalnum()


def _leave_open(quotes: list[Quote], text: str, opened: int, end: int) -> None:
    line_start = text.rfind("\n", 0, opened) + 1
    following = text[end:].lstrip()[:1] if end - opened <= LONGEST and end < len(text) else ""
    goes_on = following != "" and following in '“„«"»'
    if text[opened] not in _SINGLE and end - opened <= LONGEST and (goes_on or not text[line_start:opened].strip()):
        quotes.append(Quote(opened, end, opened + 1, end, False))
