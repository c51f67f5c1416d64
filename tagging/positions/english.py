"""English word order: who is told something, who is quoted, who does as much, and what is no verb of the speaker's."""

from collections.abc import Callable

from tagging.positions.holders import give
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject

_NEAR = 5
"""Tokens within which a verb follows its subject."""


def so_did(found: Scene) -> None:
    """`Meloni ruled it out, and so did Tusk`: who does as much holds the verb before too."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    likewise, first = lists["likewise"], max(found.sentence.first - 1, 0)
    if found.reading.language.code != "en" or likewise.isdisjoint(words[first : found.sentence.last]):
        return
    for place, named in enumerate(found.sentence.actors):
        if found.stands[place].modifies:
            continue
        at = named.first - 1
        while at > found.sentence.first and (
            words[at] in lists["soft"]
            or words[at] in lists["titles"]
            or words[at] == "'s"
            or at in found.sentence.actor_at
        ):
            at -= 1
        auxiliary = words[at] in lists["do"] or words[at] in lists["be_perfect"] or words[at] in lists["modals"]
        if not auxiliary or words[at - 1] not in likewise:
            continue
        before = [one for one in found.predicates if one.cue.last <= at and one.kind == "finite" and one.holders]
        if before and before[-1].stance != "say":
            before[-1].holders = (*before[-1].holders, named)


def signed_with(found: Scene) -> None:
    """`He signed it with the leaders of France and Britain`: with whom a leader signs signs too."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    for one in found.predicates:
        if found.reading.language.code != "en" or one.kind != "finite" or not one.holders:
            continue
        if words[one.cue.first] not in lists["signing"] or not one.holders[0].id.startswith("person/"):
            continue
        zone = found.zones[one.zone]
        at = next((at for at in range(one.cue.last, zone.last) if words[at] in lists["with"]), zone.last)
        near = [named for named in found.sentence.actors if at < named.first < min(at + 2 * _NEAR, zone.last)]
        leaders = any(words[place] in lists["people"] for place in range(at, min(at + _NEAR, zone.last)))
        if leaders or (near and near[0].id.startswith("person/")):
            one.holders = (*one.holders, *near)


def is_added_passive(found: Scene, predicate: Predicate) -> bool:
    """Whether a passive only says more of the noun before it: `a statement agreed by all calls for`."""
    words, lists, cue = found.reading.tokens.norms, found.reading.language.words, predicate.cue
    if found.reading.language.code != "en" or predicate.kind != "passive" or predicate.holders:
        return False
    return words[cue.first - 1] in lists["documents"] and words[cue.last : cue.last + 1] == ["by"]


def is_an_official(found: Scene, predicate: Predicate) -> bool:
    """Whether the subject is a person that only the state names: `a US official`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    if found.reading.language.code != "en" or len(predicate.holders) != 1:
        return False
    named = predicate.holders[0]
    if not found.sentence.first <= named.first < found.sentence.last or named.id.startswith("person/"):
        return False
    return any(word in lists["role_holder"] for word in words[named.last : min(named.last + 4, predicate.cue.first)])


def is_wish(found: Scene, predicate: Predicate) -> bool:
    """Whether an English passive is what somebody insists on: `insists the guarantees be approved by Congress`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    at = predicate.cue.first - 1
    if found.reading.language.code != "en" or words[at] != "be" or predicate.stance in ("against", "doubt", "stop"):
        return False
    before = words[max(at - 3, found.sentence.first) : at]
    return not any(word in lists["modals"] or word in lists["infinitive"] or word in lists["do"] for word in before)


