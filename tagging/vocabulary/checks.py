"""What must hold between entries: ids are unique, offices and their holders' states exist."""

from collections.abc import Iterator

from tagging.vocabulary.entries import Office, Organisation, Person, State
from tagging.vocabulary.files import JOINED, Placed, Report


def check(sections: dict[str, list[Placed]], report: Report) -> None:
    """Tells `report` of every entry that contradicts another."""
    for sentence in (*_twice(sections), *_offices(sections)):
        report(sentence)


def _twice(sections: dict[str, list[Placed]]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for section, listed in sections.items():
        for placed in listed:
            found = getattr(placed.entry, "id", None)
            if found is None:
                continue
            if (section, found) in seen and section not in JOINED:
                yield f"{placed.place}: {placed.key}.id: {found} is at {seen[section, found]} already"
            seen[section, found] = placed.place


def _offices(sections: dict[str, list[Placed]]) -> Iterator[str]:
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
        for number, written in enumerate(placed.entry.offices):
            office, of, _ = written.split(" ")
            here = f"{placed.place}: {placed.key}.offices.{number}"
            if office not in offices:
                yield f"{here}: there is no office {office!r} in `offices`"
            elif of not in known:
                yield f"{here}: there is no {of} among states and organisations"
        if not (placed.entry.names or placed.entry.family):
            yield f"{placed.place}: {placed.key}.family: a person needs a family name, or `names`"
