"""The predicates of a sentence: each cue with its form, its negation, its holders, and the predicate it depends on."""

from dataclasses import dataclass, field

from tagging.positions import brackets, subjects
from tagging.positions.contents import Content
from tagging.positions.cues import Cue, choose
from tagging.positions.forms import Kind, kind_of
from tagging.positions.memory import Memory
from tagging.positions.subjects import Standing, Subject
from tagging.positions.zones import Zone, cut
from tagging.reading import Named, Reading, Sentence

_NEGATION_REACH = 4
_SAID_WITH_A_CUE = ("nato-non-enlargement", "demilitarisation")
"""Types whose very name holds words that are cues elsewhere (`limits on`, `kept out`)."""
_ASIDES = ("relative", "aside", "condition", "subordinate")
"""Kinds of zones whose subject is not that of the clause that goes on after them."""
_SLAVIC_REACH = 2


@dataclass(slots=True)
class Predicate:
    """A cue at work. `source` tells how its holders were found; `first_person` that they are whoever speaks here."""

    cue: Cue
    kind: Kind
    zone: int
    negated: bool = False
    holders: tuple[Named, ...] = ()
    source: str = ""
    first_person: bool = False
    subject_first: int = -1
    parent: "Predicate | None" = None
    opens: int = -1
    instead: str = ""

    @property
    def begins(self) -> int:
        """The token from which on it governs: that of its first half, where German parts it in two."""
        return self.opens if self.opens >= 0 else self.cue.first

    @property
    def stance(self) -> str:
        """The stance of its cue, or what stands instead of it."""
        return self.instead or self.cue.stance


@dataclass(slots=True)
class Scene:
    """A sentence with all that was found in it. `speakers` holds for each of its tokens who says it (or nobody)."""

    reading: Reading
    sentence: Sentence
    zones: list[Zone]
    stands: list[Standing]
    contents: list[Content]
    predicates: list[Predicate] = field(default_factory=list)
    speakers: list[tuple[Named, ...]] = field(default_factory=list)

    def zone_at(self, token: int) -> int:
        """Gives the index of the zone that holds a token, or of the next one."""
        return next((place for place, zone in enumerate(self.zones) if token < zone.last), len(self.zones) - 1)

    def speaker_at(self, token: int) -> tuple[Named, ...]:
        """Gives who says the token."""
        return self.speakers[token - self.sentence.first]


def scene(reading: Reading, sentence: Sentence, contents: list[Content], memory: Memory) -> Scene:
    """Gives the scene of a sentence, its holders resolved with what is remembered; remembers its subjects."""
    naming = [one for one in contents if one.kind in ("strong", "anchor", "bare")]
    stands = subjects.standings(reading, sentence, naming)
    found = Scene(reading, sentence, cut(reading, sentence), stands, contents)
    found.speakers = [()] * (sentence.last - sentence.first)
    memory.named(sentence.actors)
    blocked = {at for one in naming for at in range(one.first + (one.type not in _SAID_WITH_A_CUE), one.last)}
    if reading.language.code == "de":
        blocked -= {one.last - 1 for one in naming if one.last - one.first > 1}  # "Soldaten in die Ukraine schicken"
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
        if predicate.source in ("subject", "agent", "after"):
            memory.subject(predicate.holders)
    for predicate in found.predicates:
        predicate.negated ^= predicate.opens < 0 and brackets.is_negated_after(found, predicate)
    _remember_main(found, memory)
    return found


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
    if brackets.is_passive(found, predicate, opening):
        predicate.kind, predicate.holders, predicate.source = "passive", (), ""
        predicate.first_person = False
        words, lists = found.reading.tokens.norms, found.reading.language.words
        by = next((at for at in range(opening.cue.last, predicate.cue.first) if words[at] in lists["by"]), -1)
        if by >= 0:
            _give(found, predicate, _named_after(found, by + 1), "agent", memory)


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
        count += words[at] in lists["negation"] and at not in named
    if code in ("ru", "uk", "fr"):
        return count > 0  # "никогда не", "ne … jamais": two that are one
    if predicate.kind == "modal" and code == "en":
        after = range(predicate.cue.first, min(predicate.cue.last + 1, len(words)))
        count += any(words[at] in lists["negation"] and at not in named for at in after)
    return count % 2 == 1


