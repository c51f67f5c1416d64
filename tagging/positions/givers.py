"""From whom a guarantee was got: `Ukraine received assurances from Britain and Russia`, which so gave them."""

from tagging.positions import subjects
from tagging.positions.contents import Content
from tagging.positions.scene import Link, Scene

_BEFORE = 4
"""Tokens between getting a guarantee and its name."""


def given_by(scene: Scene, content: Content) -> list[Link]:
    """Gives the link of those who gave it, where an English sentence tells that somebody has it from them."""
    if scene.reading.language.code != "en" or content.kind == "anaphor":
        return []
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    last = content.last + next(
        (at for at in range(2) if words[content.last + at : content.last + at + 1] == ["from"]), 9
    )
    if last >= scene.sentence.last - 1:
        return []
    got = [
        one
        for one in scene.predicates
        if 0 <= content.first - one.cue.last <= _BEFORE and words[one.cue.first] in lists["received"]
    ]
    if not got or got[-1].negated or got[-1].kind != "finite":
        return []
    index = next((at for at, one in enumerate(scene.sentence.actors) if 0 < one.first - last <= _BEFORE), -1)
    if index < 0:
        return []
    givers = subjects.together(scene.reading, scene.sentence, scene.stands, index, scene.sentence.last).actors
    return [Link(givers, got[-1], "give", 1, 1, content, True)]
