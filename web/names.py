"""What ids are called, and which ids a name means: the vocabulary as people read and type it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from schemas.article import make_cleaned
from tagging.mentions import find
from tagging.normalise import key
from tagging.tagger import Tagger
from tagging.vocabulary.entries import Entry, Instrument, Person
from tagging.vocabulary.forms import expand
from tagging.vocabulary.meanings import Meaning
from tagging.who import Who, who

Kind = Literal["actor", "type", "source", "instrument"]

SECTIONS: Mapping[str, Kind] = {
    "states": "actor",
    "organisations": "actor",
    "blocs": "actor",
    "persons": "actor",
    "sources": "source",
    "instruments": "instrument",
}
SIDES = {"ukraine": "Ukraine", "russia": "Russia", "europe": "Europe", "all-sides": "all sides", "other": "others"}
"""Whose security it is, as people say it."""
_ENGLISH = ("en", "any")
_LABELS = {"unspecified": "unspecified guarantees"}
_HYPHEN = re.compile("(?<!non)-")
_ABBREVIATED = re.compile(r"\b(nato|eu)\b")
_SHOWN = 12
"""Aliases of an entry that are shown."""
_LOOKED_AT = 4_000


class Named(Struct, frozen=True, kw_only=True):
    """An entry of the vocabulary as a page shows it; `place` is file and line."""

    id: str
    kind: Kind
    label: str
    place: str = ""
    means: str = ""
    aliases: tuple[str, ...] = ()


class Suggestion(Struct, frozen=True, kw_only=True):
    """What may be meant by what is typed. `typed_as` is the alias that fits; `articles` how many have it."""

    kind: Kind
    id: str
    label: str
    typed_as: str
    articles: int = 0


class Names:
    """Labels by id and ids by alias, in any script. Made once for a process, from its vocabulary."""

    def __init__(self, tagger: Tagger) -> None:
        vocabulary = tagger.vocabulary
        self.version = vocabulary.version
        self._known: dict[str, Named] = {}
        self._vocabulary, self._tagger = vocabulary, tagger
        typed: list[tuple[str, str, str]] = []
        for section, placed in vocabulary.placed():
            if section in SECTIONS:
                named = _named(SECTIONS[section], placed.entry, placed.place)
                self._known[named.id] = named
                typed += ((key(alias)[1:-1], alias, named.id) for alias in (named.label, *_phrases(placed.entry)))
        for kind in tagger.lexicon.subject.types.values():
            label = _LABELS.get(kind.id) or _ABBREVIATED.sub(lambda found: found[0].upper(), _HYPHEN.sub(" ", kind.id))
            self._known[kind.id] = Named(
                id=kind.id, kind="type", label=label, place="guarantee-types.yaml", means=kind.means
            )
            typed += ((key(text)[1:-1], label, kind.id) for text in (label, kind.means))
        # A name is found by each of its words: `plan` finds `American plan`.
        self._typed = sorted({(part, alias, id_) for form, alias, id_ in typed for part in _tails(form)})

    def label(self, identity: str) -> str:
        """Gives what an id is called; an id that is not in the vocabulary is made readable."""
        known = self._known.get(identity)
        if identity in SIDES:
            return SIDES[identity]
        return known.label if known else identity.rpartition("/")[2].replace("-", " ")

    def who(self, identity: str) -> Who | None:
        """Gives an actor with all its names and offices, None where the vocabulary does not know it."""
        return next((one for one in who(identity, self._tagger) if one.id == identity), None)

    def get(self, identity: str) -> Named | None:
        """Gives the entry of an id."""
        return self._known.get(identity)

    def meant(self, typed: str, kind: Kind) -> tuple[str, ...]:
        """Gives the ids of a kind that what is typed names: by id, label or any alias; none where nothing does."""
        if typed in self._known:
            return (typed,) if self._known[typed].kind == kind else ()
        normal = key(typed)
        labelled = [named.id for named in self._known.values() if key(named.label) == normal]
        spoken = [meaning.id for meaning in self._vocabulary.meanings.get(normal, ()) if _names(meaning)]
        spoken += self._found_in(typed)
        return tuple(
            dict.fromkeys(one for one in (*labelled, *spoken) if one in self._known and self._known[one].kind == kind)
        )

    def _found_in(self, typed: str) -> list[str]:
        """Given and family names together, and cases, are no forms of their own: the finder knows them."""
        article = make_cleaned(url="seed:typed", title="", text=typed, language="und", fetched_at="", version=0)
        found = find(article, self._vocabulary)
        return [one.id for one in found if (one.span.start, one.span.end) == (0, len(typed))]

    def suggest(self, typed: str, kinds: Iterable[Kind], most: int, articles: Mapping[str, int]) -> list[Suggestion]:
        """Gives entries of which a name, or a word of one, begins so: those in the most `articles` first."""
        prefix = key(typed)[1:-1].strip()
        if not prefix:
            return []
        wanted, found = set(kinds), dict[str, tuple[bool, str]]()
        at = bisect_left(self._typed, (prefix, "", ""))
        for part, alias, identity in self._typed[at : at + _LOOKED_AT]:
            if not part.startswith(prefix):
                break
            if self._known[identity].kind in wanted:
                found.setdefault(identity, (part == prefix, alias))
        ranked = sorted(found, key=lambda one: (-articles.get(one, 0), not found[one][0], self.label(one)))
        return [
            Suggestion(
                kind=self._known[one].kind,
                id=one,
                label=self.label(one),
                typed_as=found[one][1],
                articles=articles.get(one, 0),
            )
            for one in ranked[:most]
        ]


def _names(meaning: Meaning) -> bool:
    return meaning.sense in ("names", "family", "seats", "demonyms")


def _named(kind: Kind, entry: Entry, place: str) -> Named:
    identity: str = getattr(entry, "id", "")
    aliases = tuple(dict.fromkeys(_phrases(entry)))
    return Named(id=identity, kind=kind, label=_label(entry, identity), place=place, aliases=aliases[:_SHOWN])


def _label(entry: Entry, identity: str) -> str:
    if isinstance(entry, Person):
        # The id is the name in English; a spelling of the files is better where only accents and capitals differ.
        slug = identity.rpartition("/")[2]
        spelled = [*_phrases(entry), *(f"{given} {family}" for given in entry.given for family in entry.family)]
        return next((one for one in spelled if key(one)[1:-1].replace(" ", "-") == slug), _title(slug))
    # The first alias of a document is often short for another one, too; the id is not.
    names = {} if isinstance(entry, Instrument) else getattr(entry, "names", {})
    phrases = [phrase for language in _ENGLISH for phrase in names.get(language, ())]
    label = next((_plain(phrase) for phrase in phrases if "=" not in phrase), "")
    return label or _title(identity.rpartition("/")[2])


def _phrases(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Person):
        yield from map(_plain, (*entry.names, *entry.family))
        return
    for sense in ("names", "demonyms", "seats"):
        for language, phrases in getattr(entry, sense, {}).items():
            for phrase in phrases:
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


def _tails(form: str) -> Iterator[str]:
    words = form.split()
    for start in range(len(words)):
        yield " ".join(words[start:])
