"""Which predicate speaks of which content, and so: who takes which stance on it."""

from tagging.positions.appositions import apposition
from tagging.positions.assertion import acts, doubts_another, is_topic, is_unbelief, only_asks, rules_out
from tagging.positions.contents import Content, is_denied_within, is_negated
from tagging.positions.givers import given_by
from tagging.positions.governors import governor_before, governor_behind
from tagging.positions.needs import (
    comes_later,
    in_exchange,
    is_condition_of_all,
    is_in_lack,
    is_indispensable,
    is_must,
    is_of_any,
    is_worth_nothing_alone,
)
from tagging.positions.scene import Link, Predicate, Scene
from tagging.positions.seekers import seeker
from tagging.positions.telling import (
    agrees_that,
    is_adjective_of_guarantee,
    is_dropped,
    is_given,
    is_not_got,
    is_veto,
    only_names,
    only_passes,
    only_spares,
    only_words,
    tells,
    tells_a_paper,
)
from tagging.positions.topics import is_fronted, on_topic
from tagging.positions.wants import is_wanted, wanted
from tagging.positions.whose import announced, denied, main_holders, who


def links(scene: Scene, content: Content) -> list[Link]:
    """Gives every stance that the sentence tells of a content."""
    if is_fronted(scene, content):
        return on_topic(scene, content)
    left = governor_before(scene, content)
    inner = 1
    if left is None or not left.cue.first <= content.first < left.cue.last:
        last = content.first + 1 if scene.reading.language.code == "de" else content.last  # "keine Soldaten … schicke"
        behind = left is not None and left.opens < 0 and left.cue.first >= last and not left.negated
        floor = left.cue.last if left is not None and not behind else scene.sentence.first
        counted = left is not None and left.negated and left.kind == "modal"
        follows = scene.reading.tokens.norms[floor : floor + 1]
        floor += counted and not scene.reading.language.words["negation"].isdisjoint(follows)
        inner = -1 if is_negated(scene.reading, content, floor) else 1
    counted = scene.reading.language.code != "en" and left is not None and left.negated  # "will keine Soldaten sehen"
    inner = -1 if is_denied_within(scene.reading, content) and not counted else inner
    code = scene.reading.language.code
    if code != "en" and left is not None and left.cue.first == content.first and left.stance in ("against", "stop"):
        inner = -1 if content.nature.has("concession") else inner  # the content tells the refusal already
    elif code != "en" and left is not None and left.stance == "against" and is_veto(scene, content):
        inner = -1  # "droht mit einem Veto gegen den Beitritt"
    if code == "en" and left is not None and is_must(scene, left, content):
        return wanted(scene, left, content)
    if code == "en" and is_indispensable(scene, content):
        holders = scene.speaker_at(content.first) or next((one.holders for one in scene.predicates if one.holders), ())
        return (
            [Link(holders, left or scene.predicates[0], "want", 1, 1, content, False)]
            if holders and scene.predicates
            else []
        )
    if code != "en" and is_condition_of_all(scene, content):
        holders = scene.speaker_at(content.first)
        return [Link(holders, left or scene.predicates[0], "want", 1, 1, content, False)] if holders else []
    if left is not None and in_exchange(scene, left, content):
        return wanted(scene, left, content)
    if content.kind == "anaphor" and code == "en":
        apart = apposition(scene, content)
        if apart is not None:
            return apart
    got = given_by(scene, content)
    if got:
        return got
    found: list[Link] = []
    sought = seeker(scene, content)
    if sought is not None:
        sign = -1 if sought.stance in ("against", "doubt") else 1
        return [
            Link(sought.holders, sought, sought.stance, sign * (-1 if sought.negated else 1), inner, content, False)
        ]
    passed = inner
    if left is not None:
        turned = _climb(scene, left, content, inner, found)
        passed = turned if left.zone == scene.zone_at(content.first) else inner
    right = governor_behind(scene, content, left)
    if right is not None and right.cue.form in ("adjective", "effect") and is_in_lack(scene, content):
        right = None  # "Without the Americans, the force would not deter anyone"
    if right is not None and right.kind == "modal" and code == "en" and is_of_any(scene, content):
        right = None
    if right is not None and not (left is not None and is_unbelief(scene, left)):
        _climb(scene, right, content, passed, found, right=True)
    alone = any(is_worth_nothing_alone(scene, one) for one in scene.contents) if inner < 0 else False
    if not found and inner < 0 and content.kind != "anaphor" and not alone:
        denied(scene, content, left, found)
    return [one for one in found if one.sign * one.inner < 0 or is_wanted(one)] if is_topic(scene, content) else found


