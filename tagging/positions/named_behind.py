"""Who an office is that a comma parts from its holder's name: `le Premier ministre britannique, Keir Starmer,`."""

from tagging.positions.scene import Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named

_TITLE = 3
"""Tokens that may stand before the name."""


def named_behind(found: Scene, first: int) -> Named | None:
    """Gives the person alone between commas behind the clause that holds token `first`, if an office ends it."""
    if found.reading.language.code == "en":
        return None
    words, lists = found.reading.tokens.norms, found.reading.language.words
    place = found.zone_at(first)
    if place + 1 >= len(found.zones):
        return None
    here, behind = found.zones[place], found.zones[place + 1]
    office = any(words[at] in lists["role_holder"] or words[at] in lists["people"] for at in range(first, here.last))
    if not office or words[here.last] != ",":
        return None
    inside = [one for one in found.sentence.actors if behind.first <= one.first < behind.last]
    alone = len(inside) == 1 and inside[0].id.startswith("person/") and inside[0].first - behind.first <= _TITLE
    return inside[0] if alone and not any(words[at].isalpha() for at in range(inside[0].last, behind.last)) else None


def person_for(found: Scene, subject: Subject) -> Subject:
    """Gives the subject, or the person who holds the office that it names."""
    office = subject.pronoun == "he" or (len(subject.actors) == 1 and not subject.actors[0].id.startswith("person/"))
    named = named_behind(found, subject.first) if office else None
    return Subject((named,), "", subject.first, named.last) if named is not None else subject
