"""What an English apposition is said of: `…, an idea that Kyiv supports`."""

from tagging.positions.contents import Content
from tagging.positions.scene import Link, Scene


def is_apposition(scene: Scene, content: Content) -> bool:
    """Whether an anaphor opens a clause behind a comma or a dash, and so stands for what is before it."""
    zone = scene.zones[scene.zone_at(content.first)]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if words[content.first] in lists["it_subject"] or words[content.first] in ("this", "that"):
        return False  # "If they went there, it would mean war"
    opens = zone.first == content.first and content.first > scene.sentence.first
    return opens and scene.reading.tokens.norms[content.first - 1] in (",", "—")


def apposition(scene: Scene, content: Content) -> list[Link] | None:
    """`…, an idea that Kyiv supports`, `…, which NATO rejected`: who takes which stance on what stands before.

    None where the words stand in no such place; `which` and `something` mean a guarantee nowhere else.
    """
    words = scene.reading.tokens.norms
    only_here = words[content.first] in scene.reading.language.words["appositive"]
    if not is_apposition(scene, content):
        return [] if only_here or words[content.first] in ("a", "an") else None
    for predicate in scene.predicates:
        ahead = predicate.cue.first - content.last
        if 0 <= ahead <= 8 and predicate.holders and predicate.source in ("subject", "agent"):
            sign = (-1 if predicate.stance in ("against", "doubt") else 1) * (-1 if predicate.negated else 1)
            return [Link(predicate.holders, predicate, predicate.stance, sign, 1, content, False)]
    return []
