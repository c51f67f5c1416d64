"""The sentences of a field as the rules see them: each with its scene and with those contents that count there."""

from collections.abc import Mapping

from msgspec import Struct

from tagging.discussed import speaks_of_guarantees
from tagging.positions import answers, dialogue, quotations, said_before, speech, voices
from tagging.positions.contents import Content
from tagging.positions.interviews import interviewed
from tagging.positions.memory import Memory
from tagging.positions.predicates import scene
from tagging.positions.scene import Scene
from tagging.positions.sides import Sides
from tagging.reading import Named, Reading

_BULLETS = frozenset("-–—•*·▪●◦0123456789")

_NEAR_DOOR = 4
"""Sentences within which an alliance is still what `membership` is of."""


class Seen(Struct, frozen=True):
    """`framed` tells that the sentence says what a package of guarantees holds."""

    scene: Scene
    contents: list[Content]
    framed: bool


def see(
    reading: Reading, contents: list[list[Content]], spoken: set[str], sides: Sides, title: Scene | None
) -> list[Seen]:
    subject = sides.subject
    memory = Memory(
        offices=sides.offices,
        is_party=lambda actor: subject.is_party(sides.side(actor)),
        coalition=_coalition(reading, subject.coalitions),
        alliances=frozenset(subject.doors),
    )
    memory.headed(title.sentence.actors if title is not None else [])
    scenes = []
    for sentence, here in zip(reading.sentences, contents, strict=True):
        found = scene(reading, sentence, here, memory)
        speech.attribute(found, memory)
        scenes.append(found)
    quotations.spread(reading, scenes)
    said_before.give(scenes)
    dialogue.go_on(scenes)
    answers.give(scenes, title)
    voices.give(reading, scenes, voices.authors(title) or interviewed(scenes))
    return _with_contents(reading, scenes, spoken, sides.subject.doors)


def _coalition(reading: Reading, coalitions: frozenset[str]) -> Named | None:
    """Gives where a coalition of those who give is named: `26 countries` are its members."""
    named = (one for sentence in reading.sentences for one in sentence.actors)
    return next((one for one in named if one.id in coalitions), None)


def _with_contents(
    reading: Reading, scenes: list[Scene], spoken: set[str], doors: Mapping[str, frozenset[str]]
) -> list[Seen]:
    found = [one.contents for one in scenes]
    framed = _framed(reading, scenes)
    seen = []
    door, named_at = frozenset[str](), -_NEAR_DOOR
    for place, (one, contents) in enumerate(zip(scenes, found, strict=True)):
        named = [doors[actor.id] for actor in one.sentence.actors if actor.id in doors] if one.sentence.actors else []
        door, named_at = (named[-1], place) if named else (door, named_at)
        if not contents:
            seen.append(Seen(one, contents, framed[place]))
            continue
        kinds = set()
        for content in contents:
            kinds.add(content.kind)
            if content.kind == "strong":
                spoken.add(content.type)
                if content.nature.refuses_admission:
                    spoken.add(content.nature.refuses)
        kept = contents
        if "weak" in kinds and not (framed[place] or _are_near(scenes, place)):
            kept = [content for content in kept if content.kind != "weak" or _is_entry(content)]
            near = False
        else:
            near = True
        if "later" in kinds or "weak" in kinds:
            recent = place - named_at < _NEAR_DOOR and one.reading.language.code != "en"
            known = spoken.union(*named, door if recent else ())
            kept = [one for one in kept if one.kind != "weak" or near or one.type in known]
            kept = [content for content in kept if content.kind != "later" or content.type in known]
        seen.append(Seen(one, kept, framed[place]))
    return seen


def _is_entry(content: Content) -> bool:
    """Whether words for an entry mean one that is a guarantee of itself, so that the alliance's name is enough."""
    return content.nature.has("admission") and content.nature.has("standing")


def _are_near(scenes: list[Scene], place: int) -> bool:
    """Whether a sentence or one beside it says that security is guaranteed, so that arms or money are part of it."""
    if any(map(speaks_of_guarantees, scenes[place].contents)):
        return True
    paragraph = scenes[place].sentence.paragraph
    beside = [scenes[other] for other in (place - 1, place + 1) if 0 <= other < len(scenes)]
    return any(
        content.kind in ("anchor", "bare")
        for one in beside
        if abs(one.sentence.paragraph - paragraph) <= 1
        for content in one.contents
    )


def _framed(reading: Reading, scenes: list[Scene]) -> list[bool]:
    """Whether each sentence tells what a package of guarantees holds (`the declaration covers`), or is in its list."""
    framed: list[bool] = []
    listed, paragraph = False, -1
    for one in scenes:
        sentence = one.sentence
        frames, out = sentence.of("frame"), sentence.of("excluded")
        heads = bool(frames) and any(
            not any(other.first < hit.last and hit.first < other.last for other in out) for hit in frames
        )
        goes_on = sentence.paragraph == paragraph  # "1." is a sentence of its own
        listed = listed and (goes_on or reading.text[sentence.start] in _BULLETS)
        paragraph = sentence.paragraph
        framed.append(heads or listed)
        listed = listed or (heads and reading.text[sentence.end - 1] == ":")
    return framed
