"""What a paper would do, told without a verb of its own: `Under the draft, Ukraine would never join`."""

from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene

_OPENING = 10
"""Tokens that may lead to what the paper says."""
_GIVING = ("give", "will", "want", "modal")
"""Stances by which a paper proposes."""
_OWN = ("say", "against", "doubt", "back")
"""Stances that a party to the paper takes itself, whatever the paper says."""


def under_a_paper(scene: Scene, memory: Memory) -> None:
    """Gives what a paper would have a state do to whose paper it is, or to nobody where that is not known."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    first, zone = scene.sentence.first, scene.zones[0] if scene.zones else None
    if zone is None or words[first] not in lists["settings"] or len(scene.zones) < 2:
        return
    last = min(zone.last, first + _OPENING)
    if not any(words[at] in lists["documents"] for at in range(first, last)):
        return
    named = [one for one in scene.sentence.actors if one.first < last]
    author = named[-1:] if named else [memory.author] if memory.author else []
    for one in scene.predicates:
        written = one.stance == "say" and words[one.cue.last : one.cue.last + 1] in (["into"], ["to"])
        if one.zone > 0 and (written or one.stance not in _OWN) and not _spoken(one):
            one.holders, one.source = tuple(author), "subject" if author else ""
            one.stance = "propose" if written or one.stance in _GIVING else one.stance
            one.kind = "finite" if one.kind == "modal" else one.kind


def _spoken(predicate: Predicate) -> bool:
    return predicate.first_person or any(one.id.startswith("person/") for one in predicate.holders)
