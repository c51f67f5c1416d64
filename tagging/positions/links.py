"""Which predicate speaks of which content, and so: who takes which stance on it."""

from typing import NamedTuple

from tagging.positions.assertion import acts, goes_with, is_topic, is_unbelief, only_asks, only_tells, opens_statement
from tagging.positions.contents import Content, is_negated
from tagging.positions.holders import is_adjective_of_guarantee, only_names
from tagging.positions.scene import Predicate, Scene
from tagging.reading import Named

_LOOK_BACK = ("complement", "plain", "participle", "relative", "coordinate", "aside", "colon")
_ADMISSION = ("nato-membership", "eu-membership", "nato-non-enlargement")
_TURNS = ("against", "doubt", "stop")
_FAR = 25
"""Tokens over which a cue before a content still speaks of it."""
_GIVEN_UP = ("nato-non-enlargement", "neutrality", "demilitarisation", "deployment-ban")
_EXCHANGE = frozenset(
    ["exchange", "return", "обмен", "обмін", "échange", "contrepartie", "gegenzug", "tausch", "austausch"]
)
_WITHOUT = frozenset(["без", "sans", "ohne"])
_FREE_ORDER = ("de", "ru", "uk")
"""Languages whose objects may stand before their verb."""


class Link(NamedTuple):
    """`holders` take `stance` (for: `sign` 1, against: -1) on the content, itself turned round where `inner` is -1."""

    holders: tuple[Named, ...]
    predicate: Predicate
    stance: str
    sign: int
    inner: int
    content: Content
    given: bool
    acts: bool = False
    """Whether the holder would give it: `agreed to send`, `wants to deploy`."""
    signs: bool = False
    """Whether the holder only signs it."""
    agrees: bool = False
    """Whether the holder agrees to it, and so would give it unless it is for the holder."""


def links(scene: Scene, content: Content) -> list[Link]:
    """Gives every stance that the sentence tells of a content."""
    left = _left(scene, content)
    inner = 1
    if left is None or not left.cue.first <= content.first < left.cue.last:
        floor = left.cue.last if left is not None else scene.sentence.first
        counted = left is not None and left.negated and left.kind == "modal"
        floor += counted and scene.reading.tokens.norms[floor] in scene.reading.language.words["negation"]
        inner = -1 if is_negated(scene.reading, content, floor) else 1
    code = scene.reading.language.code
    if code != "en" and left is not None and left.cue.first == content.first and left.stance in ("against", "stop"):
        inner = -1 if content.type in _GIVEN_UP else inner  # the content tells the refusal already
    elif code != "en" and left is not None and left.stance == "against" and _is_veto(scene, content):
        inner = -1  # "droht mit einem Veto gegen den Beitritt"
    if code == "en" and left is not None and _is_must(scene, left, content):
        return _wanted(scene, left, content)
    if code == "en" and _is_indispensable(scene, content):
        holders = scene.speaker_at(content.first) or next((one.holders for one in scene.predicates if one.holders), ())
        return [Link(holders, left or scene.predicates[0], "want", 1, 1, content, False)] if holders and scene.predicates else []
    if code != "en" and _is_condition_of_all(scene, content):
        holders = scene.speaker_at(content.first)
        return [Link(holders, left or scene.predicates[0], "want", 1, 1, content, False)] if holders else []
    if left is not None and _in_exchange(scene, left, content):
        return _wanted(scene, left, content)
    if content.kind == "anaphor" and code == "en":
        apart = _apposition(scene, content)
        if apart is not None:
            return apart
    found: list[Link] = []
    sought = _reduced(scene, content)
    if sought is not None:
        sign = -1 if sought.stance in ("against", "doubt") else 1
        return [Link(sought.holders, sought, sought.stance, sign * (-1 if sought.negated else 1), inner, content, False)]
    passed = inner
    if left is not None:
        turned = _climb(scene, left, content, inner, found)
        passed = turned if left.zone == scene.zone_at(content.first) else inner
    right = _right(scene, content, left)
    if right is not None:
        _climb(scene, right, content, passed, found, right=True)
    if not found and inner < 0 and content.kind != "anaphor":
        _denied(scene, content, left, found)
    return [one for one in found if one.sign * one.inner < 0 or _is_wanted(one)] if is_topic(scene, content) else found


