"""Bytes to text: by a byte order mark, as UTF-8, as declared where that is plausible, else as the bytes look.

A declared encoding is a claim: servers declare one for all pages, and an encoding of single bytes reads anything.
"""

import re
from codecs import lookup

from msgspec import Struct

from connectors import latin
from connectors.text.characters import old_encoding
from schemas.provenance import Charset, CharsetFrom

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# As browsers read them (WHATWG Encoding): what is labelled so is nearly always the wider one.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "koi8-r": "koi8-u",
}
_LATIN = frozenset(("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "mac-roman")) | {
    f"iso8859-{number}" for number in (2, 3, 4, 10, 13, 14, 15, 16)
}
_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq", "bs"), "cp1250"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
}
_SEVEN_BITS = ("iso2022_jp", "iso2022_kr", "hz", "utf-7")
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(script|style)\b.{0,200000}?</\1|<[^>]{0,4000}>|&[#\w]{1,12};|https?:[^\s<]{0,500}", re.IGNORECASE | re.DOTALL
)
_WORD = re.compile(rb"[a-zA-Z\x80-\xff]*[\x80-\xff][a-zA-Z\x80-\xff]*")
_MOST_WORDS = 1_000
_HIGH = bytes(range(0x80, 0x100))
_LAST_LATIN = "\u024f"
_TELLING = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_LOOKED_AT = 4_096
_SAMPLE = 8_000
_WHOLE_SAMPLE = 300_000
_WHOLE_FOR_BROKEN = 4
"""Letters outside ASCII that must be whole for each broken one."""
_MOST_APART = 0.02
"""Share of letters in which what was declared may differ from what was sniffed: relatives differ in a few."""


class Decoded(Struct, frozen=True):
    """The text; `charset` is None for plain UTF-8, which needs no word."""

    text: str
    charset: Charset | None = None


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Gives the text of a page or a plain file; `declared` is what its server said, believed before its own word.

    Never fails: what no encoding explains becomes U+FFFD. Costs some milliseconds where the bytes are not UTF-8.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return Decoded(raw.decode(encoding, "replace"), Charset(encoding=_plain_name(encoding), source="mark"))
    inside = _DECLARED.search(raw[:_LOOKED_AT])
    names = [_codec(name) for name in (declared, inside[1].decode("ascii") if inside else None) if name]
    told = [name for name in names if name]
    seven = next((name for name in told if name in _SEVEN_BITS), None)
    if seven and raw.isascii() and (b"\x1b" in raw or seven in ("hz", "utf-7")):
        return Decoded(raw.decode(seven, "replace"), Charset(encoding=seven, source="declared"))
    try:
        return Decoded(raw.decode("utf-8"), _unlike(told, raw))
    except UnicodeDecodeError:
        pass
    if (text := _broken_utf8(raw)) is not None:
        return Decoded(text, Charset(encoding="utf-8", source="sniffed", broken=text.count("\ufffd")))
    encoding, source = _other(raw, told)
    text = raw.decode(encoding, "replace")
    return Decoded(text, Charset(encoding=encoding, source=source, broken=text.count("\ufffd")))


def _unlike(told: list[str], raw: bytes) -> Charset | None:
    """UTF-8 needs a word only where something else was declared."""
    if not told or told[0] == "utf-8" or raw.isascii():
        return None
    return Charset(encoding="utf-8", source="sniffed")


def _broken_utf8(raw: bytes) -> str | None:
    """UTF-8 of which a few bytes are broken, cut amid a letter or strayed: by chance, bytes rarely fit one another."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if whole >= _WHOLE_FOR_BROKEN * broken else None


def _other(raw: bytes, told: list[str]) -> tuple[str, CharsetFrom]:
    from charset_normalizer import from_bytes

    sample = _sample(raw)
    if _is_latin(raw):
        language = _LANGUAGE.search(raw[:_LOOKED_AT])
        usual = _BY_LANGUAGE.get(language[1].decode().lower(), "cp1252") if language else "cp1252"
        believed = next((name for name in told if name in _LATIN and _reads(raw, name)), None)
        found = latin.encoding_of(sample, believed or usual)
        return found, "declared" if found == believed else "sniffed"
    best = from_bytes(sample).best()
    seen = str(best) if best is not None else ""
    letters = [letter for letter in seen if letter.isalpha()]
    # `Ôðàíöèÿ`: there were too few letters to tell whose they are.
    unsure = sum(letter > _LAST_LATIN for letter in letters) * 2 < len(letters) or best is None
    for name in told:
        if name not in _LATIN and _reads(raw, name) and (unsure or _near(sample.decode(name, "replace"), seen)):
            return name, "declared"
    return (old_encoding(sample) if best is None or unsure else best.encoding), "sniffed"


def _sample(raw: bytes) -> bytes:
    """The words with letters outside ASCII, without markup, which is ASCII in any language and would outvote them."""
    found = bytearray()
    for line in _TELLING.finditer(_MARKUP.sub(b"\n", raw[:_WHOLE_SAMPLE])):
        found += line[0] + b"\n"
        if len(found) > _SAMPLE:
            break
    return bytes(found[:_SAMPLE]) or raw[:_SAMPLE]


def _is_latin(raw: bytes) -> bool:
    """Whether words that have letters outside ASCII are ASCII for half or more, as in languages with Latin letters."""
    words = b"".join(_WORD.findall(raw[:_WHOLE_SAMPLE])[:_MOST_WORDS])
    high = len(words) - len(words.translate(None, delete=_HIGH))
    return high * 2 <= len(words)


def _near(one: str, other: str) -> bool:
    apart = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
    return apart <= _MOST_APART * len(other)


def _reads(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _codec(name: str) -> str | None:
    """Gives Python's name of an encoding of text, widened; None for what is none (`base64`) or not known."""
    try:
        found = lookup(name.strip())
    except (LookupError, ValueError):
        return None
    plain = found.name.lower()
    return _WIDER.get(plain, plain) if getattr(found, "_is_text_encoding", True) else None


def _plain_name(encoding: str) -> str:
    return encoding.removesuffix("-sig")
