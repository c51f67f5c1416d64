"""Whose stance a predicate tells on its way from a guarantee up to who holds it."""

from tagging.positions.assertion import goes_with
from tagging.positions.contents import Content
from tagging.positions.scene import Link, Predicate, Scene
from tagging.reading import Named


def main_holders(scene: Scene, predicate: Predicate) -> tuple[Named, ...]:
    """Gives who sets the condition that a predicate stands in: the speaker, else the main clause's holders."""
    main = [
        one.holders for one in scene.predicates if one.zone != predicate.zone and one.holders and one.stance != "say"
    ]
    return scene.speaker_at(predicate.cue.first) or (main[0] if main else ())


def announced(scene: Scene, said: Predicate, below: Predicate, content: Content, inner: int, given: bool) -> list[Link]:
    """`заявили о готовности направить войска`: who says so is who is ready."""
    plain = below.cue.form == "noun" and below is not said and not below.holders and below.stance != "stop"
    if scene.reading.language.code == "en" or not plain or said.zone != below.zone or not said.holders:
        return []
    sign = -1 if below.stance in ("against", "doubt") else 1
    return [Link(said.holders, below, below.stance, sign, inner * sign, content, given)]


def denied(scene: Scene, content: Content, left: Predicate | None, found: list[Link]) -> None:
    """`There will be no NATO troops`, said by somebody, with no other cue."""
    speakers = scene.speaker_at(content.first)
    if speakers and left is not None:
        found.append(Link(speakers, left, "will", 1, -1, content, False))


def _is_foreseen(scene: Scene, predicate: Predicate) -> bool:
    """Whether it is only expected of somebody: `Azerbaijan, which was expected to provide troops`."""
    words, lists, cue = scene.reading.tokens.norms, scene.reading.language.words, predicate.cue
    return words[cue.first] in lists["foreseen"] and words[cue.last : cue.last + 1] == ["to"]


def who(scene: Scene, predicate: Predicate) -> tuple[Named, ...] | None:
    """Gives the holders of a predicate: nobody (empty), or None where what it depends on decides."""
    speakers = scene.speaker_at(predicate.cue.first)
    if predicate.kind == "modal":
        english = scene.reading.language.code == "en"
        depends = predicate.parent is not None and predicate.parent.stance != "say"
        return None if english and depends and not speakers else speakers  # "does not think Ukraine should join"
    if predicate.kind == "adjective":
        return predicate.holders or speakers
    if predicate.kind == "passive":
        if not predicate.holders and _is_foreseen(scene, predicate):
            return ()
        if predicate.holders or predicate.parent is None or predicate.parent.stance == "say":
            return predicate.holders or speakers
        return None
    if predicate.first_person:
        return speakers
    if predicate.holders:
        return predicate.holders
    if goes_with(scene, predicate) and predicate.parent is not None:
        return predicate.parent.holders
    if predicate.parent is not None or predicate.kind in ("noun", "infinitive", "participle"):
        return None
    return ()
