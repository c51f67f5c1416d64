"""Whose `I` an interview is told in: that of the person whom its first sentences name as being interviewed."""

from tagging.positions.scene import Scene
from tagging.reading import Named

_LEAD = 4
"""Sentences within which an interview names who gives it."""
_TURNS = 4
"""Paragraphs that begin with a dash, from which on a text is a talk."""
_DASHES = ("—", "–", "-")


def interviewed(scenes: list[Scene]) -> tuple[Named, ...]:
    """Gives the person who answers, or nobody where the text is no interview with turns that dashes begin."""
    lead = next((one for one in scenes[:_LEAD] if _names_it(one)), None)
    if lead is None or sum(map(_opens_turn, scenes)) < _TURNS:
        return ()
    persons = (one for one, stands in zip(lead.sentence.actors, lead.stands, strict=True) if not stands.modifies)
    return tuple(one for one in persons if one.id.startswith("person/"))[:1]


def _names_it(scene: Scene) -> bool:
    words, interview = scene.reading.tokens.norms, scene.reading.language.words["interview"]
    return not interview.isdisjoint(words[scene.sentence.first : scene.sentence.last])


def _opens_turn(scene: Scene) -> bool:
    at, text = scene.sentence.start, scene.reading.text
    return text[at : at + 1] in _DASHES and text[:at].rstrip(" ")[-1:] in ("\n", "")
