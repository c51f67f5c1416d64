"""Who holds a noun: its possessor (`Russia's demand`), who voices it, or from whom it comes."""

from tagging.positions import subjects
from tagging.positions.elsewhere import named_after
from tagging.positions.holders import give
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named

_VOICED = 2
"""Words between a verb of saying and the stance that it voices."""


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
        if not named.last <= first <= named.last + 4:
            continue
        owning = found.stands[index].owns or found.stands[index].weak
        if (
            owning
            and not found.stands[index].modifies
            and not (found.stands[index].weak and any(word in lists["hearers"] for word in words[named.last : first]))
            and "article" not in words[named.last : first]  # "NATO's Article 5 commitment": only what it is like
            and not (words[first] in lists.get("bids", ()) and named.id in memory.alliances)
            and named.last <= first <= named.last + (4 if words[named.last] in ("'s", "'") else 2)
        ):
            give(found, predicate, Subject((named,), "", named.first, named.last), "possessor", memory)
    if not predicate.source and first > found.sentence.first:
        for pronoun, name in (("he", "his"), ("it", "its"), ("they", "their"), ("we", "our")):
            start = max(first - 2, found.sentence.first)
            if lists[name].isdisjoint(words[start:first]):
                continue
            near = range(start, first)
            if any(words[at] in lists[name] for at in near if at not in found.sentence.actor_at):  # "us" is no US
                pair = _pair_before(found, first) if pronoun == "they" else ()
                pair = pair or (_state_before(found, predicate) if pronoun == "it" else ())
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
    if not predicate.source and found.reading.language.code == "de":
        _voiced_again(found, predicate, memory)
    if not predicate.source and not before:
        subject = subjects.find(found.reading, found.sentence, found.stands, found.zones[predicate.zone].first, first)
        heads = (
            subject is not None and subject.last == first and words[first - 1] in lists["ranks"]
        )  # "the chief demand"
        if subject is not None and predicate.cue.first - subject.last <= 5 and not heads:
            give(found, predicate, subject, "voiced", memory)


def _voiced_again(found: Scene, predicate: Predicate, memory: Memory) -> None:
    """Gives a German noun to who voices it behind: `Die Forderung nach Garantien erneuerte er`."""
    words, again = found.reading.tokens.norms, found.reading.language.words["repeating"]
    last = found.zones[predicate.zone].last
    verb = next((at for at in range(predicate.cue.last, last) if words[at] in again), -1)
    if verb >= 0:
        behind = subjects.find(found.reading, found.sentence, found.stands, verb + 1, last)
        give(found, predicate, behind, "voiced", memory)


def _is_voiced(found: Scene, said: Predicate, first: int) -> bool:
    """Whether an English verb voices the noun behind it: `voiced scepticism`, `repeated demands`."""
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


def _state_before(found: Scene, predicate: Predicate) -> tuple[Named, ...]:
    """Gives the state that an English clause speaks of before its `its`: `demanded that Kyiv … give up its bid`."""
    if found.reading.language.code != "en":
        return ()
    for zone in found.zones[predicate.zone :: -1]:  # "said that Russia valued it, but that its opposition"
        for named, stands in zip(found.sentence.actors, found.stands, strict=True):
            free = not (stands.modifies or stands.governed or stands.owns or stands.weak)
            inside = zone.first <= named.first < min(zone.last, predicate.cue.first)
            if free and inside and named.id.startswith("state/"):
                return (named,)
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
