"""The English clause that belongs to a guarantee itself: what it says, and its modal."""

from tagging.positions.contents import Content
from tagging.positions.scene import Predicate, Scene


def tells_what_it_is(scene: Scene, content: Content, predicate: Predicate) -> bool:
    """Whether an English clause is what a guarantee says: `assurances that it does not intend to attack`."""
    zone, words = scene.zones[predicate.zone], scene.reading.tokens.norms
    own = zone.kind == "complement" and zone.first == content.last and words[zone.first] == "that"
    return scene.reading.language.code == "en" and content.kind in ("anchor", "bare") and own


def is_modal_of(predicate: Predicate, content: Content) -> bool:
    """Whether a modal stands within the words of a guarantee: `the mechanism should be similar to Article 5`."""
    return predicate.cue.stance == "modal" and content.first <= predicate.cue.first < content.last - 1