def _attach(found: Scene, predicate: Predicate, memory: Memory) -> None:
    zone = found.zones[predicate.zone]
    before = [other for other in found.predicates if other.zone == predicate.zone]
    if predicate.kind == "passive":
        _give(found, predicate, _agent(found, predicate), "agent", memory)
        predicate.parent = before[-1] if before else _governing(found, predicate)
        return
    if predicate.cue.form == "noun":
        _possessor(found, predicate, before, memory)
        return
    if predicate.cue.form in ("adjective", "effect"):
        _give(found, predicate, _to_whom(found, predicate), "agent", memory)
        return
    start = max([zone.first, *(other.cue.last for other in before)])
    subject = subjects.find(found.reading, found.sentence, found.stands, start, predicate.cue.first)
    if found.reading.language.code != "en":
        bare = predicate.kind == "infinitive" and not before
        subject = None if bare else _rather_after(found, predicate, subject)
    if subject is not None and predicate.kind in ("infinitive", "participle") and before:
        predicate.parent = before[-1]  # "urged the US to provide"
        return
    if subject is not None and predicate.kind == "infinitive" and _another_between(found, subject, predicate):
        predicate.instead = "want"  # "is pressing the West to provide", whatever the verb
    governing = _governing(found, predicate)
    if subject is not None and governing is not None and governing.stance in ("want", "propose", "back") and not before:
        predicate.kind, predicate.parent = "infinitive", governing  # "demanded that NATO deny"
        return
    if subject is not None:
        _give(found, predicate, subject, "subject", memory)
        if zone.kind == "complement" or before:
            predicate.parent = before[-1] if before else _last_before(found, predicate.zone)
        return
    inverted = before and found.reading.language.code == "fr" and predicate.stance == "say"
    if inverted and before[-1].stance == "will" and before[-1].source != "subject":  # "a déclaré lundi Emmanuel Macron"
        _give(found, predicate, _following_subject(found, predicate), "after", memory)
    if predicate.source:
        return
    if before:
        _share(found, predicate, before)
        return
    if found.reading.language.code != "en" or _after_quote(found, predicate):
        _give(found, predicate, _following_subject(found, predicate), "after", memory)
    if not predicate.source:
        _look_back(found, predicate, memory)
    if not predicate.source and predicate.parent is None:
        _give(found, predicate, _following_subject(found, predicate), "after", memory)
    if not predicate.holders:
        _give(found, predicate, _seat(found, predicate), "after", memory)


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
    if predicate.kind == "finite":
        predicate.holders, predicate.source = other.holders, "shared" if other.holders else ""
        predicate.first_person = other.first_person


def _give(found: Scene, predicate: Predicate, subject: Subject | None, source: str, memory: Memory) -> None:
    if subject is None:
        return
    predicate.source, predicate.subject_first = source, subject.first
    predicate.first_person = subject.pronoun == "we"
    listed = _listed_before(found, subject) if source == "subject" else ()
    predicate.holders = (*listed, *subject.actors) or _meant(found, subject.pronoun, memory)
    if source == "subject" and subject.actors and subject.actors[0].id.startswith("bloc/"):
        predicate.holders = _including(found, subject, predicate) or predicate.holders


def _another_between(found: Scene, subject: Subject, predicate: Predicate) -> bool:
    words = found.reading.tokens.norms
    return found.reading.language.code == "en" and any(
        subject.last < named.first
        and 0 <= predicate.cue.first - named.last <= 2
        and words[named.last] not in ("'s", "'")
        for named in found.sentence.actors
    )


