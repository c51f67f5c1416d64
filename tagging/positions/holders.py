"""Who holds a predicate: a subject given to it, what its pronoun means, and who is listed beside it."""

from tagging.positions import subjects
from tagging.positions.genders import fitting
from tagging.positions.listed import listed_before
from tagging.positions.memory import Memory
from tagging.positions.named_behind import person_for
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named


def give(found: Scene, predicate: Predicate, subject: Subject | None, source: str, memory: Memory) -> None:
    if subject is None:
        return
    subject = person_for(found, subject)
    predicate.source, predicate.subject_first = source, subject.first
    predicate.first_person = subject.pronoun == "we"
    listed = listed_before(found, subject) if source == "subject" else ()
    predicate.holders = (*listed, *subject.actors) or in_office(found, subject, memory)
    says = predicate.stance == "say"
    predicate.holders = predicate.holders or _meant(found, subject.pronoun, subject.first, memory, says=says)
    if subject.pronoun == "he":
        tokens, lists = found.reading.tokens.norms, found.reading.language.words
        predicate.holders = fitting(tokens[subject.first], predicate.holders, memory, lists)
    if subject.pronoun == "stranger":
        memory.person, memory.speakers = None, ()
    predicate.unnamed = not predicate.holders and subject.pronoun in ("many", "some", "they")
    if source == "subject":
        predicate.holders = (*predicate.holders, *_beside(found, subject, predicate))
    if source == "subject" and subject.actors and subject.actors[0].id.startswith("bloc/"):
        predicate.holders = _including(found, subject, predicate) or predicate.holders


def another_between(found: Scene, subject: Subject, predicate: Predicate) -> bool:
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


def _beside(found: Scene, subject: Subject, predicate: Predicate) -> tuple[Named, ...]:
    """Gives those with whom an English subject acts: `the president, together with Starmer and Zelensky, signed`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    if found.reading.language.code != "en":
        return ()
    for at in range(subject.last, predicate.cue.first - 1):
        if words[at] in lists["beside"] and (words[at + 1] == "with" or words[at] == "alongside"):
            return tuple(
                named
                for index, named in enumerate(found.sentence.actors)
                if at < named.first < predicate.cue.first
                and not found.stands[index].modifies
                and not found.stands[index].owns
            )
    return ()


def in_office(found: Scene, subject: Subject, memory: Memory) -> tuple[Named, ...]:
    """Gives who `the president` or `the minister` is: the last named who holds such an office, not who says so."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    offices = frozenset(lists.get(f"office_{words[subject.first]}", ()))
    if subject.pronoun != "he" or not offices:
        return ()
    saying = next((one.holders for one in reversed(found.predicates) if one.stance == "say" and one.holders), ())
    named = memory.holder(offices, subject.first, saying)
    return (named,) if named else ()


def _meant(found: Scene, pronoun: str, at: int, memory: Memory, *, says: bool = False) -> tuple[Named, ...]:
    if pronoun == "country":
        said = [other.holders for other in found.predicates if other.stance == "say" and other.holders]
        return said[-1] if said else memory.means("it")
    if pronoun == "many":  # who announces what the coalition's countries give is one who gives
        said = [one.holders for one in found.predicates if one.stance == "say" and one.holders]
        givers = [one for one in said[-1] if not memory.is_party(one.id)] if said else []
        return (*memory.means(pronoun), *givers)
    persons = pronoun == "he"
    for other in reversed(found.predicates):
        if other.holders and other.source != "possessor":
            if persons and other.holders[-1].id.startswith("person/"):
                return other.holders[-1:]
            if pronoun == "it" and not other.holders[-1].id.startswith("person/"):
                return other.holders[-1:]
            if pronoun == "they" and (len(other.holders) > 1 or not other.holders[0].id.startswith("person/")):
                return other.holders
    if persons and not says and found.reading.language.code != "en":  # "la Russie a averti qu'elle"
        named = next(
            (one.holders for one in reversed(found.predicates) if one.holders and one.source != "possessor"), ()
        )
        if len(named) == 1:
            return named
    return (_owner_before(found, at) or _leads(found, at) if persons else ()) or memory.means(pronoun)


def _leads(found: Scene, at: int) -> tuple[Named, ...]:
    """Gives whom an English `he` means where the sentence began with a person: `Merz went further: he told`."""
    if found.reading.language.code != "en":
        return ()
    for zone in found.zones:
        if zone.first >= at or zone.kind not in ("main", "plain"):
            return ()
        main = subjects.find(found.reading, found.sentence, found.stands, zone.first, min(zone.last, at))
        if main is not None and not main.actors and main.pronoun == "he":
            continue  # "the president of Turkey, Recep Tayyip Erdogan,"
        if main is not None:
            return tuple(one for one in main.actors if one.id.startswith("person/")) if len(main.actors) == 1 else ()
    return ()


def _owner_before(found: Scene, at: int) -> tuple[Named, ...]:
    """Gives whom an English `he` means where only one person is named before it: `Zelensky's complaints, when he`."""
    if found.reading.language.code != "en":
        return ()
    before = [
        (one, stands)
        for one, stands in zip(found.sentence.actors, found.stands, strict=True)
        if one.last <= at and one.id.startswith("person/") and not stands.modifies
    ]
    persons = {one.id for one, _ in before}
    one, stands = before[-1] if before else (None, None)
    return (one,) if one is not None and stands is not None and stands.owns and len(persons) == 1 else ()


def last_before(found: Scene, zone: int) -> Predicate | None:
    """Gives the predicate that a clause hangs on; `and that` hangs where the `that` before it does."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    here = found.zones[zone]
    joined = here.first > found.sentence.first and words[here.first - 1] in lists["coordinate"]
    if found.reading.language.code == "en" and here.kind == "complement" and joined:
        zone = next((at for at in range(zone - 1, 0, -1) if found.zones[at].kind == "complement"), zone)
    for other in reversed(found.predicates):
        if other.zone < zone:
            return other
    return None
