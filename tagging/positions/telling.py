"""What of a chain of verbs makes a position, and what only leads to the next one."""

from tagging.positions.contents import Content
from tagging.positions.needs import is_in_lack
from tagging.positions.scene import Predicate, Scene
from tagging.reading import Named


def is_veto(scene: Scene, content: Content) -> bool:
    """Whether a content is named by the veto against it."""
    return scene.reading.tokens.norms[content.first].startswith(("veto", "вето"))


def only_words(scene: Scene, said: Predicate) -> bool:
    """Whether an English participle tells what a paper says: `submitted proposals confirming its striving for`."""
    parent = said.parent
    english = scene.reading.language.code == "en" and said.kind == "participle" and not said.holders
    return english and parent is not None and parent.cue.form == "noun" and parent.stance == "propose"


def tells_a_paper(scene: Scene, predicate: Predicate) -> bool:
    """Whether English tells what somebody's plan would do: `the US plan would bar Ukraine from NATO`."""
    of = predicate.parent
    if scene.reading.language.code != "en" or of is None or of.cue.form != "noun" or of.stance != "propose":
        return False
    return bool(of.holders) and predicate.cue.first == of.cue.last


def is_not_got(scene: Scene, predicate: Predicate) -> bool:
    """Whether somebody has not got it, which is no refusal of theirs: `what he did not get is a treaty`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return predicate.negated and words[predicate.cue.first] in lists["receiving"]


def only_passes(scene: Scene, predicate: Predicate) -> bool:
    """Whether English says but that a parliament has to pass it: `guarantees approved by Congress`."""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, predicate.cue.first
    passed = predicate.stance == "back" and words[first].startswith(("approv", "ratif", "endors"))
    told = words[first - 1] in lists["be"] and words[first - 2] not in lists["modals"] | lists["infinitive"]
    return passed and predicate.source in ("agent", "possessor") and not (predicate.kind == "passive" and told)


def is_dropped(scene: Scene, predicate: Predicate) -> bool:
    """Whether an English noun names but what somebody gives up: `abandon its bid to join`."""
    parent, words = predicate.parent, scene.reading.tokens.norms
    if scene.reading.language.code != "en" or predicate.kind != "noun" or parent is None:
        return False
    if words[predicate.cue.first] in scene.reading.language.words["shares"] and parent.stance != "say":
        return True  # "rejected Italy's participation"
    near = predicate.cue.first - parent.cue.last <= 3
    return (
        near
        and parent.stance in ("against", "stop")
        and words[predicate.cue.first] in scene.reading.language.words["bids"]
    )


def is_given(scene: Scene, predicate: Predicate) -> bool:
    """Whether an English verb tells what somebody gets: `Russia would need to be given guarantees`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return scene.reading.language.code == "en" and (
        predicate.kind == "passive"
        or words[predicate.cue.first] in lists["given"]
        or words[predicate.cue.first] in lists["getting"]
    )


def agrees_that(scene: Scene, predicate: Predicate, content: Content) -> bool:
    """Whether somebody agrees that something is so, rather than to give it."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    following = words[predicate.cue.last] if predicate.cue.last < scene.sentence.last else ""
    return following in lists["complement"] or following in lists["with"] or content.nature.has("admission")


def tells(scene: Scene, predicate: Predicate, content: Content, inner: int, *, right: bool) -> bool:
    """Whether `will` makes a position: it denies, announces a membership or a force, or tells what one could do."""
    if right and (predicate.negated or inner < 0) and is_in_lack(scene, content):
        return False
    if predicate.negated or inner < 0:
        return not content.nature.has("defence")
    if scene.reading.tokens.norms[predicate.cue.first] in scene.reading.language.words.get("perfect", frozenset()):
        return False  # "hat", "est": no future
    nature = content.nature
    troops = nature.has("troops")
    announced = troops or (nature.has("admission") and not nature.refuses)
    if right:
        word = scene.reading.tokens.norms[predicate.cue.first]
        return troops and word in scene.reading.language.words["possible"]
    if scene.reading.language.code == "en":
        words, lists = scene.reading.tokens.norms, scene.reading.language.words
        if nature.refuses_admission and predicate.cue.last == content.first and predicate.holders:
            return True  # "would veto Ukraine's entry"
        between = range(predicate.cue.last, content.first)
        plain = all(
            words[at] in lists["be"] or words[at] in lists["softeners"] or words[at] in lists["soft"] for at in between
        )
        verb = nature.has("defence") and predicate.cue.last == content.first  # "would come to its aid"
        return verb or (announced and predicate.cue.last <= content.first and plain)
    return announced and 0 <= content.first - predicate.cue.last <= 4


def only_names(predicate: Predicate) -> bool:
    """Whether an infinitive in a clause of its own only names what its parent is about: `vorgeschlagen, … zu geben`."""
    governs = ("give", "propose", "against", "doubt", "want", "back", "stop")
    parent = predicate.parent
    return (
        predicate.kind == "infinitive"
        and predicate.stance in ("give", "back")
        and predicate.source == "shared"
        and parent is not None
        and parent.stance in governs
    )


def is_adjective_of_guarantee(scene: Scene, holder: Named) -> bool:
    """Whether a holder is but an adjective of a guarantee: `участие американских войск`, `європейські миротворці`."""
    if not scene.reading.text[holder.mention.span.start].islower() or holder.mention.span.field != scene.reading.field:
        return False
    named = [one for one in scene.contents if one.kind in ("strong", "weak")]
    return any(one.first - 1 <= holder.first and holder.last <= one.last for one in named)


def only_spares(scene: Scene, predicate: Predicate) -> bool:
    """Whether English says but that somebody finds no fault: `was careful not to condemn the plan`."""
    word = scene.reading.tokens.norms[predicate.cue.first]
    return scene.reading.language.code == "en" and word.startswith(("condemn", "critici", "denounc", "lambast", "blam"))
