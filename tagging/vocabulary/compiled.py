"""The vocabulary, read, checked and put together for matching. Loaded once for a process."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from schemas.errors import VocabularyError
from tagging.vocabulary.checks import check
from tagging.vocabulary.declension import languages_of
from tagging.vocabulary.entries import (
    Entry,
    GivenName,
    Office,
    Organisation,
    Person,
    State,
    Words,
)
from tagging.vocabulary.files import Placed, Report, read, refuse
from tagging.vocabulary.forms import expand
from tagging.vocabulary.layers import content_hash, layers
from tagging.vocabulary.meanings import Kind, Meaning, spelled
from tagging.vocabulary.people import GivenNames, family_forms
from tagging.vocabulary.tenure import Tenure, tenure

EntryKind = TypeVar("EntryKind", bound=Entry)
Result = TypeVar("Result")


class Vocabulary:
    """What the tagger knows.

    `meanings` maps each normalised form to what it can mean, in the order of the files; `version` is the content hash.
    """

    def __init__(self, sections: dict[str, list[Placed]], version: str, report: Report = refuse) -> None:
        """`report` hears of phrases that cannot be, or that mean two things."""
        self.version = version
        self._report = report
        self._sections = sections
        self._words: dict[str, frozenset[str]] = {}
        self.meanings: dict[str, list[Meaning]] = {}
        self.states = {entry.id: entry for entry in self.entries(State)}
        self.organisations = {entry.id: entry for entry in self.entries(Organisation)}
        self.persons = {entry.id: entry for entry in self.entries(Person)}
        self.offices = {entry.id: entry for entry in self.entries(Office)}
        self.tenures: dict[tuple[str, str], list[Tenure]] = {}
        self.tenures_of: dict[str, list[Tenure]] = {}
        names = GivenNames(self.entries(GivenName))
        self.given = {person.id: names.forms(person) for person in self.persons.values()}
        self.given_names = names.all_forms().union(*self.given.values())
        self._add_all("states", "state", ("names", "demonyms", "seats"))
        self._add_all("organisations", "org", ("names",))
        self._add_all("blocs", "bloc", ("names",))
        self._add_all("sources", "source", ("names",))
        self._add_all("instruments", "instrument", ("names",))
        self._add_all("offices", "office", ("names",))
        self._add_all("hidden", "hidden", ("names",))
        self._add_persons()

    def entries(self, kind: type[EntryKind]) -> list[EntryKind]:
        """Gives all entries of one kind, in the order of the files."""
        return [
            placed.entry for listed in self._sections.values() for placed in listed if isinstance(placed.entry, kind)
        ]

    def words(self, name: str) -> frozenset[str]:
        """Gives the keys of a list of words that a rule uses; an empty set where the vocabulary has no such list."""
        if name not in self._words:
            self._words[name] = self._expand_words(name)
        return self._words[name]

    def _expand_words(self, name: str) -> frozenset[str]:
        return frozenset(
            spelled(form)[0].strip()
            for entry in self.entries(Words)
            if entry.id == name
            for language, phrases in entry.names.items()
            for phrase in phrases
            for form in expand(phrase, language)
        )

    def _add_all(self, section: str, kind: Kind, senses: tuple[str, ...]) -> None:
        for placed in self._sections[section]:
            entry: Any = placed.entry
            cautious = frozenset(getattr(entry, "cautious", ()))
            for sense in senses:
                for language, phrases in getattr(entry, sense).items():
                    for phrase in phrases:
                        self._add(placed.place, kind, entry.id, sense, language, phrase, phrase in cautious)

    def _add(self, place: str, kind: Kind, id_: str, sense: str, language: str, phrase: str, cautious: bool) -> None:
        just_so = phrase.startswith("=")
        for form in self._said(place, phrase, partial(expand, phrase.removeprefix("="), language)) or ():
            normal, capitals, exact = spelled(form)
            exact = form if just_so else exact
            # A small word of one language is often another word in the next one.
            limited = language if capitals and not capitals[0] and language != "any" and not languages_of(form) else ""
            self._put(place, normal, Meaning(kind, id_, sense, phrase, capitals, exact, limited, cautious))

    def _add_persons(self) -> None:
        cyrillic = {state.id for state in self.states.values() if state.script == "cyrillic"}
        for placed in self._sections["persons"]:
            person = placed.entry
            assert isinstance(person, Person)  # noqa: S101 (the section says so)
            for written in person.offices:
                held = self._said(placed.place, written, partial(tenure, person.id, written))
                if held is None:
                    continue
                self.tenures.setdefault((held.office, held.of), []).append(held)
                self.tenures_of.setdefault(person.id, []).append(held)
            for name in person.names:
                self._add(placed.place, "person", person.id, "names", "any", name, False)
            home = any(held.of in cyrillic for held in self.tenures_of.get(person.id, ()))
            for form, language in family_forms(person, cyrillic_home=home).items():
                normal, capitals, _ = spelled(form)
                alone = not person.prominent
                meaning = Meaning("family", person.id, "family", form, capitals, "", language, alone)
                self._put(placed.place, normal, meaning)

    def _put(self, place: str, normal: str, meaning: Meaning) -> None:
        known = self.meanings.setdefault(normal, [])
        rival = next((other for other in known if meaning.contradicts(other)), None)
        if rival:
            self._report(
                f"{place}: {meaning.phrase}: means {rival.id} too (there as {rival.phrase!r}); "
                "take it from one of them, or list it as `cautious`"
            )
            return
        if not any(map(meaning.is_like, known)):
            known.append(meaning)

    def _said(self, place: str, phrase: str, make: Callable[[], Result]) -> Result | None:
        try:
            return make()
        except ValueError as error:
            self._report(f"{place}: {phrase}: {error}")
            return None

    def placed(self) -> Iterable[tuple[str, Placed]]:
        """Gives every entry with its section and where it stands, in the order of the files."""
        return ((section, placed) for section, listed in self._sections.items() for placed in listed)


_loaded: dict[tuple[tuple[Path, ...], str], Vocabulary] = {}


def load(folder: Path | None = None) -> Vocabulary:
    """Gives the built-in vocabulary, with what a folder lays over it; the same object for the same files.

    Raises VocabularyError with file, line, key and what would be right.
    """
    return load_layers(layers(folder))


def load_layers(folders: Sequence[Path]) -> Vocabulary:
    """Gives the vocabulary of these folders alone, lowest first. Raises as `load` does."""
    missing = next((folder for folder in folders if not folder.is_dir()), None)
    if missing is not None:
        raise VocabularyError(f"{missing}: no such folder; a vocabulary is a folder of YAML files")
    known = tuple(folders), content_hash(folders)
    if known not in _loaded:
        sections = read(folders)
        check(sections, refuse)
        _loaded[known] = Vocabulary(sections, known[1])
    return _loaded[known]
