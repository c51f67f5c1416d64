"""The predicates of a sentence: each cue with its form, its negation, its holders, and the predicate it depends on."""

from tagging.positions import brackets, subjects
from tagging.positions.contents import Content
from tagging.positions.cues import choose
from tagging.positions.elsewhere import (
    after_quote,
    agent,
    following_subject,
    look_back,
    named_after,
    possessor,
    seat,
    to_whom,
)
from tagging.positions.english import (
    calls_for,
    is_an_official,
    is_of_a_guarantee,
    is_wish,
    nearest,
    past_hearer,
    so_did,
    who_is_quoted,
    who_says_it_last,
)
from tagging.positions.forms import kind_of
from tagging.positions.holders import another_between, give, last_before
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.positions.zones import cut
from tagging.reading import Reading, Sentence

_DOCUMENT = 6
"""Tokens between a verb and the document that is proposed."""
_NEGATION_REACH = 4
_SAID_WITH_A_CUE = ("nato-non-enlargement", "demilitarisation")
"""Types whose very name holds words that are cues elsewhere (`limits on`, `kept out`)."""
_SLAVIC_REACH = 2


def scene(reading: Reading, sentence: Sentence, contents: list[Content], memory: Memory) -> Scene:
    """Gives the scene of a sentence, its holders resolved with what is remembered; remembers its subjects."""
    naming = [one for one in contents if one.kind in ("strong", "anchor", "bare")]
    stands = subjects.standings(reading, sentence, naming)
    found = Scene(reading, sentence, cut(reading, sentence), stands, contents)
    found.speakers = [()] * (sentence.last - sentence.first)
    memory.named(sentence.actors)
    blocked = {at for one in naming for at in range(one.first + (one.type not in _SAID_WITH_A_CUE), one.last)}
    if reading.language.code == "de":
        blocked -= {one.last - 1 for one in naming if one.last - one.first > 1 and one.type not in _SAID_WITH_A_CUE}  # "Soldaten in die Ukraine schicken"
    for cue in choose(reading, sentence, blocked):
        predicate = Predicate(cue, kind_of(reading, cue), found.zone_at(cue.first))
        predicate.negated = _negated(found, predicate)
        opening = brackets.opening(found, predicate)
        if opening is not None:
            _close(found, predicate, opening, memory)
        else:
            _attach(found, predicate, memory)
            _absorb(found, predicate)
        found.predicates.append(predicate)
        _remember_author(found, predicate, memory)
        if predicate.source in ("subject", "agent", "after"):
            memory.subject(predicate.holders, speaks=is_an_official(found, predicate))
    so_did(found)
    for predicate in found.predicates:
        predicate.negated ^= predicate.opens < 0 and brackets.is_negated_after(found, predicate)
    _remember_main(found, memory)
    return found


