"""What English puts in front of who speaks of it: `On troops, Merz said it was too early`, `Asked about NATO, …`."""

from tagging.positions import subjects
from tagging.positions.contents import Content
from tagging.positions.cues import Cue
from tagging.positions.scene import Link, Predicate, Scene
from tagging.reading import Named

_STANCES = ("against", "doubt", "back", "give", "want")
_ANSWERS = {"no": -1, "never": -1, "none": -1, "yes": 1, "absolutely": 1}
_NONE = frozenset(["none"])
_NEAR = 9
"""Tokens from the beginning of the sentence within which its topic is named."""


def is_fronted(scene: Scene, content: Content) -> bool:
    """Whether the content stands in an opening phrase that only says of what somebody is about to speak."""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.first
    if scene.reading.language.code != "en" or content.kind == "anaphor":
        return False
    first += words[first] in lists["coordinate"]
    if not content.last <= _end(scene, content) or content.first - first > 2 * _NEAR:
        return False
    if words[first] in lists["asked"]:
        return True
    led = words[first] in lists["fronting"] or " ".join(words[first : first + 2]) in ("as for", "turning to")
    came = words[first : first + 2] == ["when", "it"] and words[first + 3 : first + 4] == ["to"]
    told = any(first < one.cue.first < content.first and one.kind in ("finite", "modal") for one in scene.predicates)
    return (led or came) and not told and content.first - first <= _NEAR


def on_topic(scene: Scene, content: Content) -> list[Link]:
    """Gives the stance that is taken behind such a phrase; nothing where another guarantee is spoken of there."""
    end = _end(scene, content)
    if any(one.first >= end and one.kind != "anaphor" for one in scene.contents):
        return []
    after = [one for one in scene.predicates if one.cue.first > end]
    main = _subject(scene, end)
    for one in after:
        denies = one.stance == "will" and one.negated
        if one.stance not in _STANCES and not denies:
            continue
        told = scene.speaker_at(one.cue.first) or one.holders
        holders = main if not told or (main and not told[0].id.startswith("person/")) else told
        none = not _NONE.isdisjoint(scene.reading.tokens.norms[one.cue.last : scene.sentence.last])
        sign = (-1 if one.stance in ("against", "doubt") else 1) * (-1 if one.negated else 1) * (-1 if none else 1)
        return [Link(holders, one, "against" if denies else one.stance, sign, 1, content, False)] if holders else []
    return _answered(scene, content, end, main, after)


def _answered(
    scene: Scene, content: Content, end: int, holders: tuple[Named, ...], after: list[Predicate]
) -> list[Link]:
    """Gives a plain yes or no: `Asked if France would send troops, Macron said yes`, `… was clear: “No.”`."""
    words = scene.reading.tokens.norms
    said = next((one for one in after if one.stance == "say"), None)
    said = said or Predicate(Cue(content.first, content.last, "say", "verb"), "finite", scene.zone_at(end))
    for at in range(end + 1, scene.sentence.last):
        beside = words[at - 1][0].isalnum() and words[at - 1] not in scene.reading.language.words["just_told"]
        following = words[at + 1] if at + 1 < scene.sentence.last else "."
        if words[at] in _ANSWERS and holders and not beside and not following[0].isalnum():
            sign = _ANSWERS[words[at]]
            return [Link(holders, said, "give" if sign > 0 else "against", sign, 1, content, False)]
    return []


def _subject(scene: Scene, end: int) -> tuple[Named, ...]:
    """Gives of whom the clause behind the comma speaks."""
    zone = scene.zones[min(scene.zone_at(end) + (scene.zones[scene.zone_at(end)].last <= end), len(scene.zones) - 1)]
    found = subjects.find(scene.reading, scene.sentence, scene.stands, zone.first, zone.last)
    if found is not None and found.actors:
        return found.actors
    return next((one.holders for one in scene.predicates if one.cue.first > end and one.holders), ())


def _end(scene: Scene, content: Content) -> int:
    """Gives the comma that closes the opening phrase, or its beginning where none does."""
    last = scene.zones[scene.zone_at(content.last - 1)].last
    return last if last < scene.sentence.last and scene.reading.tokens.norms[last] == "," else scene.sentence.first
