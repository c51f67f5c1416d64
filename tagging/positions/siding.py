"""Who sides with what was said last, or differs, and who takes a stance on it in words that name nothing.

`Ähnlich äußerte sich Tusk`, `Rome ne dit pas autre chose`, `Berlin winkt ab`, `ce serait une folie`.
"""

from schemas.tags import FOR, Stance
from tagging.positions import subjects
from tagging.positions.claiming import taken_over
from tagging.positions.contents import Content
from tagging.positions.merge import Claim
from tagging.positions.scene import Predicate, Scene
from tagging.positions.sides import Sides
from tagging.reading import Named

_NEXT = 400
"""Characters within which what was said before is still what somebody sides with."""
_AFTER = 8
"""Tokens behind the words within which who sides is named."""
_STANCES: dict[str, Stance] = {"against": "rejects", "doubt": "doubts", "back": "supports", "give": "offers"}


def sided(scene: Scene, meant: list[Claim], sides: Sides) -> list[Claim]:
    """Gives the claims of those who say the same as, or the contrary of, the claim that was told last."""
    agreeing, differing = scene.sentence.of("siding"), scene.sentence.of("differing")
    hit = next(iter([*differing, *agreeing]), None)
    about = next((one for one in meant if one.holder and one.evidence), None)
    if hit is None or about is None or not _is_near(scene, about):
        return []
    against = (about.stance in FOR) == bool(differing)
    same: Stance = "doubts" if about.stance == "doubts" and not differing else "rejects"
    rule = "differs from what was said before" if differing else "sides with what was said before"
    return [
        _on(scene, meant, about, holder, same if against else "supports", hit.first, hit.last, sides, rule)
        for holder in _holders(scene, hit.first, hit.last)
        if holder.id != about.holder
    ]


def reacted(scene: Scene, meant: list[Claim], sides: Sides) -> list[Claim]:
    """Gives the stance that somebody takes on what is under discussion: `Berlin winkt ab`, `L'AfD dit niet`."""
    about = next((one for one in meant if one.evidence), None)
    hit = next(iter(scene.sentence.of("reaction")), None)
    if about is None or not _is_near(scene, about):
        return []
    if hit is None:
        return _judged(scene, meant, about, sides)
    stance = _STANCES[hit.payload.name]
    found = scene.speaker_at(hit.first) or _holders(scene, hit.first, hit.last)
    made = []
    for holder in found:
        party = sides.subject.is_party(sides.side(holder.id))
        own = any(sides.subject.nature(kind).has("own-means") for kind in about.types)
        its = "supports" if stance == "offers" and (party or not own) else stance
        if holder.id != about.holder or (its in FOR) != (about.stance in FOR):
            rule = f"{hit.payload.name} of what is under discussion"
            made.append(_on(scene, meant, about, holder, its, hit.first, hit.last, sides, rule))
    return made


def _judged(scene: Scene, meant: list[Claim], about: Claim, sides: Sides) -> list[Claim]:
    """Gives what a speaker calls that which is under discussion: `« C'est une folie », dit Mélenchon`."""
    for one in scene.predicates:
        if one.cue.form != "adjective" or one.stance not in ("against", "doubt") or one.negated:
            continue
        for holder in scene.speaker_at(one.cue.first):
            if holder.id == about.holder or not holder.id.startswith("person/"):
                continue
            stance, rule = _STANCES[one.stance], f"{one.stance}.adjective of what is under discussion"
            return [_on(scene, meant, about, holder, stance, one.cue.first, one.cue.last, sides, rule, one)]
    return []


def _is_near(scene: Scene, about: Claim) -> bool:
    """Whether a claim is of this field, and was told shortly before."""
    told = about.evidence[0]
    return told.field == scene.reading.field and 0 <= scene.sentence.start - told.end <= _NEXT


def _on(
    scene: Scene,
    meant: list[Claim],
    about: Claim,
    holder: Named,
    stance: Stance,
    first: int,
    last: int,
    sides: Sides,
    rule: str,
    predicate: Predicate | None = None,
) -> Claim:
    claim = taken_over(scene, about, holder, stance, predicate, Content(first, last, "", "anaphor"), sides, rule)
    claim.types = list(dict.fromkeys(kind for one in meant if one.party == about.party for kind in one.types))
    return claim


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
    return tuple(one for one in scene.sentence.actors if zone.first <= one.first < end)[:1]  # "même prudence à Rome"
