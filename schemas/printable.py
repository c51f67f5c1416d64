"""Text from outside made harmless for a terminal: nothing in it can move the cursor, ring, colour or reorder."""

import re

_UNPRINTABLE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls of both kinds, ESC among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029\ufff9-\ufffb\ufeff"
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\ue000-\uf8ff"  # private use: no two fonts agree on them
    "]"
)


def printable(text: str) -> str:
    """Gives `text` with U+FFFD for every character that could do more than be read; tabs and newlines stay.

    The length stays the same, so offsets into `text` are offsets into the answer.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str, *, longest: int | None = None) -> str:
    """Gives `printable(text)` on one line, runs of blanks made one, cut to `longest` characters with an ellipsis."""
    flat = " ".join(printable(text).split())
    return flat if longest is None or len(flat) <= longest else flat[: max(longest - 1, 0)] + "…"


def escaped(json_text: str) -> str:
    """Gives JSON in which such characters stand as `\\uXXXX`: the same document, and safe to print."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
