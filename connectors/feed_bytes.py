"""The bytes of a feed made such that feedparser reads every letter: encodings that are not what they say, entities."""

import re
from codecs import lookup
from html.entities import name2codepoint

from connectors.text.characters import old_encoding

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,400}\?>")
_MARKUP = re.compile(rb"<[^>]{0,2000}>|https?://[^\s<]*")
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(rb"&(?:([A-Za-z][A-Za-z0-9]{1,31});|#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NUMBERS = {name.encode(): b"&#%d;" % number for name, number in name2codepoint.items() if name not in _OF_XML}
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00")


def readable(body: bytes) -> bytes:
    """Gives `body` as it is where it is what it says, else as UTF-8; entities of HTML as numbers, bare `&` as `&amp;`,
    numbers of no character as U+FFFD.

    feedparser drops `&eacute;` where the feed has a DOCTYPE, reads `&lang=en` in an address as a bracket, and takes a
    feed in UTF-8 with one broken byte, or in Windows-1251 without saying so, for Windows-1252.
    """
    if body.startswith(_WIDE):
        return body
    parts = _CDATA.split(_in_utf8(body))
    parts[::2] = (_AMPERSAND.sub(_mended, part) for part in parts[::2])
    return b"".join(parts)


def _mended(match: "re.Match[bytes]") -> bytes:
    name, decimal, hexadecimal = match.groups()
    if name is not None:
        return _NUMBERS.get(name, match[0])
    if decimal is None and hexadecimal is None:
        return b"&amp;"
    number = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return match[0] if _is_letter(number) else b"&#65533;"


def _is_letter(number: int) -> bool:
    """XML has neither NUL nor other controls nor halves of characters, over which feedparser breaks."""
    return number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


def _in_utf8(body: bytes) -> bytes:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return body
    told = _DECLARED.search(body[:500])
    declared = _codec(told[1].decode("ascii")) if told else None
    if declared not in (None, "utf-8", "ascii"):
        return body
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # Letters of two bytes that fit one another by chance are rare: what mostly fits is UTF-8 with a few bytes broken.
    if sum(ord(letter) > 127 for letter in text) < 4 * broken:
        text = body.decode(old_encoding(_MARKUP.sub(b"", body)), "replace")
    return _DECLARATION.sub("", text, count=1).encode()


def _codec(name: str) -> str | None:
    try:
        return lookup(name).name
    except LookupError:
        return None
