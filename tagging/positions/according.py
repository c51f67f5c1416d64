"""Who says what `according to` somebody is so: `for Kyiv, …`, `по словам министра`."""

from tagging.positions.genders import fitting
from tagging.positions.memory import Memory
from tagging.positions.named_behind import named_behind
from tagging.positions.scene import Scene, fill
from tagging.reading import Named

_OFFICE = 5
"""Tokens that the name of an office has."""


def give(scene: Scene, memory: Memory) -> None:
    """Fills the speakers of a sentence that names them so."""
    sentence = scene.sentence
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    starts = sentence.of("according")
    marks = [(hit.first, hit.last) for hit in starts]
    if words[sentence.first] in lists["opinion_for"] and (len(scene.zones) > 1 or lists["finite"] or lists["heads"]):
        marks.insert(0, (sentence.first, sentence.first + 1))
    for first, last in marks:
        named = next((one for one in sentence.actors if first < one.first < last), None)  # "in Merz's view"
        named = named or next(
            (one for index, one in enumerate(sentence.actors)
             if (last if lists["infinitive"] == {"to"} else first) <= one.first <= last + 7
             and not scene.stands[index].modifies), None)  # fmt: skip
        pronouns = scene.reading.language.words.get("of_him", frozenset())
        his = any(word in lists["his"] or word in lists["their"] for word in words[first:last])
        his = his or _of_office(scene, last)
        if his or any(word in pronouns for word in words[first : last + 1]):
            meant = memory.speakers or ((memory.person,) if memory.person else ())
            pronoun = next((word for word in words[first : last + 1] if word in pronouns or word in lists["his"]), "")
            fill(scene, sentence.first, sentence.last, fitting(pronoun, meant, memory, lists))
            continue
        before = next((one for one in sentence.actors if one.last == first), None)
        if before is not None and words[first] in lists["postpositions"]:
            fill(scene, last, sentence.last, (before,))
            fill(scene, sentence.first, before.first, (before,))
            continue
        if named is None:
            continue
        named = named_behind(scene, named.first) or named
        opening = first - sentence.first <= 2 or words[first - 1] in (":", ";")
        if words[first] in lists["opinion_for"] and not (opening and _ends_opinion(scene, named)):
            continue
        if opening:
            fill(scene, named.last, sentence.last, (named,))
        else:
            fill(scene, sentence.first, first, (named,))


def _of_office(scene: Scene, first: int) -> bool:
    """Whether Slavic words up to a comma name but an office: `по словам главы правительства, …`."""
    words, offices = scene.reading.tokens.norms, scene.reading.language.words["of_office"]
    last = next((at for at in range(first, min(first + _OFFICE, scene.sentence.last)) if words[at] == ","), first)
    named = any(at in scene.sentence.actor_at for at in range(first, last))
    return not named and not offices.isdisjoint(words[first:last])


def _ends_opinion(scene: Scene, named: Named) -> bool:
    """Whether `for` somebody stands apart: before a comma, or before the verb (`Für Selenskyj sind Garantien …`)."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    parted = any(named.last == zone.last for zone in scene.zones[:2]) or any(
        one.first == named.last for one in scene.contents if one.kind != "anaphor"
    )
    return parted or words[named.last] in lists["finite"]
