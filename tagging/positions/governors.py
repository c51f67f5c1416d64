"""Which predicate governs a content: one that stands before it, or one whose subject it is."""

from tagging.positions.assertion import only_reaches, only_tells, opens_statement
from tagging.positions.contents import Content
from tagging.positions.hearsay import is_of_another_deed
from tagging.positions.own_clause import is_modal_of, tells_what_it_is
from tagging.positions.scene import Predicate, Scene

_LOOK_BACK = ("complement", "plain", "participle", "relative", "coordinate", "aside", "colon")
_SUFFERED = ("against", "back", "want", "give", "propose", "doubt")
_TURNS = ("against", "doubt", "stop")
_FAR = 25
"""Tokens over which a cue before a content still speaks of it."""
_FREE_ORDER = ("de", "ru", "uk")
"""Languages whose objects may stand before their verb."""


def governor_before(scene: Scene, content: Content) -> Predicate | None:
    here = scene.zone_at(content.first)
    best: Predicate | None = None
    for predicate in scene.predicates:
        if predicate.begins > content.first:
            continue
        if predicate.cue.first == content.first and predicate.cue.last >= content.last and predicate.cue.form != "verb":
            continue
        if predicate.stance == "say" and predicate.cue.first == content.first:
            continue  # "write into law"
        if predicate.cue.first == content.first and _is_part(predicate, content):
            continue  # "an irreversible path", "a ban on foreign bases"
        if _is_elsewhere(scene, predicate, here):
            continue
        if predicate.zone == here or _reaches(scene, predicate, here):
            best = predicate
    code = scene.reading.language.code
    best = best or next((one for one in scene.predicates if is_modal_of(one, content)), None)
    if code != "en" and (best is None or (best.zone != here and code in _FREE_ORDER)):
        after = [one for one in scene.predicates if one.zone == here and one.cue.form == "verb"]
        best = after[0] if after else best
    if code in _FREE_ORDER and best is not None and best.stance == "say" and best.cue.form == "adjective":
        turns = (one for one in scene.predicates if one.zone == here and one.stance in _TURNS and one.kind == "finite")
        best = next(turns, best)  # "обсуждать вступление Киев отказывается"
    if code in _FREE_ORDER and best is not None and best.kind == "infinitive" and _is_fronted(best):
        ruling = (one for one in scene.predicates if one.zone == best.zone and one.cue.first >= content.last)
        best = next((one for one in ruling if one.kind == "finite" and one.stance != "say"), best)  # "отправлять
        # солдат Берлин не намерен": the verb behind it tells
    if code == "en" and best is not None and best.zone != here and opens_statement(scene, content, here):
        return None  # "…, but membership would be cheaper"
    own = scene.reading.tokens.norms[content.first] in scene.reading.language.words["negation"]
    if code != "en" and own and best is not None and best.zone != here and best.kind == "infinitive":
        best = best.parent or best  # "demands that NATO exclude …, not deploy …": beside the verb before, not under it
    return best if best is None or content.first - best.cue.last <= _FAR else None


def _is_fronted(infinitive: Predicate) -> bool:
    """Whether an infinitive hangs on nothing, or on a noun that is nobody's: `идею отправить войска отверг`."""
    of = infinitive.parent
    return of is None or (of.cue.form == "noun" and not of.holders and of.parent is None)


def _is_part(predicate: Predicate, content: Content) -> bool:
    """Whether the words of a guarantee only begin with what is a cue elsewhere."""
    ban = predicate.cue.form == "noun" and predicate.stance == "stop" and content.nature.bans
    return predicate.cue.form == "adjective" or (ban and predicate.cue.last < content.last)


def _is_elsewhere(scene: Scene, predicate: Predicate, zone: int) -> bool:
    """Whether an English `will` or `can` stands in a clause of its own: `I can't be clearer — the door is open`."""
    apart = predicate.kind == "modal" and predicate.zone != zone
    return scene.reading.language.code == "en" and apart and scene.zones[zone].kind in ("aside", "colon", "main")