def _remember_author(found: Scene, predicate: Predicate, memory: Memory) -> None:
    """Remembers whose document an English sentence tells of: `the US plan`, `published drafts`, `a plan backed by`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    if found.reading.language.code != "en" or not predicate.holders or predicate.stance not in ("propose", "back"):
        return
    cue = predicate.cue
    if predicate.source == "possessor":
        near = words[cue.first : cue.last]
    elif predicate.kind == "passive":
        near = words[max(found.sentence.first, cue.first - _DOCUMENT) : cue.first]
    else:
        near = words[cue.last : cue.last + _DOCUMENT] if predicate.stance == "propose" else []
    if any(word in lists["documents"] for word in near):
        memory.author = predicate.holders[0]


def _remember_main(found: Scene, memory: Memory) -> None:
    """Remembers the subject of the main clause: whom `he` in the next sentence most likely means."""
    for zone in found.zones:
        if zone.kind in ("main", "plain", "coordinate"):
            main = subjects.find(found.reading, found.sentence, found.stands, zone.first, zone.last)
            if main is not None and main.actors:
                memory.subject(main.actors)
                return


def _close(found: Scene, predicate: Predicate, opening: Predicate, memory: Memory) -> None:
    """Makes one predicate of the two halves of a German one; `muss` and `soll` stay what it depends on."""
    predicate.opens = opening.cue.first
    predicate.negated = brackets.is_negated(found, predicate, opening.cue.first)
    if opening.stance == "modal":
        opening.negated, predicate.negated = predicate.negated, False
        opening.opens = opening.cue.first
        predicate.parent, predicate.kind = opening, "infinitive"
        return
    found.predicates.remove(opening)
    predicate.holders, predicate.source = opening.holders, opening.source
    predicate.subject_first, predicate.first_person = opening.subject_first, opening.first_person
    predicate.kind, predicate.parent = "finite", opening.parent
    if predicate.stance == "say" and opening.stance == "want":
        predicate.instead = "want"  # "will keine Soldaten sehen"
    if brackets.is_passive(found, predicate, opening):
        predicate.kind, predicate.holders, predicate.source = "passive", (), ""
        predicate.first_person = False
        words, lists = found.reading.tokens.norms, found.reading.language.words
        by = next((at for at in range(opening.cue.last, predicate.cue.first) if words[at] in lists["by"]), -1)
        if by >= 0:
            give(found, predicate, named_after(found, by + 1), "agent", memory)


def _absorb(found: Scene, predicate: Predicate) -> None:
    """Lets a verb take the place of its own `will`, and makes one after `must` depend on it."""
    previous = found.predicates[-1] if found.predicates else None
    if previous is None or previous.kind != "modal" or predicate.zone != previous.zone or predicate.cue.form == "noun":
        return
    if predicate.cue.first - previous.cue.last > 3 or predicate.kind == "modal":
        return
    if previous.stance == "will":
        found.predicates.pop()
        predicate.parent = previous.parent
        if found.reading.language.code != "en":
            predicate.negated ^= previous.negated  # "не будет размещать", "n'a pas exclu": it stands before both
            if predicate.kind == "infinitive" and not predicate.source and previous.parent is None:
                predicate.kind, predicate.holders = "finite", previous.holders  # "pourrait assurer"
                predicate.source, predicate.subject_first = previous.source, previous.subject_first
                predicate.first_person = previous.first_person
        if predicate.kind == "passive" and not predicate.holders:
            predicate.parent = _governing(found, predicate)
    elif predicate.cue.form == "verb":
        predicate.parent = previous
        predicate.kind = "infinitive"
        predicate.holders, predicate.source = (), ""
        previous.negated = False  # `not` between the two was counted with the verb


def _negated(found: Scene, predicate: Predicate) -> bool:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    floor = found.zones[predicate.zone].first
    previous = found.predicates[-1] if found.predicates else None
    if previous is not None:
        floor = max(floor, previous.cue.last if previous.stance != "will" else previous.cue.first)
    count = 0
    code = found.reading.language.code
    reach = _SLAVIC_REACH if code in ("ru", "uk") else _NEGATION_REACH
    named = {at for one in found.contents if one.kind == "strong" for at in range(one.first, one.last)}
    for at in range(max(floor, predicate.cue.first - reach), predicate.cue.first):
        only = code == "en" and words[at + 1] in lists["merely"]  # "not just promises"
        count += words[at] in lists["negation"] and at not in named and not only
    if code == "en" and "nor" in words[max(floor, predicate.cue.first - reach) : predicate.cue.first]:
        count = 1  # "neither Germany nor Italy is": two that are one
    if code in ("ru", "uk") and words[predicate.cue.first] in lists["negation"]:
        return False  # "ніколи не погодиться": the cue has its own
    if code in ("ru", "uk", "fr"):
        return count > 0  # "никогда не", "ne … jamais": two that are one
    if predicate.kind == "modal" and code == "en":
        after = range(predicate.cue.first, min(predicate.cue.last + 1, len(words)))
        count += any(words[at] in lists["negation"] and at not in named for at in after)
    return count % 2 == 1


def _attach(found: Scene, predicate: Predicate, memory: Memory) -> None:
    zone = found.zones[predicate.zone]
    before = [other for other in found.predicates if other.zone == predicate.zone]
    if predicate.kind == "passive" and is_wish(found, predicate):
        predicate.instead, predicate.parent = "want", before[-1] if before else _governing(found, predicate)
        return
    if predicate.kind == "passive":
        give(found, predicate, agent(found, predicate), "agent", memory)
        predicate.parent = before[-1] if before else _governing(found, predicate)
        return
    if predicate.cue.form == "noun":
        possessor(found, predicate, before, memory)
        return
    if predicate.cue.form in ("adjective", "effect"):
        give(found, predicate, to_whom(found, predicate), "agent", memory)
        return
    if found.reading.language.code == "de" and (parted := _parted(found, predicate)):
        give(found, predicate, parted, "after", memory)
        return
    start = max([zone.first, *(other.cue.last for other in before)])
    if predicate.stance == "say" and found.reading.language.code == "en" and who_is_quoted(found, predicate, memory):
        return
    after = who_says_it_last(found, predicate, following_subject)
    if after is not None:
        give(found, predicate, after, "after", memory)
        return
    start = past_hearer(found, start, predicate.cue.first)
    if is_of_a_guarantee(found, start, predicate, before):
        predicate.parent = before[-1] if before else _governing(found, predicate) or last_before(found, predicate.zone)
        return
    subject = subjects.find(found.reading, found.sentence, found.stands, start, predicate.cue.first)
    if found.reading.language.code == "en":
        subject = nearest(found, subject, predicate)
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
        predicate.instead = "want"  # "is pressing the West to provide", whatever the verb
    governing = _governing(found, predicate)
    if subject is not None and governing is not None and governing.stance in ("want", "propose", "back") and not before:
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
        return
    if found.reading.language.code != "en" or after_quote(found, predicate):
        give(found, predicate, following_subject(found, predicate), "after", memory)
    if not predicate.source:
        look_back(found, predicate, memory)
    if not predicate.source and predicate.parent is None:
        give(found, predicate, following_subject(found, predicate), "after", memory)
    if not predicate.holders:
        give(found, predicate, seat(found, predicate), "after", memory)


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
    if predicate.kind == "finite" and any(word in lists["coordinate"] for word in between):
        other = next((one for one in reversed(before) if one.kind == "finite" and one.holders), other)
    predicate.parent = other if predicate.kind != "finite" or other.stance in ("modal", "say") else other.parent
    joined = any(word in lists["coordinate"] for word in between)
    if found.reading.language.code == "en" and other.stance == "say" and predicate.kind == "finite" and not joined:
        return  # "said 26 nations had pledged": whoever it is, it is not who says so
    if predicate.kind == "finite":
        predicate.holders, predicate.source = other.holders, "shared" if other.holders else ""
        predicate.first_person = other.first_person


def _governing(found: Scene, predicate: Predicate) -> Predicate | None:
    """Gives the predicate whose clause (`that`, `where`) a zone is, if it is one."""
    zone = found.zones[predicate.zone]
    if zone.kind not in ("complement", "relative"):
        return None
    before = last_before(found, predicate.zone)
    return before if before is not None and before.zone == predicate.zone - 1 else None
