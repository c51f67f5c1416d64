"""German word order: the finite verb stands second, what it carries stands last (`wird der Ukraine Garantien geben`).

The two halves are read as one predicate that begins where the first half stands.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tagging.positions.scene import Predicate, Scene

_PARTICIPLE = re.compile(r"(?:\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter)\w+t)$")
_TRAILING = frozenset(
    ["werden", "wird", "werde", "haben", "habe", "hat", "sein", "sei", "ist", "worden", "können", "könne", "wollen"]
)
_PARTICLES = frozenset(["ab", "an", "aus", "bei", "ein", "mit", "vor", "zu", "zurück"])
_WISHES = frozenset(["will", "wollen", "wolle", "wollte", "wollten", "möchte", "möchten"])


def opening(scene: "Scene", predicate: "Predicate") -> "Predicate | None":
    """Gives the auxiliary or modal verb that a verb at the end of its zone completes, if it is one."""
    if scene.reading.language.code != "de" or predicate.cue.form != "verb" or predicate.kind == "modal":
        return None
    if not _closes(scene, predicate):
        return None
    words = scene.reading.tokens.norms
    for other in reversed(scene.predicates):
        if other.zone != predicate.zone:
            return None
        if other.kind == "modal" or words[other.cue.first] in _WISHES:
            return other
    return None


def _closes(scene: "Scene", predicate: "Predicate") -> bool:
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    at, end = predicate.cue.last, scene.zones[predicate.zone].last
    while at < end and (words[at] in _TRAILING or not words[at][0].isalnum()):
        at += 1
    return at >= end or words[at] in lists["coordinate"] or words[at] in ("als", "wie")


def is_passive(scene: "Scene", predicate: "Predicate", first: "Predicate") -> bool:
    """Whether the two halves are a passive: `wurde … abgelehnt`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    closing = words[predicate.cue.last : predicate.cue.last + 1]
    carried = words[first.cue.first] in lists["be"] or closing in (["werden"], ["worden"])
    word = words[predicate.cue.first]
    return carried and word != "bereit" and bool(_PARTICIPLE.match(word))


def is_negated(scene: "Scene", predicate: "Predicate", start: int) -> bool:
    """Whether a negation stands between the halves, from token `start` on."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    return sum(map(lists["negation"].__contains__, words[start : predicate.cue.first])) % 2 == 1


def is_negated_after(scene: "Scene", predicate: "Predicate") -> bool:
    """Whether `nicht` stands behind a finite verb in its zone: `schließt den Einsatz nicht aus`."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    if scene.reading.language.code != "de" or predicate.cue.form != "verb" or predicate.kind == "infinitive":
        return False
    end = scene.zones[predicate.zone].last
    for other in scene.predicates:
        if other.zone == predicate.zone and other.cue.first > predicate.cue.first:
            end = min(end, other.cue.first)
    behind = words[predicate.cue.last : end]
    if words[predicate.cue.last - 1] in _PARTICLES:
        behind = [*words[predicate.cue.first + 1 : predicate.cue.last], *behind]
    return not lists["negation"].isdisjoint(behind) and any(
        word in lists["negation"] and not word.startswith("kein") and behind[at + 1 : at + 2] != ["nur"]
        for at, word in enumerate(behind)
    )
