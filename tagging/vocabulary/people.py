"""The forms of a person's names: given names over languages and scripts, family names in their cases."""

from tagging.normalise import key
from tagging.vocabulary.declension import languages_of
from tagging.vocabulary.entries import GivenName, Person
from tagging.vocabulary.forms import expand
from tagging.vocabulary.transliteration import spellings


class GivenNames:
    """Knows the spellings of each given name: lists that share a spelling are one (Mykhailo, Михаил, Mikhail)."""

    def __init__(self, entries: list[GivenName]) -> None:
        self._same: dict[str, set[str]] = {}
        for entry in entries:
            joined = set(entry.same).union(*(self._same.get(name, ()) for name in entry.same))
            for name in joined:
                self._same[name] = joined

    def forms(self, person: Person) -> frozenset[str]:
        """Gives the keys of every form that the person's given names take."""
        spelled = set(person.given).union(*(self._same.get(name, ()) for name in person.given))
        return frozenset(key(form).strip() for name in spelled for form in expand(name, "any"))

    def all_forms(self) -> frozenset[str]:
        """Gives the keys of all given names, in all forms."""
        return frozenset(key(form).strip() for name in self._same for form in expand(name, "any"))


def family_forms(person: Person, *, cyrillic_home: bool) -> dict[str, str]:
    """Gives the forms of the person's family name, each with the language that it is limited to (or nothing).

    Where names are Cyrillic at home, the Latin spellings follow from the Cyrillic one.
    """
    found: dict[str, str] = {}
    for family in person.family:
        for form in expand(family, "any"):
            found[form] = ""
        languages = languages_of(family)
        if languages and cyrillic_home:
            for language in languages:
                found.update(dict.fromkeys(spellings(family, language), ""))
    for form in list(found):
        if not languages_of(form) and not form.endswith(("s", "x", "z", "ß")):
            found.setdefault(form + "s", "de")
    return found
