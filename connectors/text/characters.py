"""Characters: text to text that is safe to store and plain to read."""

import re
import unicodedata

# Zero width space, word joiner, soft hyphen, BOM, Mongolian separator; marks, embeddings, overrides and isolates of
# direction; annotations and tags. All invisible, some able to make text read otherwise than it is stored.
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_REMOVED = re.compile(f"[{_INVISIBLE}{_CONTROL}\ud800-\udfff]")
# Joiners are part of the spelling in Arabic and Indic scripts and noise beside Latin, Greek and Cyrillic letters.
_STRAY_JOINER = re.compile("(?<![\u0600-\u1cff\u200d\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_NEWLINE = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPACES = re.compile(" {2,}")


def old_encoding(raw: bytes) -> str:
    """Gives `cp1251` or `cp1252`: Cyrillic text is mostly bytes over 0xC0; in Western text they are rare."""
    high = sum(byte >= 0xC0 for byte in raw)
    letters = high + sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in raw)
    return "cp1251" if high > letters / 2 else "cp1252"


def tidy(text: str) -> str:
    """Gives `text` in NFC, with \\n for every line end, single spaces, and no invisible or control characters.

    Typographic quotes, dashes and spaces before punctuation stay: evidence is quoted as the outlet wrote it.
    """
    text = _REMOVED.sub("", _NEWLINE.sub("\n", text.replace("\r\n", "\n")))
    if "\u200c" in text or "\u200d" in text:
        text = _STRAY_JOINER.sub("", text)
    text = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text) if "  " in text else text


def one_line(text: str) -> str:
    """Gives `text` tidied and on one line: for titles, names, datelines."""
    return " ".join(tidy(text).split())
