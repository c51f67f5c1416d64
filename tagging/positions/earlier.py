"""The subject of a clause that names none: it stands in a clause before."""

from tagging.positions import subjects
from tagging.positions.holders import give, last_before
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named

_CLEFT = 6
"""Tokens from `it was` to who it was."""
_ADDING = frozenset([("as", "well"), ("along", "with"), ("together", "with"), ("in", "addition")])
"""How a phrase begins that adds somebody to the subject before it."""
ASIDES = ("relative", "aside", "condition", "subordinate")
"""Kinds of zones whose subject is not that of the clause that goes on after them."""


def look_back(found: Scene, predicate: Predicate, memory: Memory) -> None:
    """Finds the subject of a zone that names none: it stands in a zone before."""
    zone = found.zones[predicate.zone]
    if zone.kind == "complement" and (meant := _it_was(found, predicate.zone)):
        give(found, predicate, Subject((meant,), "", meant.first, meant.last), "relative", memory)
        return
    if zone.kind in ("complement", "subordinate", "condition"):
        predicate.parent = last_before(found, predicate.zone)
        return
    if zone.kind == "relative":
        antecedent = [
            named for named in found.sentence.actors if named.last <= zone.first and zone.first - named.last <= 2
        ]
        if antecedent and found.reading.tokens.norms[predicate.cue.first] in found.reading.language.words["of_papers"]:
            antecedent = [
                one for one in antecedent if not one.id.startswith("person/")
            ]  # "l'accord signé avec X, qui prévoit"
        if antecedent:
            give(
                found,
                predicate,
                Subject((antecedent[-1],), "", antecedent[-1].first, antecedent[-1].last),
                "relative",
                memory,
            )
        elif "among" in found.reading.tokens.norms[max(zone.first - 4, found.sentence.first) : zone.first]:
            earlier = found.zones[predicate.zone - 1]  # "Germany is among those that resisted"
            subject = subjects.find(found.reading, found.sentence, found.stands, earlier.first, earlier.last)
            give(found, predicate, subject, "relative", memory)
        return
    if predicate.stance == "say" and zone.kind == "coordinate" and found.reading.language.code == "en":
        told = [one for one in found.predicates if one.stance == "say" and one.kind == "finite" and one.holders]
        if told:  # "Rutte said that the alliance would …, but added": who spoke goes on
            predicate.holders, predicate.source = told[-1].holders, "shared"
            predicate.first_person = told[-1].first_person
            return
    for place in range(predicate.zone - 1, -1, -1):
        earlier = found.zones[place]
        if earlier.kind in ASIDES and place > 0:
            continue
        if found.reading.tokens.norms[earlier.first] in found.reading.language.words["openers"]:
            continue  # "Asked about meeting Zelensky, …"
        if found.reading.language.code != "en" and place > 0 and _is_inserted(found, place):
            continue
        if found.reading.language.code == "en" and place > 0 and _only_tells_who(found, place):
            continue
        if place > 0 and _is_added(found, place):
            continue
        finite = [other for other in found.predicates if other.kind == "finite" and other.holders]
        within = [other for other in finite if other.zone == place]
        if within:
            predicate.holders, predicate.source = within[0].holders, "shared"
            predicate.first_person, predicate.parent = within[0].first_person, None
            if predicate.kind == "infinitive":
                predicate.parent = within[-1]
            return
        spoken_of = earlier.kind == "plain" and any(
            other.zone < place and found.zones[other.zone].kind not in ASIDES for other in finite
        )
        if spoken_of and not _is_title_of(found, place):
            continue  # more of an object: "with his counterpart, Annalena Baerbock,"
        subject = subjects.find(found.reading, found.sentence, found.stands, earlier.first, earlier.last)
        if subject is not None and not appositive(found, place):
            give(found, predicate, subject, "subject", memory)
            return


