"""What is left when no cue governs the guarantee itself: somebody speaks of it, and the sentence leans one way."""

from tagging.positions.assertion import denies_something, is_said_not_to_be, is_topic, only_reaches
from tagging.positions.contents import Content, is_negated
from tagging.positions.cues import Cue
from tagging.positions.hearsay import is_joined_behind, is_of_another_deed, is_only_talk, is_what_others_say
from tagging.positions.scene import Link, Predicate, Scene
from tagging.reading import Named

_AGAINST = ("against", "stop")
_LEANING = ("give", "want", "propose", "back", "modal", "will")
_SOURCES = ("subject", "after", "shared", "relative")


def leftover(scene: Scene, contents: list[Content]) -> Link | None:
    """Gives the likeliest stance of a sentence that speaks of a guarantee without a cue for it; None where none is.

    Only words that somebody says, or that stand beside a stance of somebody, count: the reporter's own are none.
    """
    if scene.reading.language.code in ("en", "ru", "uk"):
        contents = [one for one in contents if not _is_condition(scene, one)]
    content = _main(contents)
    if content is not None and scene.reading.language.code == "en" and _is_own_entry(scene, content):
        return None
    if content is None:
        return None
    said = bool(_speaker(scene, content)) or _said_of(scene, content)
    holders = _holders(scene, content)
    if not holders or is_topic(scene, content) or is_only_talk(scene, content) or _is_of_deed(scene, content):
        return None
    if any(only_reaches(scene, one) for one in scene.predicates):
        return None
    if scene.reading.language.code == "en" and not said:
        return None  # English tells its cues by their places; what is left of its sentences is mostly the reporter's
    english = scene.reading.language.code == "en"
    bare = all(one.stance == "say" for one in scene.predicates)
    none = english and bare and is_negated(scene.reading, content, scene.sentence.first)
    if not english and not scene.predicates and content.kind != "strong":
        return None
    if scene.predicates and all(one.stance == "say" and one.negated for one in scene.predicates):
        return None  # "did not answer the question": nothing is said
    leaning = _leaning(scene, content)
    if leaning is None and english and not none and denies_something(scene, content):
        return None
    if english and leaning is None and scene.zones[scene.zone_at(content.first)].kind == "condition":
        return None  # "if troops were sent there, that …"
    if leaning is None and said and (scene.predicates or none or not english):
        denied = not english and _is_denied(scene, content)
        first = (scene.predicates or [_bare(scene, content)])[0]
        if not english and is_what_others_say(scene, first, content):
            return None
        leaning = (first, "against", -1) if denied else (first, _default(scene), 1)
        leaning = (first, "doubt", -1) if english and is_said_not_to_be(scene, content) else leaning
    if leaning is None:
        return None
    predicate, stance, sign = leaning
    if predicate.unnamed:
        return None  # "26 countries agreed to give": whoever it is, it is not who says so
    if english and _is_of_another(scene, predicate):
        return None
    return Link(holders, predicate, stance, sign, -1 if none and sign > 0 else 1, content, False)


def _is_of_deed(scene: Scene, content: Content) -> bool:
    judged = (one for one in scene.predicates if one.stance == "want" and one.cue.form == "adjective")
    return any(is_of_another_deed(scene, content, one) for one in judged)


def _is_of_another(scene: Scene, predicate: Predicate) -> bool:
    """Whether a verb has a subject, but nobody who can be told: `there are countries that are prepared to send`."""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, predicate.cue.first
    agreeing = predicate.kind == "participle" and predicate.stance in ("back", "give", "against")
    if agreeing and any(one.last == first for one in scene.sentence.actors) and not predicate.holders:
        return True  # "cannot see the Kremlin agreeing to it"
    if "there" in words[max(scene.sentence.first, first - 3) : first]:
        return False  # "there are no plans to send"
    own = predicate.stance not in ("say", "will", "modal") and predicate.cue.form == "verb"
    zone = scene.zones[predicate.zone]
    of_some = words[zone.first - 1] in lists["groups"] | lists["people"] or words[zone.first] == "who"
    if zone.kind not in ("complement", "relative") or not of_some:
        return False
    return (
        own
        and predicate.kind in ("finite", "infinitive", "participle")
        and not (predicate.holders or predicate.first_person)
    )


def _is_condition(scene: Scene, content: Content) -> bool:
    """Whether a clause of condition only supposes it: `assured of its safety if it won't join NATO`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    supposed = scene.zones[scene.zone_at(content.first)].kind == "condition"
    near = words[max(content.first - 3, scene.zones[scene.zone_at(content.first)].first) : content.first + 1]
    return supposed and any(word in lists["negation"] for word in near)


def _is_own_entry(scene: Scene, content: Content) -> bool:
    """Whether somebody would join: `Finland and Sweden announced their intention to join NATO`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    before = words[max(scene.sentence.first, content.first - 4) : content.first]
    own = any(word in lists["its"] or word in lists["their"] for word in before)
    return content.nature.grants_admission and own and "to" in before


