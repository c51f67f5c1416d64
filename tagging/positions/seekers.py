"""The verb of a relative clause whose object an English guarantee is: `the guarantees Kyiv is seeking`."""

from tagging.positions.contents import Content
from tagging.positions.scene import Predicate, Scene

_OF_OBJECTS = ("want", "give", "propose", "against", "back")


def seeker(scene: Scene, content: Content) -> Predicate | None:
    """Gives the verb of a relative clause without its `that`: `the guarantees Kyiv is seeking`."""
    if scene.reading.language.code != "en" or content.kind == "anaphor":
        return None
    index = scene.sentence.actor_at.get(content.last)
    if index is None:
        he = scene.reading.tokens.norms[content.last] if content.last < scene.sentence.last else ""
        lists = scene.reading.language.words
        if he in lists["he_subject"] or he in lists["they_subject"] or he in lists["it_subject"]:
            for one in scene.predicates:
                follows = 0 < one.cue.first - content.last <= 3
                if follows and one.stance == "want" and one.holders and one.cue.form == "verb":
                    return one
        return _told_of(scene, content)
    if scene.stands[index].modifies or scene.stands[index].owns or scene.stands[index].weak:
        return None
    named = scene.sentence.actors[index]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    small = ("be", "be_perfect", "softeners", "soft")
    for one in scene.predicates:
        wants = one.cue.form == "verb" and one.stance in ("want", "give", "propose", "against")
        near = range(named.last, one.cue.first)
        if (
            wants
            and one.cue.first >= named.last
            and all(any(words[at] in lists[name] for name in small) or words[at].endswith("ly") for at in near)
        ):
            one.holders = one.holders or (named,)
            return one
    return None


def _told_of(scene: Scene, content: Content) -> Predicate | None:
    """Gives the verb of a relative clause whose object the content is: `the guarantee that Riyadh had asked for`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    at = content.last
    inserted = scene.zone_at(content.first) + 1
    if at < scene.sentence.last and words[at] == "," and inserted + 1 < len(scene.zones):
        at = scene.zones[inserted].last if scene.zones[inserted].kind == "plain" else at
        at += at < scene.sentence.last and words[at] == ","  # "the treaty, ratified by Congress, that Riyadh wanted"
    if at >= scene.sentence.last - 1 or not (words[at] in lists["relative"] or words[at] == "that"):
        return None
    zone = scene.zone_at(at)
    if scene.zones[zone].first != at:
        return None
    verbs = [one for one in scene.predicates if one.zone == zone and one.cue.form == "verb" and one.stance != "say"]
    if not verbs or verbs[0].kind not in ("finite",) or not verbs[0].holders or verbs[0].subject_first <= at:
        return None
    if not lists["infinitive"].isdisjoint(words[verbs[0].cue.last : verbs[0].cue.last + 1]):
        return None  # "assurances that it does not intend to attack"
    last = scene.zones[zone].last
    free = not any(one.kind != "anaphor" and verbs[0].cue.last <= one.first < last for one in scene.contents)
    return verbs[0] if len(verbs) == 1 and free and verbs[0].stance in _OF_OBJECTS else None