def _is_veto(scene: Scene, content: Content) -> bool:
    """Whether a content is named by the veto against it."""
    return scene.reading.tokens.norms[content.first].startswith(("veto", "вето"))


def _is_wanted(link: Link) -> bool:
    """Whether somebody calls for it, so that talks about it are wanted for its sake."""
    return link.stance in ("want", "propose") and link.predicate.kind == "finite" and link.predicate.source == "subject"


def is_apposition(scene: Scene, content: Content) -> bool:
    """Whether an anaphor opens a clause behind a comma or a dash, and so stands for what is before it."""
    zone = scene.zones[scene.zone_at(content.first)]
    opens = zone.first == content.first and content.first > scene.sentence.first
    return opens and scene.reading.tokens.norms[content.first - 1] in (",", "—")


def _apposition(scene: Scene, content: Content) -> list[Link] | None:
    """`…, an idea that Kyiv supports`, `…, which NATO rejected`: who takes which stance on what stands before.

    None where the words stand in no such place; `which` and `something` mean a guarantee nowhere else.
    """
    words = scene.reading.tokens.norms
    only_here = words[content.first] in scene.reading.language.words["appositive"]
    if not is_apposition(scene, content):
        return [] if only_here or words[content.first] in ("a", "an") else None
    for predicate in scene.predicates:
        ahead = predicate.cue.first - content.last
        if 0 <= ahead <= 8 and predicate.holders and predicate.source in ("subject", "agent"):
            sign = (-1 if predicate.stance in ("against", "doubt") else 1) * (-1 if predicate.negated else 1)
            return [Link(predicate.holders, predicate, predicate.stance, sign, 1, content, False)]
    return []


def _is_indispensable(scene: Scene, content: Content) -> bool:
    """Whether English says that nothing goes without it: `no peace without guarantees`, `not … until it has them`."""
    words, lists, first = scene.reading.tokens.norms, scene.reading.language.words, scene.sentence.first
    before = words[max(first, content.first - 5) : content.first]
    if content.type == "troop-presence" or not ("without" in before or "until" in before or "unless" in before):
        return False
    start = max(first, content.first - 5)
    at = start + max(place for place, word in enumerate(before) if word in ("without", "until", "unless"))
    denied = any(word in lists["negation"] and word != "without" for word in words[first:at])
    opens = scene.zones[scene.zone_at(at)].first == at or at == first
    after = any(word in lists["negation"] for word in words[content.last : scene.sentence.last])
    return denied or (words[at] == "without" and opens and after)


