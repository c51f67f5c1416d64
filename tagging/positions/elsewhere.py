"""Holders that do not stand before their verb: agents, possessors, inverted subjects, subjects of earlier clauses."""

from tagging.positions import subjects
from tagging.positions.holders import give, last_before
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named

_ADDING = frozenset([("as", "well"), ("along", "with"), ("together", "with"), ("in", "addition")])
"""How a phrase begins that adds somebody to the subject before it."""
_VOICED = 2
"""Words between a verb of saying and the stance that it voices."""
_ASIDES = ("relative", "aside", "condition", "subordinate")
"""Kinds of zones whose subject is not that of the clause that goes on after them."""


def agent(found: Scene, predicate: Predicate) -> Subject | None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    for at in range(predicate.cue.last, min(predicate.cue.last + 9, found.zones[predicate.zone].last)):
        if words[at] in lists["by"]:
            one = named_after(found, at + 1)
            if one is None or found.reading.language.code != "en":
                return one
            index = found.sentence.actors.index(one.actors[0])
            return subjects.together(found.reading, found.sentence, found.stands, index, found.sentence.last)
    return None


def to_whom(found: Scene, predicate: Predicate) -> Subject | None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    at = predicate.cue.last
    english = found.reading.language.code == "en"
    if english and any(one.stance == "say" and one.holders for one in found.predicates):
        return None  # "Ushakov said it would be a breather for Kyiv": he finds so
    if predicate.stance == "against" and at < found.sentence.last and words[at] in lists["to_whom"]:
        meant = named_after(found, at + 1)
        if meant is None or found.reading.language.code != "en":
            return meant
        small = ("soft", "titles", "bridges")  # no verb between, as in "a mistake to send NATO soldiers"
        plain = all(
            place in found.sentence.actor_at or any(words[place] in lists[name] for name in small)
            for place in range(at + 1, meant.first)
        )
        return meant if plain else None
    return None


def named_after(found: Scene, at: int) -> Subject | None:
    """Gives the actor that a preposition before token `at` governs, past titles and adjectives."""
    for index, named in enumerate(found.sentence.actors):
        stands = found.stands[index]
        if found.reading.language.code == "en" and stands.weak:
            continue  # "by European troops"
        if at <= named.first <= at + 6 and not stands.modifies and not stands.owns:
            return Subject((named,), "", named.first, named.last)
    return None


def possessor(found: Scene, predicate: Predicate, before: list[Predicate], memory: Memory) -> None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    first = predicate.cue.first
    if (
        words[first - 1] in lists["flips_content"]
        and predicate.stance == "give"
        and found.reading.language.code != "en"
    ):
        return  # "без участия США": nobody's offer
    for index, named in enumerate(found.sentence.actors):
        owning = found.stands[index].owns or found.stands[index].weak
        if (
            owning
            and not found.stands[index].modifies
            and not (found.stands[index].weak and any(word in lists["hearers"] for word in words[named.last : first]))
            and not (words[first] in lists.get("bids", ()) and named.id in ("org/nato", "org/eu"))
            and named.last <= first <= named.last + (4 if words[named.last] in ("'s", "'") else 2)
        ):
            give(found, predicate, Subject((named,), "", named.first, named.last), "possessor", memory)
    if not predicate.source and first > found.sentence.first:
        for pronoun, name in (("he", "his"), ("it", "its"), ("they", "their"), ("we", "our")):
            near = range(max(first - 2, found.sentence.first), first)
            if any(words[at] in lists[name] for at in near if at not in found.sentence.actor_at):  # "us" is no US
                pair = _pair_before(found, first) if pronoun == "they" else ()
                give(found, predicate, Subject(pair, pronoun, first - 1, first), "possessor", memory)
    if not predicate.source and found.reading.language.code in ("ru", "uk", "de"):
        after = zip(found.sentence.actors, found.stands, strict=True)
        owner = next((one for one, stands in after if one.first == predicate.cue.last and not stands.modifies), None)
        if owner is not None:  # "требование Москвы", "die Forderung Russlands"
            give(found, predicate, Subject((owner,), "", owner.first, owner.last), "possessor", memory)
    if predicate.source and not predicate.holders and found.reading.language.code == "en":
        zone = found.zones[predicate.zone]
        subject = subjects.find(found.reading, found.sentence, found.stands, zone.first, first - 1)
        give(found, predicate, subject, "possessor", memory)  # "Turkey has expressed its readiness"
    if not predicate.source:
        at = predicate.cue.last
        if at + 1 < found.sentence.last and words[at] in lists["from"]:
            give(found, predicate, _named_near(found, at + 1), "possessor", memory)
    predicate.parent = before[-1] if before else None
    if not predicate.source and before and _is_voiced(found, before[-1], first):
        predicate.holders, predicate.source = before[-1].holders, "voiced"
    if not predicate.source and not before:
        subject = subjects.find(found.reading, found.sentence, found.stands, found.zones[predicate.zone].first, first)
        if subject is not None and predicate.cue.first - subject.last <= 5:
            give(found, predicate, subject, "voiced", memory)