def _including(found: Scene, subject: Subject, predicate: Predicate) -> tuple[Named, ...]:
    """Gives the states that a bloc is said to include: `several nations, including France and the UK, have`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    inside = (at for at in range(subject.last, predicate.cue.first) if words[at] in lists["including"])
    start = next(inside, None)
    if start is None:
        return ()
    return tuple(
        named
        for index, named in enumerate(found.sentence.actors)
        if start < named.first < predicate.cue.first
        and not found.stands[index].modifies
        and not found.stands[index].owns
    )


def _listed_before(found: Scene, subject: Subject) -> tuple[Named, ...]:
    """Gives the actors of a list that commas part: `Poland, Italy and Greece`."""
    listed: list[Named] = []
    if not subject.actors:
        return ()
    place = found.zone_at(subject.first)
    start = found.zones[place].first
    if subject.first - start > 3 or start == 0 or found.reading.tokens.norms[start - 1] != ",":
        return ()
    while place > 0:
        place -= 1
        zone = found.zones[place]
        inside = [one for one in found.sentence.actors if zone.first <= one.first and one.last <= zone.last]
        alone = len(inside) == 1 and zone.last - zone.first - (inside[0].last - inside[0].first) <= 1
        if not alone or found.stands[found.sentence.actors.index(inside[0])].governed:
            break
        listed.insert(0, inside[0])
    persons = all(one.id.startswith("person/") for one in (*listed, *subject.actors))
    states = not any(one.id.startswith("person/") for one in (*listed, *subject.actors))
    return tuple(listed) if persons or states else ()


def _meant(found: Scene, pronoun: str, memory: Memory) -> tuple[Named, ...]:
    if pronoun == "country":
        said = [other.holders for other in found.predicates if other.stance == "say" and other.holders]
        return said[-1] if said else memory.means("it")
    persons = pronoun == "he"
    for other in reversed(found.predicates):
        if other.holders and other.source != "possessor":
            if persons and other.holders[-1].id.startswith("person/"):
                return other.holders[-1:]
            if pronoun == "it" and not other.holders[-1].id.startswith("person/"):
                return other.holders[-1:]
            if pronoun == "they" and (len(other.holders) > 1 or not other.holders[0].id.startswith("person/")):
                return other.holders
    return memory.means(pronoun)


def _last_before(found: Scene, zone: int) -> Predicate | None:
    return next((other for other in reversed(found.predicates) if other.zone < zone), None)


def _governing(found: Scene, predicate: Predicate) -> Predicate | None:
    """Gives the predicate whose clause (`that`, `where`) a zone is, if it is one."""
    zone = found.zones[predicate.zone]
    if zone.kind not in ("complement", "relative"):
        return None
    before = _last_before(found, predicate.zone)
    return before if before is not None and before.zone == predicate.zone - 1 else None


def _agent(found: Scene, predicate: Predicate) -> Subject | None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    for at in range(predicate.cue.last, min(predicate.cue.last + 9, found.zones[predicate.zone].last)):
        if words[at] in lists["by"]:
            return _named_after(found, at + 1)
    return None


def _to_whom(found: Scene, predicate: Predicate) -> Subject | None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    at = predicate.cue.last
    if predicate.stance == "against" and at < found.sentence.last and words[at] in lists["to_whom"]:
        return _named_after(found, at + 1)
    return None


def _named_after(found: Scene, at: int) -> Subject | None:
    """Gives the actor that a preposition before token `at` governs, past titles and adjectives."""
    for index, named in enumerate(found.sentence.actors):
        if at <= named.first <= at + 6 and not found.stands[index].modifies and not found.stands[index].owns:
            return Subject((named,), "", named.first, named.last)
    return None


def _possessor(found: Scene, predicate: Predicate, before: list[Predicate], memory: Memory) -> None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    first = predicate.cue.first
    for index, named in enumerate(found.sentence.actors):
        owning = found.stands[index].owns or found.stands[index].weak
        if (
            owning
            and not found.stands[index].modifies
            and named.last <= first <= named.last + (4 if words[named.last] in ("'s", "'") else 2)
        ):
            _give(found, predicate, Subject((named,), "", named.first, named.last), "possessor", memory)
    if not predicate.source and first > found.sentence.first:
        for pronoun, name in (("he", "his"), ("it", "its"), ("they", "their"), ("we", "our")):
            if any(word in lists[name] for word in words[max(first - 2, found.sentence.first) : first]):
                _give(found, predicate, Subject((), pronoun, first - 1, first), "possessor", memory)
    if not predicate.source and found.reading.language.code in ("ru", "uk", "de"):
        owner = next((one for one in found.sentence.actors if one.first == predicate.cue.last), None)
        if owner is not None:  # "требование Москвы", "die Forderung Russlands"
            _give(found, predicate, Subject((owner,), "", owner.first, owner.last), "possessor", memory)
    if not predicate.source:
        at = predicate.cue.last
        if at + 1 < found.sentence.last and words[at] in lists["from"]:
            _give(found, predicate, _named_near(found, at + 1), "possessor", memory)
    predicate.parent = before[-1] if before else None
    if not predicate.source and not before:
        subject = subjects.find(found.reading, found.sentence, found.stands, found.zones[predicate.zone].first, first)
        if subject is not None and predicate.cue.first - subject.last <= 5:
            _give(found, predicate, subject, "voiced", memory)


def _named_near(found: Scene, at: int) -> Subject | None:
    subject = _named_after(found, at)
    return subject if subject and subject.first <= at + 3 else None


def _following_subject(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives the subject that stands after its verb: `said Peskov`, `заявил президент Украины Владимир Зеленский`."""
    inverted = found.reading.language.code != "en"
    if not inverted and predicate.stance != "say":
        return None
    zone = found.zones[predicate.zone]
    last = min(zone.last, predicate.cue.last + (9 if inverted else 7))
    subject = subjects.find(found.reading, found.sentence, found.stands, predicate.cue.last, last)
    if subject is None or inverted:
        return subject
    words, lists = found.reading.tokens.norms, found.reading.language.words
    between = words[predicate.cue.last : subject.first]
    named = {at for one in found.sentence.actors for at in range(one.first, one.last)}
    plain = all(
        at in named or words[at] in lists["titles"] or words[at] in lists["soft"] or words[at] in lists["bridges"]
        for at in range(predicate.cue.last, subject.first)
    )
    return subject if plain and len(between) <= 7 else None


