"""The subject of a verb that goes on behind what was put in: `Macron, der zögerte, wirbt`."""

from tagging.positions import subjects
from tagging.positions.earlier import ASIDES, appositive
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject

_SHORT = 8
"""Tokens that a clause may have which has but begun."""
_CLITICS = frozenset(["se", "s'", "y", "en", "ne", "n'", "l'", "le", "la", "les"])
"""French pronouns that stand between a subject and its verb."""


def resumed(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives the subject that stood before what was put in: `Macron, der zögerte, wirbt`, `que Moscou, en 2008, dit`.

    Only where the verb opens its zone, and the subject closed its own.
    """
    words, lists = found.reading.tokens.norms, found.reading.language.words
    zone = found.zones[predicate.zone]
    opening = range(zone.first, predicate.cue.first)
    small = ("softeners", "negation", "perfect", "be")
    if found.reading.language.code == "en" or zone.kind not in ("plain", "coordinate"):
        return None
    if not all(any(words[at] in lists[name] for name in small) or words[at] in _CLITICS for at in opening):
        return None
    for place in range(predicate.zone - 1, -1, -1):
        earlier = found.zones[place]
        told = [one for one in found.predicates if one.zone == place and one.cue.form == "verb"]
        if earlier.kind in ASIDES and place > 0 and (told or not _opens_with_actor(found, place)):
            continue
        if told:
            return None
        subject = subjects.find(found.reading, found.sentence, found.stands, earlier.first, earlier.last)
        if subject is None or not subject.actors or appositive(found, place):
            if place == 0 or earlier.kind != "plain":
                return None
            continue
        return subject if subject.last >= earlier.last and predicate.zone - place > 1 else None
    return None


def _opens_with_actor(found: Scene, place: int) -> bool:
    """Whether nothing but a relative word and a subject stands in a zone: `où Donald Tusk, …, a indiqué`."""
    words, lists, zone = found.reading.tokens.norms, found.reading.language.words, found.zones[place]
    small = ("relative", "titles", "bridges", "soft", "complement", "subordinate")
    return found.zones[place].last - zone.first <= _SHORT and all(
        at in found.sentence.actor_at or any(words[at] in lists[name] for name in small)
        for at in range(zone.first, zone.last)
    )
