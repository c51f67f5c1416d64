"""Whose words the sentences before are, where one only says so: `Об этом заявил Песков`, `Dies erklärte Merz`."""

from tagging.positions.scene import Scene, fill
from tagging.reading import Named

_OPENING = 8
"""Tokens from a sentence's first within which its verb of saying stands."""
_LONGEST = 3
"""Sentences that such a sentence can look back to."""


def give(scenes: list[Scene]) -> None:
    """Fills the speakers of the sentences before, in the same paragraph or, where it opens one, the one before."""
    for place, scene in enumerate(scenes):
        speakers = _only_says_so(scene)
        if not speakers or not place:
            continue
        fill(scene, scene.sentence.first, scene.sentence.last, ())
        paragraph = scenes[place - 1].sentence.paragraph
        for other in reversed(scenes[max(0, place - _LONGEST) : place]):
            if other.sentence.paragraph != paragraph:
                break
            if not any(other.speakers):
                fill(other, other.sentence.first, other.sentence.last, speakers)


def _only_says_so(scene: Scene) -> tuple[Named, ...]:
    """Gives who says it, if the sentence opens with `this` and a verb of saying and speaks of no guarantee."""
    words, this, first = scene.reading.tokens.norms, scene.reading.language.words["this"], scene.sentence.first
    if not this.intersection(words[first : first + 2]) or any(one.kind != "anaphor" for one in scene.contents):
        return ()
    lists, inside = scene.reading.language.words, scene.sentence.last
    return next(
        (
            one.holders
            for one in scene.predicates
            if one.stance == "say"
            and one.cue.first - first <= _OPENING
            and not (one.cue.last < inside and words[one.cue.last] in lists["complement"])
            and words[first + 1] != ","
        ),
        (),
    )
