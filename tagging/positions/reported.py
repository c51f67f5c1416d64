"""German reported speech without a verb of saying: its subjunctive tells that whoever spoke last goes on."""

from tagging.positions.memory import Memory
from tagging.positions.scene import Scene, fill


def reported(scene: Scene, memory: Memory) -> None:
    """Gives a German sentence in the subjunctive of reported speech (`Man sei bereit`) to who spoke last."""
    words, sentence = scene.reading.tokens.norms, scene.sentence
    marks = scene.reading.language.words.get("reported", frozenset())
    if not marks or any(scene.speakers) or sentence.paragraph - memory.paragraph > 1:
        return
    inside = words[sentence.first : sentence.last]
    here = sentence.paragraph == memory.paragraph
    if (marks | scene.reading.language.words["reported_plural"] if here else marks).isdisjoint(inside):
        return
    speakers, person = memory.speakers, memory.person
    if person is not None and (not speakers or person.first > speakers[0].first):
        speakers = (person,)
    fill(scene, sentence.first, sentence.last, speakers)
