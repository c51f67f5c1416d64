"""Who an actor is: from a name in any script and case to its entry in the vocabulary, with offices and their days."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Literal

from msgspec import Struct

from tagging.actors.identity import person_id
from tagging.lookup import look_up
from tagging.normalise import key
from tagging.tagger import Tagger

Kind = Literal["person", "state", "org", "bloc"]
KINDS: dict[str, Kind] = {"persons": "person", "states": "state", "organisations": "org", "blocs": "bloc"}
NEAR = 0.75
"""How like a name must be to be suggested, from 0 to 1."""


class Office(Struct, frozen=True, kw_only=True):
    """An office of a state or organisation, from `since` to `until` as exact as is known; None while it lasts."""

    office: str
    of: str
    since: str
    until: str | None = None


class Who(Struct, frozen=True, kw_only=True):
    """An actor; `aliases` are its names in the order of the vocabulary, each in the first of its forms."""

    id: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    prominent: bool = False
    place: str = ""


def who(asked: str, tagger: Tagger) -> tuple[Who, ...]:
    """Gives the actors that an id or a name means; more than one where the name does not tell.

    Where one of several persons is known by the family name alone, it is that one.
    """
    found = [
        _who(KINDS[known.section], known.place, known.entry)
        for known in look_up(asked, tagger).entries
        if known.section in KINDS
    ]
    exact = [one for one in found if one.id == asked]
    prominent = [one for one in found if one.prominent]
    return tuple(exact or (prominent if len(prominent) == 1 else found))


def unlisted(asked: str) -> str | None:
    """Gives the id that the tagger gives a person of this name whom the vocabulary does not know; an id stays."""
    return asked if "/" in asked else person_id(tuple(asked.split()))


def nearest(asked: str, tagger: Tagger, most: int = 3) -> tuple[str, ...]:
    """Gives names that are like one that nobody has, each with the id it means: `Macron (person/emmanuel-macron)`."""
    named = {
        form: meaning
        for form, meanings in tagger.vocabulary.meanings.items()
        for meaning in meanings[:1]
        if meaning.kind in ("person", "family", "state", "org", "bloc")
    }
    found: dict[str, str] = {}
    for form in get_close_matches(key(asked), named, n=most * 4, cutoff=NEAR):
        found.setdefault(named[form].id, form.strip())
    for identity in get_close_matches(asked.lower(), [meaning.id for meaning in named.values()], n=most):
        found.setdefault(identity, identity.rpartition("/")[2])
    return tuple(f"{name} ({identity})" for identity, name in list(found.items())[:most])


def _who(kind: Kind, place: str, entry: dict[str, Any]) -> Who:
    return Who(
        id=entry["id"],
        kind=kind,
        aliases=tuple(dict.fromkeys(_aliases(entry))),
        offices=tuple(map(_office, entry.get("offices", ()))),
        prominent=entry.get("prominent", False),
        place=place,
    )


def _aliases(entry: dict[str, Any]) -> Iterator[str]:
    if "given" in entry and "family" in entry:
        yield f"{entry['given'][0]} {entry['family'][0]}"
    yield from entry.get("family", ())
    names = entry.get("names", ())
    phrases = names if not isinstance(names, dict) else [one for listed in names.values() for one in listed]
    yield from (shown for phrase in phrases if (shown := _shown(phrase)))


def _shown(phrase: str) -> str:
    """Gives the first form of a phrase; nothing where it is a pattern rather than a name."""
    if "(" in phrase or phrase.startswith("="):
        return ""
    stem, _, endings = phrase.partition("|")
    return f"{stem}{endings.split(',')[0]}".replace("~", "")


def _office(written: str) -> Office:
    office, of, days = written.split(" ")
    since, _, until = days.partition("/")
    return Office(office=office, of=of, since=since, until=None if until == ".." else until)