def _is_voiced(found: Scene, said: Predicate, first: int) -> bool:
    """Whether an English verb voices the noun behind it: `voiced scepticism`, `repeated demands`, `signalled openness`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    voices = said.stance == "say" and bool(said.holders) and words[said.cue.first] not in lists["clausal"]
    between = words[said.cue.last : first]
    return (
        found.reading.language.code == "en"
        and voices
        and len(between) <= _VOICED
        and not any(word in lists["prepositions"] or word in lists["complement"] for word in between)
    )


def _pair_before(found: Scene, first: int) -> tuple[Named, ...]:
    """Gives the two whom an English `their` most likely means: `thanked Britain and France for their readiness`."""
    if found.reading.language.code != "en":
        return ()
    words, lists = found.reading.tokens.norms, found.reading.language.words
    before = [one for one in found.sentence.actors if one.last <= first]
    for one, other in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
        between = words[one.last : other.first]
        if between and all(word in lists["coordinate"] or word in lists["soft"] for word in between):
            return one, other
    return ()


def _named_near(found: Scene, at: int) -> Subject | None:
    subject = named_after(found, at)
    if subject is None or subject.first > at + 3:
        return None
    if found.reading.language.code == "en" and any(
        word.endswith("ing") for word in found.reading.tokens.norms[at : subject.first]
    ):
        return None  # "the idea of stationing Western troops"
    inside = any(at <= one.first < subject.first for one in found.contents)  # "l'idée de garanties pour Moscou"
    return None if inside else subject


def following_subject(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives the subject that stands after its verb: `said Peskov`, `заявил президент Украины Владимир Зеленский`."""
    inverted = found.reading.language.code != "en"
    if not inverted and predicate.stance != "say":
        return None
    zone = found.zones[predicate.zone]
    if not inverted and _has_subject(found, predicate):
        return None
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


def _has_subject(found: Scene, predicate: Predicate) -> bool:
    """Whether words that are no actor's stand before an English verb of saying as its subject: `Analysts said Kyiv`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    first = found.zones[predicate.zone].first
    small = ("softeners", "coordinate", "be_perfect", "determiners", "negation", "prepositions", "complement")
    quoted = [one.last for one in found.reading.quotes if first <= one.last <= predicate.cue.first]
    first = max([first, *quoted])
    return predicate.kind == "finite" and any(
        words[at].isalpha() and not any(words[at] in lists[name] for name in small)
        for at in range(first, predicate.cue.first)
    )


def seat(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives who is meant by a Slavic verb in the plural with a place but no subject: `в Кремле считают`."""
    words, code = found.reading.tokens.norms, found.reading.language.code
    negated = words[predicate.cue.first] in found.reading.language.words["negation"]
    verb = words[predicate.cue.first + negated]
    plural = verb.endswith(("ли", "ют", "ят", "ут", "ать", "лись", "ють", "ять", "уть", "лися"))
    if code not in ("ru", "uk") or not plural or predicate.kind != "finite":
        return None
    zone = found.zones[predicate.zone]
    for named in found.sentence.actors:
        near = zone.first < named.first < zone.last and named.last <= predicate.cue.last + 3
        if near and words[named.first - 1] in ("в", "у", "во") and not named.id.startswith("person/"):
            return Subject((named,), "", named.first, named.last)
    return None


def after_quote(found: Scene, predicate: Predicate) -> bool:
    first = predicate.cue.first
    return any(
        max(first - 3, found.sentence.first + 1) <= quote.last <= first
        for quote in found.reading.quotes_near(found.sentence.first, first)
    )


def look_back(found: Scene, predicate: Predicate, memory: Memory) -> None:
    """Finds the subject of a zone that names none: it stands in a zone before."""
    zone = found.zones[predicate.zone]
    if zone.kind in ("complement", "subordinate", "condition"):
        predicate.parent = last_before(found, predicate.zone)
        return
    if zone.kind == "relative":
        antecedent = [
            named for named in found.sentence.actors if named.last <= zone.first and zone.first - named.last <= 2
        ]
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
        if earlier.kind in _ASIDES and place > 0:
            continue
        if found.reading.language.code != "en" and place > 0 and _is_inserted(found, place):
            continue
        if place > 0 and _is_added(found, place):
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
            give(found, predicate, subject, "subject", memory)
            return


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