def _is_condition_of_all(scene: Scene, content: Content) -> bool:
    """`Without guarantees there will be no peace`: what must not be missing is wanted."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    before = words[max(scene.sentence.first, content.first - 3) : content.first]
    after = words[content.last : scene.sentence.last]
    return bool(scene.predicates and _WITHOUT.intersection(before)) and any(word in lists["negation"] for word in after)


def _in_exchange(scene: Scene, left: Predicate, content: Content) -> bool:
    """Whether `in exchange for` stands between a predicate and a content."""
    words = scene.reading.tokens.norms
    return any(
        hit.payload.kind == "condition"
        and left.cue.last <= hit.first < content.first
        and _EXCHANGE.intersection(words[hit.first : hit.last])
        for hit in scene.sentence.hits
    )


def _wanted(scene: Scene, left: Predicate, content: Content) -> list[Link]:
    at: Predicate | None = left
    while at is not None and not at.holders:
        at = at.parent
    holders = scene.speaker_at(left.cue.first) if at is None or at.stance == "say" else at.holders
    return [Link(holders, left, "want", 1, 1, content, False)] if holders else []


def _denied(scene: Scene, content: Content, left: Predicate | None, found: list[Link]) -> None:
    """`There will be no NATO troops`, said by somebody, with no other cue."""
    speakers = scene.speaker_at(content.first)
    if speakers and left is not None:
        found.append(Link(speakers, left, "will", 1, -1, content, False))


def _reduced(scene: Scene, content: Content) -> Predicate | None:
    """Gives the verb of a relative clause without its `that`: `the guarantees Kyiv is seeking`."""
    if scene.reading.language.code != "en" or content.kind == "anaphor":
        return None
    index = scene.sentence.actor_at.get(content.last)
    if index is None:
        he = scene.reading.tokens.norms[content.last] if content.last < scene.sentence.last else ""
        pronoun = any(he in scene.reading.language.words[one] for one in ("he_subject", "they_subject", "it_subject"))
        near = (one for one in scene.predicates if 0 < one.cue.first - content.last <= 3 and one.cue.form == "verb")
        wanted = next((one for one in near if pronoun and one.holders and one.stance == "want"), None)
        return wanted
    if scene.stands[index].modifies or scene.stands[index].owns or scene.stands[index].weak:
        return None
    named = scene.sentence.actors[index]
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    small = ("be", "be_perfect", "softeners", "soft")
    for one in scene.predicates:
        near = range(named.last, one.cue.first)
        plain = all(any(words[at] in lists[name] for name in small) or words[at].endswith("ly") for at in near)
        if one.cue.first >= named.last and plain and one.cue.form == "verb" and one.stance in ("want", "give", "propose", "against"):
            one.holders = one.holders or (named,)
            return one
    return None


def _left(scene: Scene, content: Content) -> Predicate | None:
    here = scene.zone_at(content.first)
    best: Predicate | None = None
    for predicate in scene.predicates:
        if predicate.begins > content.first:
            continue
        if predicate.cue.first == content.first and predicate.cue.last >= content.last and predicate.cue.form != "verb":
            continue
        if predicate.stance == "say" and predicate.cue.first == content.first:
            continue  # "write into law"
        if _is_elsewhere(scene, predicate, here):
            continue
        if predicate.zone == here or _reaches(scene, predicate, here):
            best = predicate
    code = scene.reading.language.code
    if code != "en" and (best is None or (best.zone != here and code in _FREE_ORDER)):
        after = [one for one in scene.predicates if one.zone == here and one.cue.form == "verb"]
        best = after[0] if after else best
    if code == "en" and best is not None and best.zone != here and opens_statement(scene, content, here):
        return None  # "…, but membership would be cheaper"
    own = scene.reading.tokens.norms[content.first] in scene.reading.language.words["negation"]
    if code != "en" and own and best is not None and best.zone != here and best.kind == "infinitive":
        best = best.parent or best  # "demands that NATO exclude …, not deploy …": beside the verb before, not under it
    return best if best is None or content.first - best.cue.last <= _FAR else None


def _is_elsewhere(scene: Scene, predicate: Predicate, zone: int) -> bool:
    """Whether an English `will` or `can` stands in a clause of its own: `I can't be clearer — the door is open`."""
    apart = predicate.kind == "modal" and predicate.zone != zone
    return scene.reading.language.code == "en" and apart and scene.zones[zone].kind in ("aside", "colon", "main")


def _reaches(scene: Scene, predicate: Predicate, zone: int) -> bool:
    """Whether a predicate of an earlier zone still speaks of what stands in a later one."""
    if predicate.zone > zone:
        return False
    return all(
        scene.zones[place].kind in _LOOK_BACK and not (scene.zones[place].kind == "relative" and place < zone)
        for place in range(predicate.zone + 1, zone + 1)
    )


def _right(scene: Scene, content: Content, left: Predicate | None) -> Predicate | None:
    """Gives the predicate whose subject the content is: `guarantees for Russia would reward`, `are unacceptable`."""
    here = scene.zone_at(content.first)
    for predicate in scene.predicates:
        if predicate.cue.first < content.last or predicate is left:
            continue
        if predicate.zone > here + 2:
            return None
        if predicate.kind == "passive" and predicate.holders and predicate.stance in ("against", "back", "want"):
            return predicate  # "the demand that … has been rejected by the West"
        if predicate.stance == "say":
            if predicate.zone == here:
                return None
            continue
        if predicate.zone != here and not _resumes(scene, here, predicate):
            return None
        if predicate.cue.form == "effect" and predicate.zone == here + 1:
            return predicate
        if predicate.cue.form in ("adjective", "effect") or predicate.kind == "passive":
            return predicate if not _taken(scene, content, predicate) else None
        if predicate.kind == "modal" and not _taken(scene, content, predicate):
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
    pronouns = (lists["he_subject"], lists["we_subject"], lists["they_subject"])
    return any(
        any(words[at] in listed for listed in pronouns) and not only_tells(scene, scene.zone_at(at))
        for at in range(content.last, predicate.cue.first)
    )


def _climb(
    scene: Scene, predicate: Predicate, content: Content, inner: int, found: list[Link], *, right: bool = False
) -> int:
    """Follows a predicate to those it depends on; gives how the content is turned round on the way."""
    given = False
    at: Predicate | None = predicate
    below = predicate
    for _ in range(8):
        if at is not None and at.stance == "say":
            found += _announced(scene, at, below, content, inner, given)
        if at is not None and at.stance == "say" and _only_words(scene, at):
            at = at.parent
            continue
        if at is None or at.stance == "say":
            break
        if scene.reading.language.code == "en" and at.kind == "participle" and scene.reading.tokens.norms[at.cue.first - 1] == "as":
            break  # "rejects it as giving Russia a veto": why, not what
        if scene.reading.language.code != "en" and only_names(at):
            given = given or at.stance == "give"
            inner *= -1 if at.negated else 1
            at = at.parent
            continue
        below_it, below = below, at
        sign = (-1 if at.stance in ("against", "doubt", "stop") else 1) * (-1 if at.negated else 1)
        if at.stance == "stop" and not (at.kind == "finite" and at.holders):
            inner = -inner if not at.negated else inner
            at = at.parent
            continue
        given = given or at.stance == "give"
        holders, stance = _who(scene, at), at.stance
        if at.stance == "will" and at is not predicate and at.holders and not _is_given(scene, predicate):
            holders, stance = at.holders, predicate.stance  # "would play its part in guaranteeing"
        elif at.stance == "will" and not _tells(scene, at, content, inner, right=right):
            break
        elif at.stance == "will" and right and not at.negated:
            stance = "propose"  # "European soldiers could monitor a ceasefire"
        if holders and scene.zones[at.zone].kind == "condition" and sign * inner > 0:
            holders, stance = _main_holders(scene, at), "want"  # "if the West gives guarantees": wants them
        if holders and only_asks(scene, at):
            holders = None
        if holders is None:
            inner *= sign
            at = at.parent
            continue
        if scene.reading.language.code != "en":
            holders = tuple(one for one in holders if not is_adjective_of_guarantee(scene, one))
        if not holders:
            break
        word, lists = scene.reading.tokens.norms[at.cue.first], scene.reading.language.words
        signs = word in lists["signing"]
        agrees = word in lists["agreeing"] and not _agrees_that(scene, at, content)
        found.append(Link(holders, at, stance, sign, inner, content, given, acts(scene, at, below_it), signs, agrees))
        if right or not (
            at.kind in ("noun", "participle") or (at.parent and at.parent.stance != "say" and at.source != "shared")
        ):
            break
        inner *= sign
        at = at.parent
        if at is not None and is_unbelief(scene, at):
            found.clear()  # "did not think Ukraine was ready": what is not believed is nobody's position
    return inner


def _only_words(scene: Scene, said: Predicate) -> bool:
    """Whether an English participle tells what a paper says: `submitted proposals confirming its striving for`."""
    parent = said.parent
    english = scene.reading.language.code == "en" and said.kind == "participle" and not said.holders
    return english and parent is not None and parent.cue.form == "noun" and parent.stance == "propose"


def _is_given(scene: Scene, predicate: Predicate) -> bool:
    """Whether an English verb tells what somebody gets: `Russia would need to be given guarantees`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return scene.reading.language.code == "en" and (
        predicate.kind == "passive" or words[predicate.cue.first] in lists["given"] or words[predicate.cue.first] in lists["getting"]
    )