def _climb(
    scene: Scene, predicate: Predicate, content: Content, inner: int, found: list[Link], *, right: bool = False
) -> int:
    """Follows a predicate to those it depends on; gives how the content is turned round on the way."""
    given = False
    at: Predicate | None = predicate
    below = predicate
    for _ in range(8):
        if at is not None and at.stance == "say":
            found += announced(scene, at, below, content, inner, given)
        if at is not None and at.stance == "say" and only_words(scene, at):
            at = at.parent
            continue
        if at is None or at.stance == "say":
            break
        if (
            scene.reading.language.code == "en"
            and at.kind == "participle"
            and scene.reading.tokens.norms[at.cue.first - 1] == "as"
        ):
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
        holders, stance = who(scene, at), at.stance
        if at.kind == "modal" and at is predicate and at.cue.last == content.first and content.nature.refuses_admission:
            holders = holders or tuple(one for one in at.holders if one.id.startswith("org/")) or holders
        apart = scene.reading.language.code == "en" and (
            (at.zone != predicate.zone and predicate.kind == "finite") or predicate.stance == "modal"
        )
        if at.stance == "will" and at is not predicate and at.holders and not is_given(scene, predicate) and not apart:
            holders, stance = at.holders, predicate.stance  # "would play its part in guaranteeing"
        elif at.stance == "will" and tells_a_paper(scene, at):
            inner *= -1 if at.negated else 1
            at = at.parent
            continue
        elif at.stance == "will" and not tells(scene, at, content, inner, right=right):
            break
        elif at.stance == "will" and right and not at.negated:
            stance = "propose"  # "European soldiers could monitor a ceasefire"
        if holders and scene.zones[at.zone].kind == "condition" and sign * inner > 0:
            holders, stance = main_holders(scene, at), "want"  # "if the West gives guarantees": wants them
        elif holders and scene.zones[at.zone].kind == "condition" and scene.reading.language.code not in ("fr", "de"):
            break  # "if they do not join": only supposed
        if holders and only_asks(scene, at):
            holders = None
        if holders is None:
            inner *= sign
            at = at.parent
            continue
        if scene.reading.language.code != "en":
            holders = tuple([one for one in holders if not is_adjective_of_guarantee(scene, one)])
        if not holders:
            break
        if at.negated and only_spares(scene, at):
            break
        if below_it.kind == "participle" and comes_later(scene, below_it) and at.stance == "want":
            found.append(Link(holders, below_it, "doubt", -1, 1, content, False))
            break
        if only_passes(scene, at) or is_not_got(scene, at):
            break
        if is_dropped(scene, at):
            inner *= sign
            at = at.parent
            continue
        word, lists = scene.reading.tokens.norms[at.cue.first], scene.reading.language.words
        signs = word in lists["signing"]
        agrees = word in lists["agreeing"] and not agrees_that(scene, at, content)
        found.append(Link(holders, at, stance, sign, inner, content, given, acts(scene, at, below_it), signs, agrees))
        if right or not (
            at.kind in ("noun", "participle") or (at.parent and at.parent.stance != "say" and at.source != "shared")
        ):
            break
        inner *= sign
        at = at.parent
        if at is not None and (
            is_unbelief(scene, at) or doubts_another(scene, at, found) or rules_out(scene, at, below)
        ):
            found.clear()  # "did not think Ukraine was ready": what is not believed is nobody's position
    return inner
