"""What of an English sentence is really told: nothing that is only asked, not believed, or says who speaks."""

from tagging.positions.contents import Content
from tagging.positions.scene import Link, Predicate, Scene

_QUESTIONS = frozenset(["who", "what", "how", "which", "where", "when"])
_TOPIC = 2
"""Tokens between a talk and what it is about."""
_ASKED = 4
"""Tokens between a question and what it is about."""
_SHORT = 8
"""Tokens up to which a zone only says who speaks."""


def only_asks(scene: Scene, predicate: Predicate) -> bool:
    """Whether an English clause only asks or talks of it: `whether Europe could send`, `discussions about sending`."""
    words, zone, first = scene.reading.tokens.norms, scene.zones[predicate.zone], predicate.cue.first
    if scene.reading.language.code != "en":
        return False
    talked = first - scene.sentence.first >= 2 and words[first - 2] in scene.reading.language.words["talking"]
    asked = zone.first > scene.sentence.first and words[zone.first - 1] in scene.reading.language.words["telling_verbs"]
    if asked and words[zone.first] in _QUESTIONS:
        return True
    if predicate.kind == "infinitive" and words[first - 2] in scene.reading.language.words["forecasts"]:
        return True  # "NATO appears unlikely to invite Ukraine"
    of = predicate.subject_first if predicate.source == "possessor" else first
    if (
        predicate.cue.form == "noun"
        and words[of - 1] == "of"
        and words[of - 2] in scene.reading.language.words["scope"]
    ):
        return True  # "the extent of US involvement"
    return words[zone.first] == "whether" or (
        talked and words[first - 1] in scene.reading.language.words["prepositions"]
    )


def is_topic(scene: Scene, content: Content) -> bool:
    """Whether a guarantee is only what a talk or report is about: `the talks on guarantees`, `тема гарантий`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if scene.reading.language.code != "en":
        first = max(scene.sentence.first + 1, content.first - _ASKED)
        if not lists["asking"].isdisjoint(words[first : content.first]) and "на" in words[first - 1 : content.first]:
            return True
        for one in scene.predicates:
            if one.cue.first <= content.first < one.cue.last and one.stance == "say" and one.cue.form == "adjective":
                return True
        return False
    zone = scene.zones[scene.zone_at(content.first)]
    if words[zone.first] == "whether" or _is_undecided(scene, zone.first, content.first):
        return True
    first = max(scene.sentence.first + 1, content.first - _TOPIC)
    if lists["topic_of"].isdisjoint(words[first : content.first]):
        return False
    about = next(at for at in reversed(range(first, content.first)) if words[at] in lists["topic_of"])
    return not lists["talking"].isdisjoint(words[max(scene.sentence.first, about - _TOPIC) : about])


def _is_undecided(scene: Scene, first: int, last: int) -> bool:
    """Whether it is only said that nothing has been agreed or decided of it: `no consensus to send troops`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if lists["undecided"].isdisjoint(words[first:last]):
        return False
    denied = [at for at in range(first, last) if words[at] in lists["negation"] or words[at] == "yet"]
    return any(words[at] in lists["undecided"] for place in denied for at in range(place + 1, min(place + 5, last)))


def is_unbelief(scene: Scene, predicate: Predicate) -> bool:
    """Whether a predicate says that something is not thought or believed."""
    cue = predicate.cue
    negation = scene.reading.language.words["negation"]
    return cue.stance == "against" and cue.last - cue.first > 1 and scene.reading.tokens.norms[cue.first] in negation


def doubts_another(scene: Scene, predicate: Predicate, found: list[Link]) -> bool:
    """Whether somebody doubts that another will agree: `Мерц усомнился в том, что Путин согласится`."""
    doubts = predicate.stance == "doubt" and not predicate.negated and scene.reading.language.code != "en"
    return doubts and any(one.predicate.stance == "back" and one.holders != predicate.holders for one in found)


def rules_out(scene: Scene, predicate: Predicate, below: Predicate) -> bool:
    """Whether somebody denies or doubts what a clause says: `виключив, що його країна надаватиме`: nobody offers it."""
    turns = predicate.stance in ("against", "doubt") and not predicate.negated and scene.reading.language.code != "en"
    told = below.stance in ("give", "back", "will", "propose")
    return turns and told and predicate.zone < below.zone and scene.zones[below.zone].kind == "complement"


def goes_with(scene: Scene, predicate: Predicate) -> bool:
    """Whether an English participle tells more of who speaks: `responded by refusing`, `said, rejecting the idea`."""
    parent = predicate.parent
    return (
        scene.reading.language.code == "en"
        and predicate.kind == "participle"
        and scene.zones[predicate.zone].kind != "complement"
        and parent is not None
        and parent.stance == "say"
        and bool(parent.holders)
        and not any(one.last == predicate.cue.first for one in scene.sentence.actors)  # "see Moscow agreeing"
    )


def acts(scene: Scene, predicate: Predicate, below: Predicate) -> bool:
    """Whether the holder of a predicate is also who would do what depends on it: `agreed to send`."""
    words = scene.reading.tokens.norms
    if scene.reading.language.code != "en" or below is predicate or below.kind != "infinitive":
        return False
    near = below.cue.first - predicate.cue.last <= 4 and words[below.cue.first - 1] == "to"
    named = any(predicate.cue.last <= one.first < below.cue.first for one in scene.sentence.actors)
    return below.stance == "give" and near and not named


def opens_statement(scene: Scene, content: Content, zone: int) -> bool:
    """Whether a content is the subject of a clause that `and` or `but` begins."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    here = scene.zones[zone]
    opening = range(here.first, content.first)
    plain = all(words[at] in lists["coordinate"] or words[at] in lists["soft"] for at in opening)
    verb = words[content.last : min(content.last + 2, here.last)]
    told = any(word in lists["be"] or word in lists["modals"] or word in lists["be_perfect"] for word in verb)
    return here.kind == "coordinate" and plain and told


def only_tells(scene: Scene, zone: int) -> bool:
    """Whether a zone says who speaks, and nothing else."""
    here = [one for one in scene.predicates if one.zone == zone]
    return len(here) == 1 and here[0].stance == "say" and scene.zones[zone].last - scene.zones[zone].first <= _SHORT


def only_reaches(scene: Scene, modal: Predicate) -> bool:
    """Whether English says but how far a guarantee goes: `the guarantees would not apply to Crimea`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    told = scene.reading.language.code == "en" and modal.cue.stance == "will"
    return told and any(word in lists["reaching"] for word in words[modal.cue.last : modal.cue.last + 2])


def is_said_not_to_be(scene: Scene, content: Content) -> bool:
    """Whether English denies something of a guarantee: `NATO membership is not a question that arises`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    verb = next(
        (at for at in range(content.last, content.last + 3) if words[at : at + 1] and words[at] in lists["be"]), 0
    )
    after = words[verb + 1 : verb + 4] if verb else []
    return bool(after) and after[0] in lists["negation"] and not lists["praise"].intersection(after)


def denies_something(scene: Scene, content: Content) -> bool:
    """Whether English denies what no cue tells: `the word guarantee does not occur in them`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    after = words[content.last : content.last + 3]
    return any(word.startswith(("do", "did")) for word in after) and any(word in lists["negation"] for word in after)
