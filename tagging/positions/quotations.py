"""Who says a long quotation: who is found beside it, else who spoke last before it."""

import re

from tagging.positions.scene import Predicate, Scene, fill
from tagging.positions.tails import told
from tagging.reading import Named, Reading

_TIME = re.compile(r"\d{1,2} ?[h:.] ?\d{2}\b")
_SHORT_QUOTE = 4
"""Tokens up to which quoted words are a part of the reporter's sentence."""


def spread(reading: Reading, scenes: list[Scene]) -> None:
    """Gives every long quotation one speaker: who is found beside it, else who spoke last before it."""
    at = 0
    last: tuple[Named, ...] = ()
    last_paragraph = -9
    for quote in reading.quotes:
        while at < len(scenes) and scenes[at].sentence.last <= quote.first:
            last, last_paragraph = _latest(scenes[at], last, last_paragraph)
            at += 1
        over = []
        place = at
        while place < len(scenes) and scenes[place].sentence.first < quote.last:
            over.append(scenes[place])
            place += 1
        if not over or quote.last - quote.first <= _SHORT_QUOTE:
            continue
        behind = told(reading, scenes, quote)
        if behind == ():
            found = _known(over, quote.first, quote.last)  # an official is not the person who spoke before
            behind = () if any(one.id.startswith("person/") for one in found) else found
        if behind is not None:
            for scene in over:
                fill(scene, max(quote.first, scene.sentence.first), min(quote.last, scene.sentence.last), behind)
            last, last_paragraph = behind or last, over[-1].sentence.paragraph
            continue
        opens = over[0].sentence.first >= quote.first - 1
        known = _known(over, quote.first, quote.last)
        if not known and opens and over[0].sentence.paragraph == last_paragraph and reading.language.code == "en":
            known = last  # `"…," he said. "…"`: the rest of what was said there
        known = known or _beside(scenes, place, quote.last)
        if not known and opens and over[0].sentence.paragraph - last_paragraph <= 1 and not _is_dated(scenes, at):
            known = last
        if known:
            for scene in over:
                fill(scene, max(quote.first, scene.sentence.first), min(quote.last, scene.sentence.last), known)
            last, last_paragraph = known, over[-1].sentence.paragraph


def _is_dated(scenes: list[Scene], place: int) -> bool:
    """Whether the paragraph of a sentence opens with a time, as entries of a live blog do: nobody speaks on there."""
    paragraph = scenes[place].sentence.paragraph
    while place > 0 and scenes[place - 1].sentence.paragraph == paragraph:
        place -= 1
    scene = scenes[place]
    return _TIME.match(scene.reading.text, scene.sentence.start) is not None


def _latest(scene: Scene, last: tuple[Named, ...], paragraph: int) -> tuple[tuple[Named, ...], int]:
    for one in reversed(scene.predicates):
        if one.stance == "say" and one.holders:
            return one.holders, scene.sentence.paragraph
    spoken = next(filter(None, reversed(scene.speakers)), ())
    return (spoken, scene.sentence.paragraph) if spoken else (last, paragraph)


def _known(over: list[Scene], first: int, last: int) -> tuple[Named, ...]:
    for scene in reversed(over):
        for token in range(max(first, scene.sentence.first), min(last, scene.sentence.last)):
            if scene.speaker_at(token):
                return scene.speaker_at(token)
    return ()


def _beside(scenes: list[Scene], place: int, end: int) -> tuple[Named, ...]:
    """Gives the speaker of a short sentence right after the quotation: `“…?” Peskov asked.`"""
    if place >= len(scenes) or scenes[place].sentence.first - end > 3:
        return ()
    scene = scenes[place]
    said: list[Predicate] = [one for one in scene.predicates if one.stance == "say" and one.holders]
    if scene.reading.tokens.norms[scene.sentence.last - 1] == ":":
        return ()  # it leads to the next quotation
    if said and said[0].zone == 0 and scene.sentence.last - scene.sentence.first <= 16:
        return said[0].holders
    return ()
