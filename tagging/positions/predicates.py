"""The predicates of a sentence: each cue with its form, its negation, its holders, and the predicate it depends on."""

from tagging.positions import brackets, named_speech, subjects, verdicts
from tagging.positions.attaching import attach, clause_governor
from tagging.positions.contents import Content
from tagging.positions.cues import choose
from tagging.positions.denials import is_denied_ahead, is_only_no_combat
from tagging.positions.elsewhere import named_after
from tagging.positions.english import is_an_official, signed_with, so_did
from tagging.positions.forms import kind_of
from tagging.positions.holders import give, in_office
from tagging.positions.memory import Memory
from tagging.positions.nobody import end_of_nobody
from tagging.positions.papers import remember_author, under_a_paper
from tagging.positions.scene import Predicate, Scene
from tagging.positions.standings import standings
from tagging.positions.wished import go_to, is_denied_too
from tagging.positions.zones import cut
from tagging.reading import Reading, Sentence

_NEGATION_REACH = 4
_SLAVIC_REACH = 2


def scene(reading: Reading, sentence: Sentence, contents: list[Content], memory: Memory) -> Scene:
    """Gives the scene of a sentence, its holders resolved with what is remembered; remembers its subjects."""
    naming = [one for one in contents if one.kind in ("strong", "anchor", "bare")] if contents else []
    stands = standings(reading, sentence, naming)
    found = Scene(reading, sentence, cut(reading, sentence), stands, contents)
    found.speakers = [()] * (sentence.last - sentence.first)
    memory.named(sentence.actors)
    joint = reading.language.words.get("joint", frozenset())
    if memory.author is None and not joint.isdisjoint(reading.tokens.norms[sentence.first : sentence.last]):
        memory.author = memory.coalition  # what a coalition's countries declare together is theirs
    ahead = verdicts.find(reading, sentence)
    for cue in choose(reading, sentence, _blocked(reading, naming)) if sentence.of("cue") else ():
        verdicts.give(found, ahead, cue.first, memory, _negated)
        predicate = Predicate(cue, kind_of(reading, cue), found.zone_at(cue.first))
        predicate.negated = _negated(found, predicate)
        opening = brackets.opening(found, predicate)
        if opening is not None:
            _close(found, predicate, opening, memory)
        else:
            attach(found, predicate, memory)
            if named_speech.tells_nothing(found, predicate):
                continue
            _absorb(found, predicate)
            predicate.negated |= is_denied_too(found, predicate)
        found.predicates.append(predicate)
        remember_author(found, predicate, memory)
        if predicate.source in ("subject", "agent", "after"):
            memory.subject(predicate.holders, speaks=is_an_official(found, predicate))
    verdicts.give(found, ahead, sentence.last, memory, _negated)
    if found.predicates:
        so_did(found)
        signed_with(found)
    under_a_paper(found, memory)
    if reading.language.code == "de":
        for predicate in found.predicates:
            predicate.negated ^= predicate.opens < 0 and brackets.is_negated_after(found, predicate)
    _remember_main(found, memory)
    return found


def _blocked(reading: Reading, naming: list[Content]) -> set[int]:
    """Gives the tokens within the names of guarantees, at which no cue begins."""
    blocked: set[int] = set()
    for one in naming:
        if one.nature.has("holds-cues"):
            blocked.update(range(one.first, one.last))
        else:
            german = reading.language.code == "de" and one.last - one.first > 1  # "Soldaten in die Ukraine schicken"
            blocked.update(range(one.first + 1, one.last - german))
    return blocked


