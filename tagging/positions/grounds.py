"""Why a position was made: the words that tell its holder, its stance and its guarantee, and the phrases they fit."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from schemas.tags import Ground, GroundKind, Position, Span
from tagging.marks import Mark
from tagging.positions.cues import Cue
from tagging.positions.scene import Link, Scene
from tagging.reading import Named, Reading

_TYPES = ("strong", "weak", "later", "against", "anchor", "bare", "anaphor")
_NEGATION_REACH = 4
MOST_GROUNDS = 2_000
KEPT_GROUNDS = 4
"""Of each position where all have more than MOST_GROUNDS together: those of one sentence."""


def grounds(scene: Scene, link: Link, named: Named, holder: Named) -> list[Ground]:
    """Gives the grounds of one claim of a sentence: `named` is whom the cue has, `holder` whose claim it became."""
    cue, content = link.predicate.cue, link.content
    found = _holder(scene, link, named, holder)
    mark = _cue_at(scene, cue)
    if mark is not None:
        turned = f", here {link.stance}" if link.stance != cue.stance else ""
        rule = f"{cue.stance}.{cue.form} {link.predicate.kind}{turned}"
        found.append(_ground(scene.reading, "stance", cue.stance, cue.first, cue.last, rule, mark))
    if content.kind == "anaphor" or content.type:
        mark = phrase_at(scene, content.first, content.last, content.type)
        rule = f"{content.kind} words" + (", for the contrary" if content.contrary else "")
        type_ = content.type or "anaphor"
        found.append(_ground(scene.reading, "guarantee", type_, content.first, content.last, rule, mark))
    found += _negations(scene, link)
    for hit in scene.sentence.of("condition")[:1]:
        rule = "condition in the sentence"
        found.append(_ground(scene.reading, "condition", "condition", hit.first, hit.last, rule, hit.payload))
    return found


def bounded(positions: Sequence[Position]) -> tuple[Position, ...]:
    """Gives the positions; where an article would have more grounds than any has, each keeps those of its first words,
    so that a text of claims alone stays within a message.
    """
    if sum(len(position.grounds) for position in positions) <= MOST_GROUNDS:
        return tuple(positions)
    return tuple(replace(position, grounds=position.grounds[:KEPT_GROUNDS]) for position in positions)


def phrase_at(scene: Scene, first: int, last: int, type_: str) -> Mark | None:
    """Gives the phrase of a guarantee that stands at these tokens, or the longest one within them."""
    found, longest = None, 0
    for hit in scene.sentence.hits:
        if first <= hit.first and longest < hit.last - hit.first <= last - hit.first and _is_of(hit.payload, type_):
            found, longest = hit.payload, hit.last - hit.first
    return found


def why(readings: Sequence[Reading], type_: str, span: Span) -> str:
    """Gives the rule of a guarantee type that stands at `span`: the phrase that found it there."""
    for reading in readings:
        if reading.field != span.field:
            continue
        starts, ends = reading.tokens.starts, reading.tokens.ends
        place = bisect_right(reading.sentences, span.start, key=lambda sentence: sentence.start) - 1
        hits = [
            hit
            for hit in (reading.sentences[place].hits if place >= 0 else ())
            if span.start <= starts[hit.first] and ends[hit.last - 1] <= span.end and _is_of(hit.payload, type_)
        ]
        if hits:
            mark = max(hits, key=lambda hit: hit.last - hit.first).payload
            return f"{mark.kind} {mark.phrase} ({mark.place})"
    return "of a claim"


def _is_of(mark: Mark, type_: str) -> bool:
    return mark.kind in _TYPES and mark.name in (type_, "")


def _holder(scene: Scene, link: Link, named: Named, holder: Named) -> list[Ground]:
    how = link.predicate.source or "speaker"
    rule = f"{how} of the cue" if named == holder else f"speaks for {named.id}, {how} of the cue"
    mention, sentence, at = holder.mention, scene.sentence, link.predicate.subject_first
    inside = mention.span.field == scene.reading.field and sentence.start <= mention.span.start < sentence.end
    if not inside and sentence.first <= at < sentence.last:
        taken_up = f"{rule}, for “{mention.span.text}”"
        return [replace(_ground(scene.reading, "holder", holder.id, at, at + 1, taken_up), phrase=mention.rule)]
    return [Ground(tells="holder", id=holder.id, span=mention.span, rule=rule, phrase=mention.rule)]


def _cue_at(scene: Scene, cue: Cue) -> Mark | None:
    for hit in scene.sentence.of("cue"):
        if hit.first == cue.first and hit.last == cue.last:
            mark = hit.payload
            if mark.name == cue.stance and mark.form == cue.form:
                return mark
    return next((one.mark for one in scene.verdicts if one.predicate.cue is cue), None)


def _negations(scene: Scene, link: Link) -> list[Ground]:
    if not link.predicate.negated and link.inner > 0:
        return []
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    starts = (link.predicate.cue.first, link.content.first)
    near = {
        at
        for start in starts
        for at in range(max(scene.sentence.first, start - _NEGATION_REACH), start)
        if words[at] in lists["negation"] or words[at] in lists["flips_content"]
    }
    return [_ground(scene.reading, "negation", words[at], at, at + 1, "before cue or guarantee") for at in sorted(near)]


def _ground(
    reading: Reading, tells: GroundKind, id_: str, first: int, last: int, rule: str, mark: Mark | None = None
) -> Ground:
    start, end = reading.tokens.starts[first], reading.tokens.ends[last - 1]
    span = Span(text=reading.text[start:end], start=start, end=end, field=reading.field)
    phrase, place = (mark.phrase, mark.place) if mark else ("", "")
    return Ground(tells=tells, id=id_, span=span, rule=rule, phrase=phrase, place=place)
