"""Whether an actor is named by an adjective (`Ukrainian territory`), and no person's or body's."""

from collections.abc import Mapping
from functools import cache

from tagging.reading import Named, Reading


def is_adjective(reading: Reading, named: Named) -> bool:
    """Whether the actor is named by an adjective whose noun is no person's or body's (`Ukrainian territory`)."""
    surface = named.mention.span.text
    if named.id.startswith("person/"):
        return False
    words, lists = reading.tokens.norms, reading.language.words
    following = words[named.last] if named.last < len(words) else ""
    if reading.language.code == "en" and surface.replace(".", "").isupper() and len(surface) <= 5:
        return following == "-" or not (_may_be_verb(following, lists) or not following.isalpha())
    if reading.language.code == "fr":
        before = words[named.first - 1] if named.first else ""
        noun = before.isalpha() and before not in lists["prepositions"] and before not in lists["determiners"]
        plain = before not in lists["people"] and before not in lists["titles"] and surface[:1].islower()
        return noun and plain and surface.lower().endswith(reading_endings("fr"))
    if not surface.lower().endswith(reading_endings(reading.language.code)):
        whose = words[named.last + 1 : named.last + 2]  # "Nato-Staaten"
        return following == "-" and not any(word in lists["groups"] for word in whose)
    if reading.language.code == "en" and following in lists["coordinate"]:  # "British and French officials"
        following = words[named.last + 2] if _is_of_a_state(words, named.last + 1) else following
    return following not in lists["people"] and following not in lists["titles"]


def _is_of_a_state(words: list[str], at: int) -> bool:
    """Whether an English word ends as adjectives made from the names of states do, and a word stands behind it."""
    return at + 1 < len(words) and words[at].endswith(reading_endings("en"))


def _may_be_verb(word: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether an English word after an abbreviation (US, NATO) can be its verb rather than a noun it stands before."""
    return word in lists["no_noun"] or word.endswith(("s", "ed", "ly"))


@cache
def reading_endings(code: str) -> tuple[str, ...]:
    """Gives the endings of adjectives made from the names of states."""
    return {
        "en": ("ian", "ish", "ese", "ean", "can", "nch", "man", "utch", "ench", "ern", "ied"),
        "fr": (
            "ien",
            "ienne",
            "iens",
            "iennes",
            "ais",
            "aise",
            "ains",
            "ain",
            "aine",
            "éen",
            "éens",
            "éenne",
            "éennes",
            "usse",
            "ique",
            "iques",
        ),
        "de": ("ische", "ischen", "ischer", "isches", "ischem", "sche", "schen", "scher", "sches"),
        "ru": ("ий", "ая", "ое", "ие", "ого", "ому", "ским", "цким", "ской", "цкой", "ую", "их", "ими", "ые"),
        "uk": tuple(
            stem + ending
            for stem in ("ськ", "цьк", "зьк")
            for ending in ("ий", "а", "е", "і", "ого", "ому", "им", "ої", "ій", "у", "их", "ими", "ою")
        ),
    }.get(code, ())
