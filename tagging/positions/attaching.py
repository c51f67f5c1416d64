"""Who holds a verb, and which other verb it depends on."""

from tagging.positions import subjects
from tagging.positions.earlier import look_back
from tagging.positions.elsewhere import after_quote, agent, following_subject, seat, to_whom
from tagging.positions.english import (
    calls_for,
    is_added_passive,
    is_of_a_guarantee,
    is_wish,
    nearest,
    past_hearer,
    who_is_quoted,
    who_says_it_last,
)
from tagging.positions.holders import another_between, give, last_before
from tagging.positions.memory import Memory
from tagging.positions.papers import whose_paper
from tagging.positions.possessors import possessor
from tagging.positions.resumed import resumed
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.positions.wished import as_wished, goes_on_acting, shown_doing

_PLURAL = ("ят", "ют", "ут", "ат", "ять", "ють", "уть", "ать", "ли", "ся", "ны", "вы", "ві", "ні", "ти", "ть")
"""Endings of Slavic verbs of which one person is no subject, or may be none."""


def attach(found: Scene, predicate: Predicate, memory: Memory) -> None:
    zone = found.zones[predicate.zone]
    before = [other for other in found.predicates if other.zone == predicate.zone] if found.predicates else []
    if predicate.kind == "passive" and is_wish(found, predicate):
        predicate.stance, predicate.parent = "want", before[-1] if before else clause_governor(found, predicate)
        return
    if predicate.kind == "passive":
        give(found, predicate, agent(found, predicate), "agent", memory)
        predicate.parent = before[-1] if before else clause_governor(found, predicate)
        return
    if predicate.cue.form == "noun":
        possessor(found, predicate, before, memory)
        return
    if predicate.cue.form in ("adjective", "effect"):
        give(found, predicate, to_whom(found, predicate) or whose_paper(found, predicate, memory), "agent", memory)
        return
    if found.reading.language.code == "de" and (parted := _parted(found, predicate)):
        give(found, predicate, parted, "after", memory)
        return
    passed = (_is_between, is_added_passive)
    start = zone.first
    if before:
        start = max([start, *(one.cue.last for one in before if not any(skip(found, one) for skip in passed))])
    if predicate.stance == "say" and found.reading.language.code == "en" and who_is_quoted(found, predicate, memory):
        return
    after = who_says_it_last(found, predicate, following_subject) if predicate.stance == "say" else None
    if after is not None:
        give(found, predicate, after, "after", memory)
        return
    start = past_hearer(found, start, predicate.cue.first)
    if is_of_a_guarantee(found, start, predicate, before):
        predicate.parent = (
            before[-1] if before else clause_governor(found, predicate) or last_before(found, predicate.zone)
        )
        return
    subject = subjects.find(found.reading, found.sentence, found.stands, start, predicate.cue.first)
    if found.reading.language.code == "en":
        subject = shown_doing(found, nearest(found, subject, predicate), predicate)
        subject = None if before and goes_on_acting(found, predicate, before) else subject
    if found.reading.language.code != "en":
        bare = predicate.kind == "infinitive" and not before
        subject = None if bare else _rather_after(found, predicate, subject)
    if predicate.kind == "participle" and before and calls_for(found, predicate, before[-1]):
        predicate.holders, predicate.source, predicate.kind = before[-1].holders, "shared", "finite"
        return
    if subject is not None and predicate.kind in ("infinitive", "participle") and before:
        predicate.parent = before[-1]  # "urged the US to provide"
        return
    if subject is not None and predicate.kind == "infinitive" and another_between(found, subject, predicate):
        predicate.stance = "want"  # "is pressing the West to provide", whatever the verb
    governing = clause_governor(found, predicate)
    if (
        subject is not None
        and governing is not None
        and not before
        and zone.kind == "complement"
        and (governing.stance in ("want", "propose", "back") or as_wished(found, predicate, governing))
    ):
        predicate.kind, predicate.parent = "infinitive", governing  # "demanded that NATO deny"
        return
    if subject is not None:
        give(found, predicate, subject, "subject", memory)
        if zone.kind == "complement" or before:
            predicate.parent = before[-1] if before else last_before(found, predicate.zone)
        return
    inverted = before and found.reading.language.code == "fr" and predicate.stance == "say"
    if inverted and before[-1].stance == "will" and before[-1].source != "subject":  # "a déclaré lundi Emmanuel Macron"
        give(found, predicate, following_subject(found, predicate), "after", memory)
    if predicate.source:
        return
    if before:
        _share(found, predicate, before)
        fronted = before[0].cue.form == "noun" and predicate.kind == "finite"
        if fronted and not predicate.holders and found.reading.language.code in ("ru", "uk"):
            give(found, predicate, following_subject(found, predicate), "after", memory)  # "идею поддержал Макрон"
        return
    put_before = resumed(found, predicate)
    if put_before is not None:
        give(found, predicate, put_before, "subject", memory)
        return
    if found.reading.language.code != "en" or after_quote(found, predicate):
        give(found, predicate, following_subject(found, predicate), "after", memory)
    if not predicate.source:
        look_back(found, predicate, memory)
    if not predicate.source and predicate.parent is None:
        give(found, predicate, following_subject(found, predicate), "after", memory)
    if not predicate.holders:
        give(found, predicate, seat(found, predicate), "after", memory)
    if not predicate.source:
        _goes_on(found, predicate)


