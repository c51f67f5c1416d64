"""Somebody's words named by an English noun: `statements by Merz to the effect that`, `Macron's remark that`."""

from tagging.positions.scene import Predicate, Scene


def is_one(predicate: Predicate) -> bool:
    """Whether a predicate is such a noun."""
    return predicate.stance == "say" and predicate.cue.form == "noun" and predicate.cue.last - predicate.cue.first == 1


def tells_nothing(scene: Scene, predicate: Predicate) -> bool:
    """Whether such a noun is nobody's, or what was said does not follow (`in a statement on Friday`)."""
    if not is_one(predicate):
        return False
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    at = max([predicate.cue.last, *(one.last for one in predicate.holders)])
    at += 3 if words[at : at + 3] == ["to", "the", "effect"] else 0
    follows = at < scene.sentence.last and words[at] in lists["complement"]
    return not (follows and predicate.holders)
