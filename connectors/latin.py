"""Which encoding a text in Latin letters is in: the one in which its words have the letters of their language.

All such encodings read any bytes, and differ in letters outside ASCII alone: one's `Ð` is another's `Ğ`. So the
language is told from what is ASCII, and again from what an encoding makes of it.
"""

from msgspec import Struct

from connectors.text import language


class _Language(Struct, frozen=True):
    """A language that is often declared as Western: who is like it, its letters, and how it is written."""

    kin: str
    letters: frozenset[str]
    encodings: tuple[str, ...]


_CENTRAL, _TURKISH, _BALTIC = ("cp1250", "iso8859-2"), ("cp1254",), ("cp1257",)
_LANGUAGES = {
    code: _Language(kin, frozenset(letters), encodings)
    for code, kin, letters, encodings in (
        ("pl", "pl", "ąćęłńóśźż", _CENTRAL),
        ("cs", "slavic", "áčďéěíňóřšťúůýž", _CENTRAL),
        ("sk", "slavic", "áäčďéíĺľňóôŕšťúýž", _CENTRAL),
        ("sl", "slavic", "čćđšž", _CENTRAL),
        ("hr", "slavic", "čćđšž", _CENTRAL),
        ("sr", "slavic", "čćđšž", _CENTRAL),
        ("hu", "hu", "áéíóöőúüű", _CENTRAL),
        ("ro", "ro", "ăâîşţșț", _CENTRAL),
        ("tr", "tr", "çğıi\u0307öşüâîû", _TURKISH),
        ("lt", "lt", "ąčęėįšųūž", _BALTIC),
        ("lv", "lv", "āčēģīķļņšūž", _BALTIC),
        ("et", "et", "äõöüšž", _BALTIC),
    )
}
_BETWEEN_WORDS = frozenset("«»§°©®")
_ANYWHERE = frozenset("’‘‚‛“”„‟‹›–—‒―‐‑−…·•™€£\u00a0\u00ad")
_LEAST = 140
"""ASCII characters below which a language is not told well enough to go against what is declared."""
_BETTER = 2
"""Letters that must become right for each that stays, or becomes, wrong."""


def encoding_of(sample: bytes, assumed: str) -> str:
    """Gives the encoding of lines of a text; `assumed` unless the text is in one of the languages above and plainly has
    another: then nearly all letters that its language lacks become some that it has.
    """
    plain = sample.decode("ascii", "ignore")
    spoken = _LANGUAGES.get(language.detect("", plain))
    if spoken is None or len(plain) < _LEAST:
        return assumed
    before = sample.decode(assumed, "replace")
    best, fewest = assumed, -1
    for encoding in spoken.encodings:
        text = sample.decode(encoding, "replace")
        told = _LANGUAGES.get(language.detect("", text))
        if told is None or told.kin != spoken.kin:
            continue
        wrong, stays = _strange(before, told.letters), _strange(text, told.letters)
        if wrong > stays * _BETTER and (fewest < 0 or stays < fewest):
            best, fewest = encoding, stays
    return best


def _strange(text: str, letters: frozenset[str]) -> int:
    """Counts the characters that no word of a language has: letters of others, and signs within or beside words."""
    count = 0
    for place, character in enumerate(text):
        if character.isascii() or character in _ANYWHERE:
            continue
        if character.isalpha():
            count += not letters.issuperset(character.lower())
        else:
            beside = [each.isalpha() for each in (*text[place - 1 : place], *text[place + 1 : place + 2])]
            count += sum(beside) > (character in _BETWEEN_WORDS)
    return count