def _goes_on(found: Scene, predicate: Predicate) -> None:
    """Gives a Slavic verb without a subject to who says the clause: `сказал, что готов отправить солдат`."""
    said = predicate.parent
    slavic = found.reading.language.code in ("ru", "uk") and predicate.kind == "finite" and predicate.stance != "say"
    if not slavic or said is None or said.stance != "say" or not said.holders:
        return
    word = found.reading.tokens.norms[predicate.cue.first]
    word = found.reading.tokens.norms[predicate.cue.first + 1] if word in ("не", "ни", "ні") else word
    several = len(said.holders) > 1 or not said.holders[0].id.startswith("person/")
    if several or not word.endswith(_PLURAL):
        predicate.holders, predicate.source = said.holders, "shared"


def _is_between(found: Scene, other: Predicate) -> bool:
    """Whether a German noun or adjective only stands between a subject and its verb, which comes last."""
    return found.reading.language.code == "de" and other.cue.form in ("noun", "adjective", "effect")


def _parted(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives the actor that stands between the halves of a verb that opens its clause: `machte Selenskyj deutlich`."""
    first, cue = found.zones[predicate.zone].first, predicate.cue
    before = subjects.find(found.reading, found.sentence, found.stands, first, cue.first)
    inside = subjects.find(found.reading, found.sentence, found.stands, cue.first + 1, cue.last)
    return inside if before is None and inside is not None and inside.actors else None


def _rather_after(found: Scene, predicate: Predicate, subject: Subject | None) -> Subject | None:
    """Gives the actor behind the verb where the one before it only modifies (`Nato-Truppen will Moskau nicht`)."""
    if subject is None or not subject.actors:
        return subject
    weak = {one.first for one, stands in zip(found.sentence.actors, found.stands, strict=True) if stands.weak}
    if subject.first not in weak:
        return subject
    end = min(predicate.cue.last + 2, found.zones[predicate.zone].last)
    after = subjects.find(found.reading, found.sentence, found.stands, predicate.cue.last, end)
    return after if after is not None and after.actors and after.first not in weak else subject


def _share(found: Scene, predicate: Predicate, before: list[Predicate]) -> None:
    """Takes the subject of the predicate before it in the same zone; after `and`, of the last finite one."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    other = before[-1]
    between = words[other.cue.last : predicate.cue.first]
    joined = not lists["coordinate"].isdisjoint(between)
    if predicate.kind == "finite" and joined:
        other = next((one for one in reversed(before) if one.kind == "finite" and one.holders), other)
    predicate.parent = other if predicate.kind != "finite" or other.stance in ("modal", "say") else other.parent
    if found.reading.language.code == "en" and other.stance == "say" and predicate.kind == "finite" and not joined:
        return  # "said 26 nations had pledged": whoever it is, it is not who says so
    if predicate.kind == "finite":
        predicate.holders, predicate.source = other.holders, "shared" if other.holders else ""
        predicate.first_person = other.first_person


def clause_governor(found: Scene, predicate: Predicate) -> Predicate | None:
    """Gives the predicate whose clause (`that`, `where`) a zone is, if it is one."""
    zone = found.zones[predicate.zone]
    if zone.kind not in ("complement", "relative"):
        return None
    before = last_before(found, predicate.zone)
    return before if before is not None and before.zone == predicate.zone - 1 else None