def _bare(scene: Scene, content: Content) -> Predicate:
    """Gives a predicate that stands for the words of a guarantee themselves: `No soldiers will be sent there`."""
    return Predicate(Cue(content.first, content.last, "say", "verb"), "finite", scene.zone_at(content.first))


def _default(scene: Scene) -> str:
    """Gives the stance of what somebody says without any other cue: who insists wants it."""
    words, insisting = scene.reading.tokens.norms, scene.reading.language.words["insisting"]
    return "want" if any(words[one.cue.first] in insisting for one in scene.predicates) else "back"


def _said_of(scene: Scene, content: Content) -> bool:
    """Whether quoted words are said of the content: `“We are ready,” Putin said of guarantees`."""
    words = scene.reading.tokens.norms
    return scene.reading.language.code == "en" and any(
        one.stance == "say" and one.cue.last <= content.first and words[one.cue.last] in ("of", "about", "when", "on")
        for one in scene.predicates
    )


def _is_denied(scene: Scene, content: Content) -> bool:
    """Whether a verb that is no cue is negated beside the content: `войска на Украину не поедут`."""
    zone = scene.zones[scene.zone_at(content.first)]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    refused = [one for one in scene.contents if one.nature.refuses_admission]  # their names hold a `not`
    named = {at for one in refused for at in range(one.first, one.last)}
    if is_negated(scene.reading, content, scene.sentence.first):
        return True  # "Pas un soldat en Ukraine"
    return any(words[at] in lists["negation"] and at not in named for at in range(zone.first, zone.last))


def _main(contents: list[Content]) -> Content | None:
    named = None
    for one in contents:
        if one.kind in ("strong", "weak"):
            return one
        if named is None and one.kind in ("anchor", "bare"):
            named = one
    return named


def _speaker(scene: Scene, content: Content) -> tuple[Named, ...]:
    """Gives who says a content; of words that run over an English verb of saying, who says the last of them."""
    said = scene.speaker_at(content.first)
    return said or (scene.speaker_at(content.last - 1) if scene.reading.language.code == "en" else ())


def _holders(scene: Scene, content: Content) -> tuple[Named, ...]:
    said = _speaker(scene, content)
    if said:
        return said
    if _said_of(scene, content):
        return next(filter(None, scene.speakers), ())
    for predicate in scene.predicates:
        if predicate.holders and predicate.source in _SOURCES and predicate.stance not in ("say", "modal"):
            return predicate.holders
    return ()


def _leaning(scene: Scene, content: Content) -> tuple[Predicate, str, int] | None:
    """Gives the cue that the sentence leans by, its stance, and 1 (for) or -1 (against)."""
    chosen: tuple[Predicate, str, int] | None = None
    if (
        scene.reading.language.code == "en"
        and scene.predicates
        and content.first > scene.sentence.first
        and scene.reading.tokens.norms[content.first - 1] == "only"
    ):
        saying = next((one for one in scene.predicates if one.stance == "say"), scene.predicates[0])
        return saying, "want", 1  # "only membership can protect Ukraine"
    perfect = scene.reading.language.words["perfect"]
    english = scene.reading.language.code == "en"
    for predicate in scene.predicates:
        if predicate.stance == "will" and scene.reading.tokens.norms[predicate.cue.first] in perfect:
            continue  # "hat", "sont": no future
        if english and predicate.kind == "modal" and predicate.zone != scene.zone_at(content.first):
            continue
        following = scene.reading.tokens.norms[predicate.cue.last : predicate.cue.last + 1]
        if english and predicate.kind == "modal" and any(word.startswith("mean") for word in following):
            continue  # "neutrality would mean": what a word means is nobody's wish
        said = scene.speaker_at(predicate.cue.first) == scene.speaker_at(content.first)
        far = predicate.stance != "say" and abs(predicate.zone - scene.zone_at(content.first)) > 1
        if english and (far or predicate.kind == "adjective") and not said:
            continue  # what somebody else finds of something else
        if not english and predicate.cue.form == "verb" and is_joined_behind(scene, predicate, content):
            continue
        if predicate.stance in _AGAINST and not predicate.negated:
            return predicate, "against", -1
        if predicate.stance == "doubt" and not predicate.negated:
            return predicate, "doubt", -1
        if predicate.stance in _LEANING and predicate.negated:
            return predicate, "against", -1
        if predicate.stance in _LEANING and chosen is None:
            chosen = predicate, predicate.stance, 1
    return chosen
