"""What must hold between entries: ids are unique, offices and their holders' states exist."""

from schemas.errors import VocabularyError
from tagging.vocabulary.entries import Office, Organisation, Person, State
from tagging.vocabulary.files import Placed


def check(sections: dict[str, list[Placed]]) -> None:
    """Raises VocabularyError at the first entry that contradicts another."""
    seen: dict[tuple[str, str], str] = {}
    for section, listed in sections.items():
        for placed in listed:
            found = getattr(placed.entry, "id", None)
            if found is None:
                continue
            if (section, found) in seen and section not in ("words", "hidden"):
                raise VocabularyError(f"{placed.place}: id: {found} is at {seen[section, found]} already")
            seen[section, found] = placed.place
    _check_offices(sections)


def _check_offices(sections: dict[str, list[Placed]]) -> None:
    offices = {placed.entry.id for placed in sections["offices"] if isinstance(placed.entry, Office)}
    known = {
        placed.entry.id
        for section in ("states", "organisations")
        for placed in sections[section]
        if isinstance(placed.entry, State | Organisation)
    }
    for placed in sections["persons"]:
        if not isinstance(placed.entry, Person):
            continue
        for written in placed.entry.offices:
            office, of, _ = written.split(" ")
            if office not in offices:
                raise VocabularyError(f"{placed.place}: offices: there is no office {office!r} in `offices`")
            if of not in known:
                raise VocabularyError(f"{placed.place}: offices: there is no {of} among states and organisations")
        if not (placed.entry.names or placed.entry.family):
            raise VocabularyError(f"{placed.place}: family: a person needs a family name, or `names`")
