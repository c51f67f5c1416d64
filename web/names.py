"""What ids are called, and which ids a name means: the vocabulary as people read and type it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from schemas.article import make_cleaned
from tagging.mentions import find
from tagging.normalise import key
from tagging.tagger import Tagger
from tagging.type_names import TypeNames, type_names, types_meant
from tagging.vocabulary.entries import Label, Office
from tagging.vocabulary.meanings import Meaning
from tagging.who import Who, who
from web.entries import Kind, Named, labels, named, named_type, phrases
from web.languages import ENGLISH

SECTIONS: Mapping[str, Kind] = {
    "states": "actor",
    "organisations": "actor",
    "blocs": "actor",
    "persons": "actor",
    "sources": "source",
    "instruments": "instrument",
}
_LOOKED_AT = 4_000


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
        self.versions = tagger.versions
        self._known: dict[str, Named] = {}
        self._offices: dict[str, Mapping[str, str]] = {}
        self._vocabulary, self._tagger = vocabulary, tagger
        typed: list[tuple[str, str, str]] = []
        for section, placed in vocabulary.placed():
            if isinstance(placed.entry, Office):
                self._offices[placed.entry.id] = labels(placed.entry)
            if section in SECTIONS:
                entry = named(SECTIONS[section], placed.entry, placed.place)
                self._known[entry.id] = entry
                typed += ((key(alias)[1:-1], alias, entry.id) for alias in (entry.label, *phrases(placed.entry)))
        for kind in tagger.lexicon.subject.types.values():
            self._known[kind.id] = found = named_type(kind)
            typed += ((key(text)[1:-1], text, kind.id) for text in (found.label, *found.labels.values()))
            typed.append((key(found.means)[1:-1], found.label, kind.id))
        self._add_labels()
        typed += ((key(text)[1:-1], text, one.id) for one in self._known.values() for text in one.labels.values())
        # A name is found by each of its words: `plan` finds `American plan`.
        self._typed = sorted({(part, alias, id_) for form, alias, id_ in typed for part in _tails(form)})

    def _add_labels(self) -> None:
        for section, placed in self._vocabulary.placed():
            if section == "labels" and isinstance(placed.entry, Label) and placed.entry.of in self._known:
                known, called = self._known[placed.entry.of], placed.entry.called
                self._known[known.id] = replace(
                    known, label=called.get("en", known.label), labels={**known.labels, **called}
                )

    def label(self, identity: str, language: str = ENGLISH, otherwise: str | None = None) -> str:
        """Gives what an id is called: `otherwise` or in English where the vocabulary has no name in the language.

        An id that is not in the vocabulary is made readable. Offices are `office/president`.
        """
        kind, _, name = identity.rpartition("/")
        if kind == "office":
            return self._offices.get(name.lower().replace(" ", "-"), {}).get(language, name.replace("-", " "))
        known = self._known.get(identity)
        if known is None:
            return name.replace("-", " ")
        return known.labels.get(language) or (otherwise if language != ENGLISH and otherwise else known.label)

    def who(self, identity: str) -> Who | None:
        """Gives an actor with all its names and offices, None where the vocabulary does not know it."""
        return next((one for one in who(identity, self._tagger) if one.id == identity), None)

    def type_names(self, identity: str) -> TypeNames | None:
        """Gives a type of guarantee with what it is called and heard as, None where the vocabulary has none."""
        return type_names(identity, self._tagger)

    def get(self, identity: str) -> Named | None:
        """Gives the entry of an id."""
        return self._known.get(identity)

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """Gives every id of a kind, in the vocabulary's order."""
        return tuple(one.id for one in self._known.values() if one.kind == kind)

    def meant(self, typed: str, kind: Kind) -> tuple[str, ...]:
        """Gives the ids of a kind that what is typed names: by id, label or any alias; none where nothing does."""
        if typed in self._known:
            return (typed,) if self._known[typed].kind == kind else ()
        if kind == "type":
            return types_meant(typed, self._tagger)
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

    def suggest(
        self, typed: str, kinds: Iterable[Kind], most: int, articles: Mapping[str, int], language: str = ENGLISH
    ) -> list[Suggestion]:
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
        ranked = sorted(found, key=lambda one: (-articles.get(one, 0), not found[one][0], self.label(one, language)))
        return [
            Suggestion(
                kind=self._known[one].kind,
                id=one,
                label=self.label(one, language),
                typed_as=found[one][1],
                articles=articles.get(one, 0),
            )
            for one in ranked[:most]
        ]


def _names(meaning: Meaning) -> bool:
    return meaning.sense in ("names", "family", "seats", "demonyms")


def _tails(form: str) -> Iterator[str]:
    words = form.split()
    for start in range(len(words)):
        yield " ".join(words[start:])
