"""An entry of the vocabulary as people read it: what it is called in which language, and by which other names."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from tagging.normalise import key
from tagging.subject import GuaranteeType
from tagging.vocabulary.entries import Entry, Instrument, Person
from tagging.vocabulary.forms import expand

Kind = Literal["actor", "type", "source", "instrument"]

_ENGLISH = ("en", "any")
_LABELS = {"unspecified": "unspecified guarantees"}
_HYPHEN = re.compile("(?<!non)-")
_ABBREVIATED = re.compile(r"\b(nato|eu)\b")
_SHOWN = 12
"""Aliases of an entry that are shown."""


class Named(Struct, frozen=True, kw_only=True):
    """An entry of the vocabulary as a page shows it: `place` is file and line, `labels` its names by language."""

    id: str
    kind: Kind
    label: str
    place: str = ""
    means: str = ""
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] = {}


def named(kind: Kind, entry: Entry, place: str) -> Named:
    """Gives an entry of the vocabulary's files."""
    identity: str = getattr(entry, "id", "")
    aliases = tuple(dict.fromkeys(phrases(entry)))
    return Named(
        id=identity,
        kind=kind,
        label=_label(entry, identity),
        place=place,
        aliases=aliases[:_SHOWN],
        labels=labels(entry),
    )


def labels(entry: Entry) -> Mapping[str, str]:
    """Gives the first name in each language other than English. Persons have none: their spellings tell no language."""
    names = {} if isinstance(entry, Person | Instrument) else getattr(entry, "names", {})
    plain = {
        language: [_plain(phrase, language) for phrase in written if not phrase.startswith("=")]
        for language, written in names.items()
        if language not in _ENGLISH
    }
    return {language: names_of[0] for language, names_of in plain.items() if names_of}


def named_type(kind: GuaranteeType) -> Named:
    """Gives a type of guarantee; in English it is called as its id is."""
    label = _LABELS.get(kind.id) or _ABBREVIATED.sub(lambda found: found[0].upper(), _HYPHEN.sub(" ", kind.id))
    return Named(
        id=kind.id, kind="type", label=label, place="guarantee-types.yaml", means=kind.means, labels=kind.labels
    )


def _label(entry: Entry, identity: str) -> str:
    if isinstance(entry, Person):
        # The id is the name in English; a spelling of the files is better where only accents and capitals differ.
        slug = identity.rpartition("/")[2]
        spelled = [*phrases(entry), *(f"{given} {family}" for given in entry.given for family in entry.family)]
        return next((one for one in spelled if key(one)[1:-1].replace(" ", "-") == slug), _title(slug))
    # The first alias of a document is often short for another one, too; the id is not.
    names = {} if isinstance(entry, Instrument) else getattr(entry, "names", {})
    english = [phrase for language in _ENGLISH for phrase in names.get(language, ())]
    label = next((_plain(phrase) for phrase in english if "=" not in phrase), "")
    return label or _title(identity.rpartition("/")[2])


def phrases(entry: Entry) -> Iterator[str]:
    """Gives the names of an entry in all languages, each in the first of its forms."""
    if isinstance(entry, Person):
        yield from map(_plain, (*entry.names, *entry.family))
        return
    for sense in ("names", "demonyms", "seats"):
        for language, written in getattr(entry, sense, {}).items():
            for phrase in written:
                yield _plain(phrase, language)


def _plain(phrase: str, language: str = "any") -> str:
    """Gives the phrase without the marks of the files: the first of its forms."""
    if not any(mark in phrase for mark in "|~(="):
        return phrase
    written = phrase.removeprefix("=")
    stem, bar, endings = written.partition("|")
    if bar and "(" not in stem:
        return f"{stem}{endings.split(',')[0]}".replace("~", "").strip()
    return min(expand(written, language), key=len, default=written)


def _title(slug: str) -> str:
    return " ".join(part.capitalize() for part in slug.split("-"))