def _it_was(found: Scene, place: int) -> Named | None:
    """Gives whom an English clause is of: `It was London, Lavrov said, that had rejected it`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    first = found.zones[place].first
    if found.reading.language.code != "en" or words[first] != "that" or first + 1 >= found.sentence.last:
        return None
    for zone in reversed(found.zones[:place]):
        opens = next((at for at in range(zone.first, zone.last - 1) if words[at] == "it"), -1)
        if opens < 0 or words[opens + 1] not in lists["be"]:
            continue
        named = [one for one in found.sentence.actors if opens < one.first and one.last == zone.last]
        return named[-1] if named and named[0].first - opens <= _CLEFT else None
    return None


def _is_title_of(found: Scene, place: int) -> bool:
    """Whether `and` opens a clause with an office whose holder a zone names: `, and his adviser, X, said`."""
    before, named = found.zones[place - 1], found.zones[place]
    opens = before.kind == "coordinate" and not any(one.zone in (place - 1, place) for one in found.predicates)
    person = any(one.first == named.first and one.id.startswith("person/") for one in found.sentence.actors)
    words, lists = found.reading.tokens.norms, found.reading.language.words
    office = any(words[at] in lists["role_holder"] for at in range(before.first, before.last))
    return found.reading.language.code == "en" and opens and person and office


def _is_added(found: Scene, place: int) -> bool:
    """Whether an English zone only adds to a list (`as well as the EU`) or goes on with a governed one (`, Japan`)."""
    words, zone = found.reading.tokens.norms, found.zones[place]
    if found.reading.language.code != "en":
        return False
    if tuple(words[zone.first : zone.first + 2]) in _ADDING:
        return True
    while place > 0 and _is_only_named(found, place):
        place -= 1
    ends = [index for index, one in enumerate(found.sentence.actors) if one.last == found.zones[place].last]
    return found.zones[place] != zone and bool(ends) and found.stands[ends[-1]].governed


def _is_only_named(found: Scene, place: int) -> bool:
    """Whether a zone holds nothing but actors of a list: `, Japan`, `, Italy and the UK`."""
    words, lists, zone = found.reading.tokens.norms, found.reading.language.words, found.zones[place]
    if any(zone.first <= one.first < zone.last and one.id.startswith("person/") for one in found.sentence.actors):
        return False
    return all(
        at in found.sentence.actor_at or words[at] in lists["coordinate"] or words[at] in lists["determiners"]
        for at in range(zone.first, zone.last)
    )


def _is_inserted(found: Scene, place: int) -> bool:
    """Whether a zone only stands between a subject and its verb: `Putin, said he, asked`."""
    said = [one for one in found.predicates if one.zone == place]
    if any(one.stance == "say" and one.source == "after" for one in said):
        return True
    return found.zones[place].kind == "participle" and not said


def _only_tells_who(found: Scene, place: int) -> bool:
    """Whether an English zone between subject and verb only says who speaks: `The US, Sybiha said, had agreed`."""
    zone, before = found.zones[place], found.zones[place - 1]
    said = [one for one in found.predicates if one.zone == place]
    alone = len(said) == 1 and said[0].stance == "say" and said[0].cue.last == zone.last and zone.last - zone.first <= 6
    open_ = not any(one.zone == place - 1 for one in found.predicates)
    return alone and open_ and any(before.first <= one.first < before.last for one in found.sentence.actors)


def appositive(found: Scene, place: int) -> bool:
    """Whether a zone only says more of the actor before it: `Peskov, the Kremlin spokesman,`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    zone = found.zones[place]
    if place == 0 or zone.kind != "plain":
        return False
    ends_with_actor = any(named.last == found.zones[place - 1].last for named in found.sentence.actors)
    persons = any(one.id.startswith("person/") for one in found.sentence.actors if zone.first <= one.first < zone.last)
    opens = (
        words[zone.first] in lists["determiners"]
        or words[zone.first] in lists["titles"]
        or words[zone.first] in lists["role_holder"]
    )
    return (
        ends_with_actor and not persons and (opens or any(named.first == zone.first for named in found.sentence.actors))
    )
