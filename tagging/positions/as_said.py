"""A stance told by the way, in a clause that begins with `as`: `wie ihn Tusk vorschlägt`, `comme le réclame Kiev`."""

from tagging.positions import subjects
from tagging.positions.contents import Content
from tagging.positions.elsewhere import named_after
from tagging.positions.scene import Link, Scene
from tagging.reading import Named

_STANCES = ("want", "propose", "give", "against", "back")


def as_said(scene: Scene, content: Content) -> list[Link]:
    """Gives the stances on a guarantee that clauses right behind it tell, whatever the main clause says of it."""
    words, lists = scene.reading.tokens.norms, scene.reading.language.words
    place = scene.zone_at(content.first) + 1
    if content.kind == "anaphor" or place >= len(scene.zones) or not lists["as"] or not lists["said_so"]:
        return []
    zone = scene.zones[place]
    if words[zone.first] not in lists["as"] or zone.last - zone.first < 2:
        return []
    meant = words[zone.first + 1] in lists["said_so"] | lists["by"] or _is_participle(scene, zone.first + 1, place)
    if not meant:
        return []
    for one in scene.predicates:
        if one.zone != place or one.stance not in _STANCES or one.cue.form != "verb":
            continue
        holders = _by(scene, zone.first, zone.last) or _named(scene, zone.first + 2, zone.last) or one.holders
        sign = (-1 if one.stance == "against" else 1) * (-1 if one.negated else 1)
        if holders:
            return [Link(holders, one, one.stance, sign, 1, content, False)]
    return []


def _is_participle(scene: Scene, at: int, place: int) -> bool:
    """Whether the clause is but a participle: `comme demandé par Kiev`."""
    return any(one.zone == place and one.cue.first == at and one.kind == "passive" for one in scene.predicates)


def _named(scene: Scene, first: int, last: int) -> tuple[Named, ...]:
    """Gives who is named as its subject, which no pronoun before it is: `wie sie Kiew verlangt`."""
    subject = subjects.find(scene.reading, scene.sentence, scene.stands, first, last)
    return subject.actors if subject is not None else ()


def _by(scene: Scene, first: int, last: int) -> tuple[Named, ...]:
    """Gives by whom it is said: `wie von Macron gefordert`."""
    words, by = scene.reading.tokens.norms, scene.reading.language.words["by"]
    at = next((at for at in range(first, min(first + 4, last)) if words[at] in by), -1)
    found = named_after(scene, at + 1) if at >= 0 else None
    return found.actors if found is not None else ()
