"""Stances that follow from who speaks: what is announced, denied, or set as a condition."""

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
