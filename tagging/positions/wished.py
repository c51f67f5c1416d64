"""English verbs whose subject is not who acts: what somebody asks another to do, is shown or going to do."""

from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject

_LISTED = 3
"""Tokens that a verb of a list has at most."""


def as_wished(found: Scene, predicate: Predicate, governing: Predicate) -> bool:
    """Whether a clause is what its governor asks for; who insists on it then wants it."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    word = words[predicate.cue.first]
    insists = words[governing.cue.first] in lists["wishing"] and governing.stance == "say"
    if found.reading.language.code != "en" or not insists or predicate.kind != "finite" or word.endswith(("s", "ed")):
        return False
    governing.stance = "want"
    return True


def shown_doing(found: Scene, subject: Subject | None, predicate: Predicate) -> Subject | None:
    """Gives the actor right before a participle: `the papers show Ukraine striving for neutrality`."""
    index = found.sentence.actor_at.get(predicate.cue.first - 1)
    if predicate.kind != "participle" or index is None or (subject is not None and subject.actors):
        return subject
    if found.stands[index].governed or found.stands[index].modifies:
        return subject
    named = found.sentence.actors[index]
    return Subject((named,), "", named.first, named.last)


def go_to(found: Scene, predicate: Predicate, will: Predicate) -> None:
    """Makes one of `is going to give`: who goes to do it is its subject."""
    going = found.reading.tokens.norms[will.cue.last - 1] == "to" and (
        will.holders or will.first_person or will.negated
    )
    if found.reading.language.code != "en" or predicate.kind != "infinitive" or not going:
        return
    predicate.kind, predicate.holders, predicate.source = "finite", will.holders, will.source
    predicate.subject_first, predicate.first_person = will.subject_first, will.first_person
    predicate.negated ^= will.negated


def is_denied_too(found: Scene, predicate: Predicate) -> bool:
    """Whether a verb shares the negation of the one before it: `will not support or welcome`."""
    words = found.reading.tokens.norms
    before = found.predicates[-1] if found.predicates else None
    if found.reading.language.code != "en" or before is None or not before.negated:
        return False
    if before.cue.last <= predicate.subject_first < predicate.cue.first:
        return False
    if predicate.source not in ("shared", "subject", ""):
        return False
    if before.holders != predicate.holders or predicate.kind != "finite" or before.stance == "say":
        return False
    zone = found.zones[predicate.zone]
    between = words[before.cue.last : predicate.cue.first]
    listed = zone.last - zone.first <= _LISTED and words[zone.last : zone.last + 2].count("or") > 0
    small = all(not word[0].isalpha() or word in found.reading.language.words["prepositions"] for word in between)
    goes_on = small and "or" in words[predicate.cue.last : predicate.cue.last + 3]
    return "or" in between or "nor" in between or listed or goes_on


def goes_on_acting(found: Scene, predicate: Predicate, before: list[Predicate]) -> bool:
    """Whether a verb right behind `and` or `but` has the subject of the verb before: `thanked the Finns and said`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    at = predicate.cue.first - 1
    while at > before[-1].cue.last and (words[at].endswith("ly") or words[at] in lists["softeners"]):
        at -= 1
    joined = words[at] in lists["coordinate"] and words[at - 1] != ","
    return joined and predicate.kind == "finite" and any(one.kind == "finite" and one.holders for one in before)
