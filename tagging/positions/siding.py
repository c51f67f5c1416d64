"""Who sides with what was said last, or differs: `Ähnlich äußerte sich Tusk`, `Rome ne dit pas autre chose`."""

from schemas.tags import FOR
from tagging.positions import subjects
from tagging.positions.claiming import span
from tagging.positions.grounds import grounds
from tagging.positions.merge import Claim
from tagging.positions.scene import Link, Predicate, Scene
from tagging.positions.sides import Sides
from tagging.reading import Named

_NEXT = 400
"""Characters within which what was said before is still what somebody sides with."""
_AFTER = 8
"""Tokens behind the words within which who sides is named."""


def sided(scene: Scene, meant: list[Claim], sides: Sides) -> list[Claim]:
    """Gives the claims of those who say the same as, or the contrary of, the claim that was told last."""
    agreeing, differing = scene.sentence.of("siding"), scene.sentence.of("differing")
    hit = next(iter([*differing, *agreeing]), None)
    about = next((one for one in meant if one.holder and one.evidence), None)
    if hit is None or about is None or about.evidence[0].field != scene.reading.field:
        return []
    if not 0 <= scene.sentence.start - about.evidence[0].end <= _NEXT:
        return []
    against = (about.stance in FOR) == bool(differing)
    stance = (about.stance if not differing and about.stance == "doubts" else "rejects") if against else "supports"
    types = list(dict.fromkeys(kind for one in meant if one.party == about.party for kind in one.types))
    predicate = next((one for one in scene.predicates if one.cue.first >= hit.first), None)
    return [
        Claim(
            holder.id,
            sides.behalf(holder.id),
            stance,
            about.beneficiary,
            types,
            [span(scene)],
            negated=about.negated and not differing,
            rule="differs from what was said before" if differing else "sides with what was said before",
            grounds=_grounds(scene, predicate, holder),
        )
        for holder in _holders(scene, hit.first, hit.last)
        if holder.id != about.holder
    ]


def _holders(scene: Scene, first: int, last: int) -> tuple[Named, ...]:
    zone = scene.zones[scene.zone_at(first)]
    near = [one for one in scene.predicates if zone.first <= one.cue.first < zone.last and one.cue.form == "verb"]
    told = next((one.holders for one in near if one.holders and one.source in ("subject", "after", "shared")), ())
    if told:
        return told
    put_before = [one for one in scene.sentence.actors if 0 < zone.first - one.last <= 1 and zone.first == first]
    if put_before:
        return tuple(put_before[-1:])  # "Donald Tusk, abonde dans le même sens"
    end = min(last + _AFTER, scene.sentence.last)
    for begin, stop in ((zone.first, last), (last, end)):
        subject = subjects.find(scene.reading, scene.sentence, scene.stands, begin, stop)
        if subject is not None and subject.actors:
            return subject.actors
    return tuple(one for one in scene.sentence.actors if last <= one.first < end)[:1]  # "même prudence à Rome"


def _grounds(scene: Scene, predicate: Predicate | None, holder: Named) -> list:  # type: ignore[type-arg]
    if predicate is None or not scene.contents:
        return []
    link = Link((holder,), predicate, predicate.stance, 1, 1, scene.contents[0], False)
    return grounds(scene, link, holder, holder)
