"""The id of a person whom the vocabulary does not know, made from the name."""

import re
import unicodedata

from tagging.vocabulary.declension import languages_of
from tagging.vocabulary.transliteration import english

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)


def person_id(words: tuple[str, ...]) -> str | None:
    """Gives the id made from a name's words: Latin letters, no initials; None where nothing is left."""
    kept = [word for word in words if not re.fullmatch(r"\w\.?", word)]
    latin = " ".join(kept)
    languages = languages_of(latin)
    if languages:
        latin = english(latin, languages[0] if len(languages) == 1 else "ru")
    plain = unicodedata.normalize("NFD", latin.translate(_LETTERS).lower())
    slug = re.sub(
        r"[^a-z0-9]+",
        "-",
        "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "").replace("’", ""),
    )
    return f"person/{slug.strip('-')}" if slug.strip("-") else None