def calls_for(found: Scene, predicate: Predicate, before: Predicate) -> bool:
    """Whether a participle tells what a paper that was signed says: `signed a statement calling on the alliance`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    return (
        found.reading.language.code == "en"
        and predicate.stance in ("want", "propose", "back", "against", "doubt")
        and before.stance in ("give", "propose")
        and before.kind == "finite"
        and bool(before.holders)
        and words[predicate.cue.first - 1] not in lists["prepositions"]
    )


def nearest(found: Scene, subject: Subject | None, predicate: Predicate) -> Subject | None:
    """Gives the actor of a clause that `as` begins rather than the one before: `Europe worries as Trump does`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    if subject is None or not subject.actors or predicate.kind not in ("finite", "modal"):
        return subject
    for index, named in enumerate(found.sentence.actors):
        if named.first <= subject.last or not 0 <= predicate.cue.first - named.last <= 1:
            continue
        stands = found.stands[index]
        opens = words[named.first - 1] in lists["only_after_comma"] or words[named.first - 1] in lists["subordinate"]
        if opens and not (stands.modifies or stands.owns or stands.weak):
            return Subject((named,), "", named.first, named.last)
    return subject


def past_hearer(found: Scene, start: int, last: int) -> int:
    """Gives the token after who is told something, where another subject follows: `told Kyiv it will`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    index = found.sentence.actor_at.get(start)
    if found.reading.language.code != "en" or words[start - 1] not in lists["telling"] or index is None:
        return start
    end = found.sentence.actors[index].last
    another = any(
        at in found.sentence.actor_at
        or any(words[at] in lists[name] for name in ("it_subject", "he_subject", "they_subject", "we_subject"))
        for at in range(end, last)
    )
    return end if another else start


def who_is_quoted(found: Scene, predicate: Predicate, memory: Memory) -> bool:
    """Gives the words to whom somebody quotes: `state media quoted Peskov as saying`."""
    words = found.reading.tokens.norms
    if predicate.kind != "participle" or words[predicate.cue.first - 1] != "as":
        return False
    for named in reversed(found.sentence.actors):
        if named.last == predicate.cue.first - 1:
            give(found, predicate, Subject((named,), "", named.first, named.last), "subject", memory)
            return True
    return False


def who_says_it_last(
    found: Scene, predicate: Predicate, following: Callable[[Scene, Predicate], Subject | None]
) -> Subject | None:
    """Gives the subject of a speech verb that closes a sentence: `…, argues Kaja Kallas`."""
    words, lists, zone = found.reading.tokens.norms, found.reading.language.words, found.zones[predicate.zone]
    if found.reading.language.code != "en" or predicate.stance != "say" or predicate.cue.first != zone.first:
        return None
    subject = following(found, predicate) if zone.kind == "plain" else None
    if subject is None or subject.first - predicate.cue.last > _NEAR - 1:
        return None
    verbs = any(
        hit.first >= subject.last and hit.last <= zone.last and hit.payload.kind == "cue" and hit.payload.form == "verb"
        for hit in found.sentence.hits
    )
    rest = words[subject.last : zone.last]
    told = any(word in lists["be"] or word in lists["modals"] or word in lists["be_perfect"] for word in rest)
    return None if verbs or told or len(rest) > _NEAR + _NEAR else subject


def is_of_a_guarantee(found: Scene, start: int, predicate: Predicate, before: list[Predicate]) -> bool:
    """Whether the subject of an English verb is a guarantee itself: `said foreign troops would guard …`."""
    if found.reading.language.code != "en" or predicate.kind != "finite" or predicate.stance == "say":
        return False
    if before and before[-1].stance != "say":
        return False
    words, lists = found.reading.tokens.norms, found.reading.language.words
    last = predicate.cue.first
    for content in found.contents:
        if (
            content.kind == "anaphor"
            or not start <= content.first
            or content.last > last
            or last - content.last > _NEAR
        ):
            continue
        opening = range(start, content.first)
        closing = range(content.last, last)
        free = any(
            content.last <= one.first < last and not found.stands[index].governed and not found.stands[index].weak
            for index, one in enumerate(found.sentence.actors)
        )
        led = any(words[at] in lists["prepositions"] and words[at] not in lists["complement"] for at in opening)
        ahead = any(
            at in found.sentence.actor_at
            and not found.stands[found.sentence.actor_at[at]].governed
            and not found.stands[found.sentence.actor_at[at]].weak
            and not found.stands[found.sentence.actor_at[at]].owns
            for at in opening
        )
        parted = any(words[at] in lists["coordinate"] or words[at] in lists["relative"] for at in closing)
        if not (free or led or ahead or parted):
            return True
    return False
