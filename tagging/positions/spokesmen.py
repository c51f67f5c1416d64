"""Whose claim it is where somebody says of the own state what the state wants."""

from tagging.positions.scene import Link, Scene
from tagging.positions.sides import Sides
from tagging.reading import Named

_UNRIPE = (["not", "ready"], ["not", "prepared"])
"""What somebody finds of a country that would join: `Ukraine is not ready for membership`."""


def speaker_for(scene: Scene, named: Named, link: Link, sides: Sides) -> Named:
    """Gives the speaker where a person says of the own state what the state wants."""
    if named.id.startswith("person/"):
        return named
    speakers = scene.speaker_at(link.predicate.cue.first)
    for speaker in speakers:
        of_bloc = sides.subject.speaks_for.get(named.id, "") if named.id.startswith("bloc/") else ""
        if sides.behalf(speaker.id) in (named.id, of_bloc):
            return speaker
        if sides.subject.is_party(sides.side(speaker.id)) and sides.side(speaker.id) == sides.side(named.id):
            return speaker  # who serves a council or a parliament of the state
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    claims = scene.reading.language.code == "en" and words[link.predicate.cue.first] in ("right", "entitled")
    ripe = link.content.nature.grants_admission and words[link.predicate.cue.first : link.predicate.cue.last] in _UNRIPE
    needs = (
        claims
        or ripe
        or (words[link.predicate.cue.first] in lists["getting"] and words[link.predicate.cue.first - 1] != "to")
    )
    return speakers[0] if needs and speakers else named  # "Kallas said Ukraine needed guarantees"
