"""What is left when no cue governs the guarantee itself: somebody speaks of it, and the sentence leans one way."""

from tagging.positions.contents import Content
from tagging.positions.links import Link
from tagging.positions.scene import Predicate, Scene
from tagging.reading import Named

_AGAINST = ("against", "stop")
_LEANING = ("give", "want", "propose", "back", "modal", "will")
_SOURCES = ("subject", "after", "shared", "relative")


def leftover(scene: Scene, contents: list[Content]) -> Link | None:
    """Gives the likeliest stance of a sentence that speaks of a guarantee without a cue for it; None where none is.

    Only words that somebody says, or that stand beside a stance of somebody, count: the reporter's own are none.
    """
    content = _main(contents)
    if content is None or not scene.predicates:
        return None
    said = bool(scene.speaker_at(content.first))
    holders = _holders(scene, content)
    if not holders:
        return None
    if scene.reading.language.code == "en" and not said:
        return None  # English tells its cues by their places; what is left of its sentences is mostly the reporter's
    leaning = _leaning(scene)
    if leaning is None and said:
        denied = scene.reading.language.code != "en" and _is_denied(scene, content)
        leaning = (scene.predicates[0], "against", -1) if denied else (scene.predicates[0], "back", 1)
    if leaning is None:
        return None
    predicate, stance, sign = leaning
    return Link(holders, predicate, stance, sign, 1, content, False)


def _is_denied(scene: Scene, content: Content) -> bool:
    """Whether a verb that is no cue is negated beside the content: `войска на Украину не поедут`."""
    zone = scene.zones[scene.zone_at(content.first)]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return any(words[at] in lists["negation"] for at in range(zone.first, zone.last))


def _main(contents: list[Content]) -> Content | None:
    typed = [one for one in contents if one.kind in ("strong", "weak")]
    named = [one for one in contents if one.kind in ("anchor", "bare")]
    return next(iter([*typed, *named]), None)


def _holders(scene: Scene, content: Content) -> tuple[Named, ...]:
    said = scene.speaker_at(content.first)
    if said:
        return said
    for predicate in scene.predicates:
        if predicate.holders and predicate.source in _SOURCES and predicate.stance != "say":
            return predicate.holders
    return ()


def _leaning(scene: Scene) -> tuple[Predicate, str, int] | None:
    """Gives the cue that the sentence leans by, its stance, and 1 (for) or -1 (against)."""
    chosen: tuple[Predicate, str, int] | None = None
    perfect = scene.reading.language.words["perfect"]
    for predicate in scene.predicates:
        if predicate.stance == "will" and scene.reading.tokens.norms[predicate.cue.first] in perfect:
            continue  # "hat", "sont": no future
        if predicate.stance in _AGAINST and not predicate.negated:
            return predicate, "against", -1
        if predicate.stance == "doubt" and not predicate.negated:
            return predicate, "doubt", -1
        if predicate.stance in _LEANING and predicate.negated:
            return predicate, "against", -1
        if predicate.stance in _LEANING and chosen is None:
            chosen = predicate, predicate.stance, 1
    return chosen