def _seat(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives who is meant by a Slavic verb in the plural with a place but no subject: `в Кремле считают`."""
    words, code = found.reading.tokens.norms, found.reading.language.code
    plural = words[predicate.cue.first].endswith(("ли", "ют", "ят", "ут", "ать", "лись", "ють", "ять", "уть", "лися"))
    if code not in ("ru", "uk") or not plural or predicate.kind != "finite":
        return None
    zone = found.zones[predicate.zone]
    for named in found.sentence.actors:
        near = zone.first < named.first < zone.last and named.last <= predicate.cue.last + 3
        if near and words[named.first - 1] in ("в", "у", "во") and not named.id.startswith("person/"):
            return Subject((named,), "", named.first, named.last)
    return None


def _after_quote(found: Scene, predicate: Predicate) -> bool:
    first = predicate.cue.first
    return any(max(first - 3, found.sentence.first + 1) <= quote.last <= first for quote in found.reading.quotes)


def _look_back(found: Scene, predicate: Predicate, memory: Memory) -> None:
    """Finds the subject of a zone that names none: it stands in a zone before."""
    zone = found.zones[predicate.zone]
    if zone.kind in ("complement", "subordinate", "condition"):
        predicate.parent = _last_before(found, predicate.zone)
        return
    if zone.kind == "relative":
        antecedent = [
            named for named in found.sentence.actors if named.last <= zone.first and zone.first - named.last <= 2
        ]
        if antecedent:
            _give(
                found,
                predicate,
                Subject((antecedent[-1],), "", antecedent[-1].first, antecedent[-1].last),
                "relative",
                memory,
            )
        return
    for place in range(predicate.zone - 1, -1, -1):
        earlier = found.zones[place]
        if earlier.kind in _ASIDES and place > 0:
            continue
        if found.reading.language.code != "en" and place > 0 and _is_inserted(found, place):
            continue
        within = [
            other for other in found.predicates if other.zone == place and other.kind == "finite" and other.holders
        ]
        if within:
            predicate.holders, predicate.source = within[0].holders, "shared"
            predicate.first_person, predicate.parent = within[0].first_person, None
            if predicate.kind == "infinitive":
                predicate.parent = within[-1]
            return
        told = any(
            other.zone < place
            and other.kind == "finite"
            and other.holders
            and found.zones[other.zone].kind not in _ASIDES
            for other in found.predicates
        )
        if told and earlier.kind == "plain":
            continue  # more of an object: "with his counterpart, Annalena Baerbock,"
        subject = subjects.find(found.reading, found.sentence, found.stands, earlier.first, earlier.last)
        if subject is not None and not _appositive(found, place):
            _give(found, predicate, subject, "subject", memory)
            return


def _is_inserted(found: Scene, place: int) -> bool:
    """Whether a zone only stands between a subject and its verb: `Putin, said he, asked`."""
    said = [one for one in found.predicates if one.zone == place]
    if any(one.stance == "say" and one.source == "after" for one in said):
        return True
    return found.zones[place].kind == "participle" and not said


def _appositive(found: Scene, place: int) -> bool:
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