def _is_must(scene: Scene, left: Predicate, content: Content) -> bool:
    """Whether nothing is done without the guarantee: `will not sign a deal without guarantees`."""
    words = scene.reading.tokens.norms[max(left.cue.last, content.first - 4) : content.first]
    refused = left.negated or left.stance == "against"
    return refused and "without" in words and content.type not in ("troop-presence", *_ADMISSION)


def _agrees_that(scene: Scene, predicate: Predicate, content: Content) -> bool:
    """Whether somebody agrees that something is so, rather than to give it."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    following = words[predicate.cue.last] if predicate.cue.last < scene.sentence.last else ""
    return following in lists["complement"] or following in lists["with"] or content.type in _ADMISSION


def _main_holders(scene: Scene, predicate: Predicate) -> tuple[Named, ...]:
    """Gives who sets the condition that a predicate stands in: the speaker, else the main clause's holders."""
    main = [
        one.holders for one in scene.predicates if one.zone != predicate.zone and one.holders and one.stance != "say"
    ]
    return scene.speaker_at(predicate.cue.first) or (main[0] if main else ())


def _tells(scene: Scene, predicate: Predicate, content: Content, inner: int, *, right: bool) -> bool:
    """Whether `will` makes a position: it denies, announces a membership or a force, or tells what one could do."""
    if predicate.negated or inner < 0:
        return content.type != "mutual-defence"
    if scene.reading.tokens.norms[predicate.cue.first] in scene.reading.language.words.get("perfect", frozenset()):
        return False  # "hat", "est": no future
    announced = content.type in ("nato-membership", "eu-membership", "troop-presence")
    if right:
        word = scene.reading.tokens.norms[predicate.cue.first]
        return content.type == "troop-presence" and word in scene.reading.language.words["possible"]
    if scene.reading.language.code == "en":
        words, lists = scene.reading.tokens.norms, scene.reading.language.words
        if content.type == "nato-non-enlargement" and predicate.cue.last == content.first and predicate.holders:
            return True  # "would veto Ukraine's entry"
        between = range(predicate.cue.last, content.first)
        plain = all(
            words[at] in lists["be"] or words[at] in lists["softeners"] or words[at] in lists["soft"] for at in between
        )
        return announced and predicate.cue.last <= content.first and plain
    return announced and 0 <= content.first - predicate.cue.last <= 4


def _announced(
    scene: Scene, said: Predicate, below: Predicate, content: Content, inner: int, given: bool
) -> list[Link]:
    """`заявили о готовности направить войска`: who says so is who is ready."""
    plain = below.cue.form == "noun" and below is not said and not below.holders and below.stance != "stop"
    if scene.reading.language.code == "en" or not plain or said.zone != below.zone or not said.holders:
        return []
    sign = -1 if below.stance in ("against", "doubt") else 1
    return [Link(said.holders, below, below.stance, sign, inner * sign, content, given)]


def _who(scene: Scene, predicate: Predicate) -> tuple[Named, ...] | None:
    """Gives the holders of a predicate: nobody (empty), or None where what it depends on decides."""
    speakers = scene.speaker_at(predicate.cue.first)
    if predicate.kind == "modal":
        english = scene.reading.language.code == "en"
        depends = predicate.parent is not None and predicate.parent.stance != "say"
        return None if english and depends and not speakers else speakers  # "does not think Ukraine should join"
    if predicate.kind == "adjective":
        return predicate.holders or speakers
    if predicate.kind == "passive":
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
