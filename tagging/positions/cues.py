"""The cues of a sentence: which of the phrases found really stand there, as verb, noun or adjective."""

from typing import NamedTuple

from tagging.lexicon import Mark
from tagging.phrases import Hit
from tagging.reading import Reading, Sentence


class Cue(NamedTuple):
    """Tokens `first` to before `last` say `stance`."""

    first: int
    last: int
    stance: str
    form: str


def choose(reading: Reading, sentence: Sentence) -> list[Cue]:
    """Gives the cues in order, none over another: the longest at each place, a noun where a noun must be."""
    hits = [hit for hit in sentence.hits if hit.payload.kind == "cue"]
    named = {at for one in sentence.actors for at in range(one.first, one.last)}
    hits.sort(key=lambda hit: (hit.first, -hit.last))
    chosen: list[Cue] = []
    for place, hit in enumerate(hits):
        if hit.first in named or (chosen and hit.first < chosen[-1].last):
            continue
        same = [other for other in hits[place:] if other.first == hit.first and other.last == hit.last]
        mark = _settle(reading, hit, [other.payload for other in same])
        if mark is not None:
            chosen.append(Cue(hit.first, hit.last, mark.name, mark.form))
    return chosen


def _settle(reading: Reading, hit: Hit[Mark], marks: list[Mark]) -> Mark | None:
    if reading.language.code == "en" and _noun_place(reading, hit):
        return next((mark for mark in marks if mark.form in ("noun", "adjective")), None)
    verbs = [mark for mark in marks if mark.form == "verb"]
    return verbs[0] if verbs else marks[0]


def _noun_place(reading: Reading, hit: Hit[Mark]) -> bool:
    """Whether the English word stands where only a noun (or an adjective) can: after an article or a possessive."""
    words, lists = reading.tokens.norms, reading.language.words
    if hit.last - hit.first > 1 or hit.first == 0:
        return False
    before = words[hit.first - 1]
    after = words[hit.last] if hit.last < len(words) else ""
    if before in lists["determiners"] or before in ("'s", "'"):
        return not (
            before in ("that", "this", "these", "those", "all", "both", "any")
            and after not in ("for", "to", "of", ",", ".")
        )
    return (
        before in lists["prepositions"] and before not in ("to", "as", "than") and not words[hit.first].endswith("ing")
    )
