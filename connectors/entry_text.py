"""What all kinds of feeds do with an entry's words: markup taken from titles, languages by their short code, bounds."""

import re
from html import unescape

from connectors.text.characters import one_line
from schemas.article import MAX_TITLE

MOST_ENTRIES = 500
"""Entries of one poll that are looked at, in the feed's own order (the newest come first nearly everywhere)."""
MOST_HTML = 500_000
"""Characters of an entry's own text that are kept."""

_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!][^>]*(?:>|$)")


def plain(html: str) -> str:
    """Gives a title as text on one line: feeds put markup, and strangers put scripts, where only words should be."""
    return one_line(unescape(_TAG.sub("", _SCRIPT.sub("", html))))[:MAX_TITLE]


def spoken(told: str) -> str | None:
    """Gives the short code of a language such as `en-GB`; None for what is none, or one in three letters."""
    return told[:2].lower() if re.match(r"[a-zA-Z]{2}(?:$|[-_])", told) else None
