"""What a paper would do, told without a verb of its own: `Under the draft, Ukraine would never join`.

A paper that is told of has the floor: `The plan bars it from NATO. No foreign soldiers would be stationed there.`
"""

from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject
from tagging.reading import Named

_OPENING = 10
"""Tokens that may lead to what the paper says."""
_NEAR = 3
"""Tokens between whose a paper is and the word for it."""
_SUBJECT = 6
"""Tokens that may stand before the word for a paper that is the subject."""
_DOCUMENT = 8
"""Tokens between a verb and the document that is proposed."""
_JUST_NAMED = 60
"""Tokens from whose paper it is to the pronoun that stands for the paper."""
_GIVING = ("give", "will", "want", "modal")
"""Stances by which a paper proposes."""
_OWN = ("say", "against", "doubt", "back")
"""Stances that a party to the paper takes itself, whatever the paper says."""


def under_a_paper(scene: Scene, memory: Memory) -> None:
    """Gives what a paper would have a state do to whose paper it is, or to nobody where that is not known."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    first, zone = scene.sentence.first, scene.zones[0] if scene.zones else None
    if zone is None:
        return
    last = min(zone.last, first + _OPENING)
    named = [one for one in scene.sentence.actors if one.first < last]
    if words[first] in lists["settings"] and len(scene.zones) > 1:
        if any(words[at] in lists["documents"] for at in range(first, last)):
            author = named[-1:] if named else [memory.author] if memory.author else []
            _propose(scene, memory, tuple(author), 1)
            _floor(scene, memory, tuple(author))
        return
    if scene.reading.language.code != "en":
        return
    _remember_owner(scene, memory)
    reach = words[first : min(last, first + _SUBJECT)]
    if lists["documents"].isdisjoint(reach):
        if not memory.paper:
            return
        at = -1
    else:
        at = next(first + place for place, word in enumerate(reach) if word in lists["documents"])
    speaks = any(one.stance == "say" and one.holders and one.source in ("subject", "after") for one in scene.predicates)
    if at >= 0 and not speaks and not any(words[place] in lists["prepositions"] for place in range(first, at)):
        whose = [one for one in named if one.first < at]
        owner = whose[-1:] if whose else [memory.author] if memory.author else []
        tells = not lists["of_papers"].isdisjoint(words[at : scene.sentence.last])
        if tells and not (owner and owner[0].id.startswith("person/")):
            _propose(scene, memory, tuple(owner), 0, paper=True)
        _floor(scene, memory, tuple(owner))
    elif memory.paper and memory.paper_at == scene.sentence.paragraph and not speaks and _only_states(scene):
        if "would" in words[first : scene.sentence.last]:
            _propose(scene, memory, memory.paper, 0)
    else:
        memory.paper = ()


def _remember_owner(scene: Scene, memory: Memory) -> None:
    """Remembers whose a paper is by what stands before or behind it: `Russia's memorandum`, `a list that Kyiv sent`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if lists["documents"].isdisjoint(words[scene.sentence.first : scene.sentence.last]):
        return
    for named, stands in zip(scene.sentence.actors, scene.stands, strict=True):
        if named.id.startswith("person/"):
            continue
        behind = range(named.last, min(named.last + _NEAR, scene.sentence.last))
        owned = (stands.weak or stands.owns or words[named.last : named.last + 1] == ["-"]) and any(
            words[at] in lists["documents"] for at in behind if at not in scene.sentence.actor_at
        )
        before = words[max(named.first - 2, scene.sentence.first) : named.first]
        sent = len(before) == 2 and before[0] in lists["documents"] and before[1] in ("that", "which")
        if owned or sent:
            memory.author = named
            return


def _floor(scene: Scene, memory: Memory, author: tuple[Named, ...]) -> None:
    memory.paper, memory.paper_at = author, scene.sentence.paragraph


def _only_states(scene: Scene) -> bool:
    """Whether nobody but states is named, and nobody says `we`."""
    persons = any(one.id.startswith("person/") for one in scene.sentence.actors)
    return not persons and not any(one.first_person for one in scene.predicates)


def _propose(scene: Scene, memory: Memory, author: tuple[Named, ...], start: int, *, paper: bool = False) -> None:
    words = scene.reading.tokens.norms
    for one in scene.predicates:
        written = one.stance == "say" and words[one.cue.last : one.cue.last + 1] in (["into"], ["to"])
        names = any(  # "give up its bid to join": the words are of the guarantee itself
            content.first <= one.cue.first < content.last and content.nature.refuses
            for content in scene.contents
            if one.stance != "say"
        )
        own = (one.stance in _OWN and not names) or (paper and one.holders == author)
        own = own or (one.stance == "give" and _are_members(one, author, memory))
        if one.zone >= start and (written or not own) and not _spoken(one):
            one.holders, one.source = author, "subject" if author else ""
            one.stance = "propose" if written or names or one.stance in _GIVING else one.stance
            one.kind = "finite" if one.kind == "modal" else one.kind


def _are_members(predicate: Predicate, author: tuple[Named, ...], memory: Memory) -> bool:
    """Whether those who give are no party, and the paper is their coalition's: `Under the declaration, Britain …`."""
    joint = bool(author) and memory.coalition is not None and author[0].id == memory.coalition.id
    return joint and bool(predicate.holders) and not any(memory.is_party(one.id) for one in predicate.holders)


def _spoken(predicate: Predicate) -> bool:
    return predicate.first_person or any(one.id.startswith("person/") for one in predicate.holders)


def whose_paper(found: Scene, predicate: Predicate, memory: Memory) -> Subject | None:
    """Gives whose conditions or plan an English pronoun stands for: `Putin set out his terms. They include …`."""
    words, lists, at = found.reading.tokens.norms, found.reading.language.words, predicate.cue.first - 1
    author = memory.author
    pronoun = at == found.sentence.first and (words[at] in lists["they_subject"] or words[at] in lists["it_subject"])
    if found.reading.language.code != "en" or predicate.stance != "propose" or author is None or not pronoun:
        return None
    return Subject((author,), "", at, at + 1) if 0 < found.sentence.first - author.first <= _JUST_NAMED else None


def remember_author(found: Scene, predicate: Predicate, memory: Memory) -> None:
    """Remembers whose document a sentence tells of: `the US plan`, `published drafts`, `backed by`, `a signé`."""
    if not predicate.holders:
        return
    words, lists = found.reading.tokens.norms, found.reading.language.words
    cue = predicate.cue
    signs = found.reading.language.code != "en" and words[cue.first] in lists["signing"]
    asked = predicate.stance == "want" and predicate.source == "possessor"  # "Putin's conditions"
    if not (signs or asked or predicate.stance in ("propose", "back")):
        return
    if predicate.source == "possessor":
        near = words[cue.first : cue.last]
    elif predicate.kind == "passive":
        near = words[max(found.sentence.first, cue.first - _DOCUMENT) : cue.first]
    else:
        near = words[cue.last : cue.last + _DOCUMENT] if signs or predicate.stance == "propose" else []
    if not lists["documents"].isdisjoint(near):
        memory.author = predicate.holders[0]