def _remember_main(found: Scene, memory: Memory) -> None:
    """Remembers the subject of the main clause: whom `he` in the next sentence most likely means."""
    for zone in found.zones:
        if zone.kind in ("main", "plain", "coordinate"):
            main = subjects.find(found.reading, found.sentence, found.stands, zone.first, zone.last)
            if main is not None and main.actors:
                for one in found.predicates:
                    several = len(one.holders) > 1 and one.source == "subject" and one.zone > 0
                    if several and main.actors[0] in one.holders[:-1]:
                        memory.subject(one.holders)
                        return
                memory.subject(main.actors)
                return
            if main is not None and (meant := in_office(found, main, memory)):
                memory.subject(meant)
                return
    if memory.person is not None or found.reading.language.code != "en":
        return
    people = {one.id: one for one in found.sentence.actors if one.id.startswith("person/")}
    if len(people) == 1:
        memory.subject(tuple(people.values()))


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
        predicate.stance = "want"  # "will keine Soldaten sehen"
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
        go_to(found, predicate, previous)
        if found.reading.language.code != "en":
            # "не будет размещать": it stands before both; "n'a jamais demandé" says it twice
            double = found.reading.language.code == "fr" and predicate.negated
            predicate.negated = double or predicate.negated ^ previous.negated
            if predicate.kind == "infinitive" and not predicate.source and previous.parent is None:
                predicate.kind, predicate.holders = "finite", previous.holders  # "pourrait assurer"
                predicate.source, predicate.subject_first = previous.source, previous.subject_first
                predicate.first_person = previous.first_person
        if predicate.kind == "passive" and not predicate.holders:
            predicate.parent = clause_governor(found, predicate)
    elif predicate.cue.form == "verb":
        predicate.parent = previous
        predicate.kind = "infinitive"
        predicate.holders, predicate.source = (), ""
        previous.negated = False  # `not` between the two was counted with the verb


def _is_of_its_subject(found: Scene, at: int, predicate: Predicate) -> bool:
    """Whether a `no` denies the guarantee that an English modal speaks of, counted there: `no soldier will`."""
    flips = found.reading.tokens.norms[at] in found.reading.language.words["flips_content"]
    return flips and any(
        one.kind != "anaphor" and at < one.first <= at + 2 and one.last <= predicate.cue.first for one in found.contents
    )


def _negated(found: Scene, predicate: Predicate) -> bool:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    floor = found.zones[predicate.zone].first
    previous = found.predicates[-1] if found.predicates else None
    if previous is not None:
        floor = max(floor, previous.cue.last if previous.stance != "will" else previous.cue.first)
    if words[predicate.cue.last : predicate.cue.last + 1] == ["but"] and predicate.cue.form == "noun":
        return False  # "is not an ultimatum but a request"
    code = found.reading.language.code
    reach = _SLAVIC_REACH if code in ("ru", "uk") else _NEGATION_REACH
    nobody = end_of_nobody(found, predicate)
    count = int(nobody >= 0)
    negation, start = lists["negation"], max(floor, nobody, predicate.cue.first - reach)
    near = words[start : predicate.cue.first]
    for at, word in () if negation.isdisjoint(near) else enumerate(near, start):
        if word not in negation or _is_named(found, at):
            continue
        if word == "without" and code == "en" and at + 1 < predicate.cue.first:
            continue  # "guarantees without Russia made no sense"
        if predicate.kind == "modal" and code == "en" and _is_of_its_subject(found, at, predicate):
            continue
        count += words[at + 1] not in lists["merely"]  # "not just promises", "не раз предлагала"
    if code == "en" and "nor" in near:
        count = 1  # "neither Germany nor Italy is": two that are one
    if code in ("ru", "uk") and words[predicate.cue.first] in lists["negation"]:
        return False  # "ніколи не погодиться": the cue has its own
    if code in ("ru", "uk", "fr"):
        return count > 0  # "никогда не", "ne … jamais": two that are one
    if code == "en" and nobody < 0 and predicate.kind != "infinitive" and is_denied_ahead(found, predicate):
        count += 1
    if predicate.kind == "modal" and code == "en":
        first, after = predicate.cue.first, words[predicate.cue.first : predicate.cue.last + 1]
        count += not negation.isdisjoint(after) and any(
            word in negation and not _is_named(found, at) for at, word in enumerate(after, first)
        )
    return count % 2 == 1 and not (code == "en" and is_only_no_combat(found, predicate))


def _is_named(found: Scene, at: int) -> bool:
    """Whether a token is within the name of a guarantee."""
    return any(one.kind == "strong" and one.first <= at < one.last for one in found.contents)