def _reaches(scene: Scene, predicate: Predicate, zone: int) -> bool:
    """Whether a predicate of an earlier zone still speaks of what stands in a later one."""
    if predicate.zone > zone:
        return False
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if scene.reading.language.code == "en" and predicate.stance != "say" and predicate.zone < zone:
        for place in range(predicate.zone + 1, zone + 1):
            beside = (
                scene.zones[place].kind == "complement" and words[scene.zones[place].first - 1] in lists["coordinate"]
            )
            if beside and scene.zones[predicate.zone].kind == "complement":
                return False  # "that it would host hubs but that its soldiers would stay"
    for place in range(predicate.zone + 1, zone + 1):
        kind = scene.zones[place].kind
        if kind not in _LOOK_BACK or (kind == "relative" and place < zone):
            return False
    return True


def governor_behind(scene: Scene, content: Content, left: Predicate | None) -> Predicate | None:
    """Gives the predicate whose subject the content is: `guarantees for Russia would reward`, `are unacceptable`."""
    here = scene.zone_at(content.first)
    for predicate in scene.predicates:
        if predicate.cue.first < content.last or predicate is left:
            continue
        if predicate.zone > here + 2:
            return None
        if tells_what_it_is(scene, content, predicate):
            continue
        suffered = ("against", "back", "want") if scene.reading.language.code == "en" else _SUFFERED
        if predicate.kind == "passive" and predicate.holders and predicate.stance in suffered:
            return predicate  # "the demand that … has been rejected by the West"
        if predicate.stance == "say":
            if predicate.zone == here and (predicate.kind != "passive" or content.kind == "anaphor"):
                return None
            continue  # "soldiers would be regarded as targets"
        if predicate.zone != here and not _resumes(scene, here, predicate):
            return None
        if predicate.cue.form == "effect" and predicate.zone == here + 1:
            return predicate
        if predicate.cue.form in ("adjective", "effect") or predicate.kind == "passive":
            if predicate.stance == "want" and is_of_another_deed(scene, content, predicate):
                return None
            return predicate if not _taken(scene, content, predicate) else None
        if predicate.kind == "modal" and not _taken(scene, content, predicate):
            if only_reaches(scene, predicate):
                return None
            return _done_to_it(scene, predicate) or predicate
        if predicate.cue.form == "noun" and predicate.holders and _is_it(scene, content, predicate):
            return predicate
        if predicate.zone == here:
            return None
    return None


def _done_to_it(scene: Scene, modal: Predicate) -> Predicate | None:
    """Gives the verb that an English modal carries where the content suffers it: `membership should be put off`."""
    words, be = scene.reading.tokens.norms, scene.reading.language.words["be"]
    for predicate in scene.predicates:
        near = 0 < predicate.cue.first - modal.cue.last <= 3
        if predicate.parent is modal and near and words[predicate.cue.first - 1] in be:
            return predicate if scene.reading.language.code == "en" and predicate.stance in _TURNS else None
    return None


def _is_it(scene: Scene, content: Content, predicate: Predicate) -> bool:
    """Whether the content is said to be the noun: `guarantees have been a demand from Ukraine`."""
    words, be = scene.reading.tokens.norms, scene.reading.language.words["be"]
    return any(words[at] in be for at in range(content.last, predicate.cue.first))


def _resumes(scene: Scene, here: int, predicate: Predicate) -> bool:
    zone = scene.zones[predicate.zone]
    between = [one for one in scene.predicates if here < one.zone < predicate.zone and one.stance != "say"]
    if predicate.zone - here == 1:
        return predicate.cue.form == "effect" and zone.kind == "plain"  # "by giving guarantees, they are infringing"
    return zone.kind in ("plain", "main") and not between


def _taken(scene: Scene, content: Content, predicate: Predicate) -> bool:
    """Whether another subject stands between the content and the predicate."""
    for index, named in enumerate(scene.sentence.actors):
        if content.last <= named.first < predicate.cue.first:
            stands = scene.stands[index]
            if stands.governed or stands.modifies or stands.owns or stands.weak:
                continue
            if not only_tells(scene, scene.zone_at(named.first)):
                return True  # but not in "Ukraine's accession, Szijjarto said, would"
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    he, we, they = lists["he_subject"], lists["we_subject"], lists["they_subject"]
    return any(
        (word in he or word in we or word in they) and not only_tells(scene, scene.zone_at(at))
        for at, word in enumerate(words[content.last : predicate.cue.first], content.last)
    )
