"""What is found of a thing, named or not, and by whom: `too early`, `Berlin is no keener`, `Riga is for it`."""

from collections.abc import Callable

from tagging.marks import Judged, Mark
from tagging.phrases import Hit
from tagging.positions.attaching import attach
from tagging.positions.cues import Cue
from tagging.positions.memory import Memory
from tagging.positions.scene import Predicate, Scene, Verdict
from tagging.reading import Reading, Sentence

SAID: dict[Judged, str] = {"for": "back", "against": "against", "doubt": "doubt"}
"""Verdicts that whoever says them holds, with the stance of each."""
TOLD: dict[Judged, str] = {
    "backs": "back",
    "refuses": "against",
    "wavers": "doubt",
    "joins": "give",
    "stays": "against",
}
"""Verdicts that are told of their subject."""


def find(reading: Reading, sentence: Sentence) -> list[Hit[Mark]]:
    """Gives the verdicts of a sentence, the last first and none over another: the longest at each place."""
    if reading.language.verdicts is None:
        return []
    hits = reading.language.verdicts.find(reading.tokens.norms, sentence.first, sentence.last)
    chosen: list[Hit[Mark]] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if (not chosen or hit.first >= chosen[-1].last) and hit.first not in sentence.actor_at:
            chosen.append(hit)
    chosen.reverse()
    return chosen


def give(
    found: Scene, ahead: list[Hit[Mark]], last: int, memory: Memory, negated: Callable[[Scene, Predicate], bool]
) -> None:
    """Puts the verdicts that begin before token `last` among those of the scene, and takes them from `ahead`.

    Who is told to hold one is found with what is known so far, so that a pronoun means who stands before it.
    """
    while ahead and ahead[-1].first <= last:
        hit = ahead.pop()
        kind: Judged = hit.payload.form  # type: ignore[assignment]
        told = kind in TOLD
        stance = TOLD[kind] if told else SAID[kind]
        cue = Cue(hit.first, hit.last, stance, "verb" if told else "adjective")
        bare = found.reading.tokens.norms[hit.first - 1] in found.reading.language.words["infinitive"]
        form = ("infinitive" if bare else "finite") if told else "adjective"
        predicate = Predicate(cue, form, found.zone_at(hit.first))  # type: ignore[arg-type]
        predicate.negated = negated(found, predicate)
        if told:
            attach(found, predicate, memory)
        found.verdicts = [*found.verdicts, Verdict(kind, predicate, hit.payload)]
