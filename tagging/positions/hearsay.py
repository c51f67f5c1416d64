"""Words of a sentence that no stance may be guessed from: mere talk, another's words, a clause of its own."""

from tagging.positions.contents import Content
from tagging.positions.scene import Predicate, Scene


def is_joined_behind(scene: Scene, predicate: Predicate, content: Content) -> bool:
    """Whether a clause with `but` or `and` tells something else after it: `…, но назвать вклад отказался`."""
    behind = predicate.zone > scene.zone_at(content.first)
    return behind and scene.zones[predicate.zone].kind == "coordinate"


def is_what_others_say(scene: Scene, predicate: Predicate, content: Content) -> bool:
    """Whether unnamed others say it: `Нам говорят: мы разместим контингент`."""
    unnamed = predicate.stance == "say" and predicate.kind == "finite" and not (predicate.holders or predicate.source)
    own = scene.reading.tokens.norms[max(scene.sentence.first, predicate.cue.first - 1)]
    return unnamed and own in scene.reading.language.words["our"] and predicate.zone < scene.zone_at(content.first)


def is_only_talk(scene: Scene, content: Content) -> bool:
    """Whether nothing but talk of it is told: `про відправку військ не йшлося`, `обсудили гарантии`."""
    zone = scene.zone_at(content.first)
    here = [one for one in scene.predicates if one.zone == zone or (one.zone > zone and one.cue.form == "adjective")]
    talk = any(one.stance == "say" and one.cue.form == "adjective" for one in here)
    return talk and all(one.stance in ("say", "will", "modal") for one in here)


def is_of_another_deed(scene: Scene, content: Content, predicate: Predicate) -> bool:
    """Whether a Slavic infinitive that is no cue stands before the content: `розрізняти гарантії важливо`."""
    word = scene.reading.tokens.norms[content.first - 1] if content.first > scene.sentence.first else ""
    infinitive = scene.reading.language.code in ("ru", "uk") and word.endswith(("ть", "ти", "ться", "тися"))
    known = any(one.cue.first <= content.first - 1 < one.cue.last for one in scene.predicates)
    return infinitive and not known and predicate.cue.first >= content.last
