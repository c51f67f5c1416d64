"""Whose security an article is mostly about: what is believed of a guarantee that does not say whose it is."""

from collections import Counter

from tagging.positions.beneficiaries import beneficiary
from tagging.positions.contents import Content
from tagging.positions.seen import Seen
from tagging.positions.sides import Sides

_OFTEN = 3
"""Times that the neighbours are named in an article about them."""


def _for_whom(one: Seen, content: Content, sides: Sides) -> str:
    """Gives for whom words that name a guarantee most likely are: `nuclear umbrella` and `Article 5` of allies."""
    subject = sides.subject
    kind = subject.types.get(content.type)
    near = {sides.side(actor.id) for actor in one.scene.sentence.actors}
    allied = any(actor.id in subject.doors for actor in one.scene.sentence.actors) or subject.neighbours in near
    if content.nature.has("defence") and allied and subject.guarded not in near:
        return subject.neighbours
    return kind.for_ if kind is not None and kind.for_ == subject.neighbours else subject.guarded


def _is_of_others(seen: list[list[Seen]], sides: Sides, named: Counter[str]) -> bool:
    """Whether an article is about the security of states that are no side: those of its headline, or who would join."""
    guarded = sides.subject.guarded
    title = {sides.side(actor.id) for one in seen[0] for actor in one.scene.sentence.actors}
    if guarded in title or sides.subject.neighbours in title or not seen[0]:
        return False
    if "other" in title and named["other"] > named[guarded]:
        return True
    joining = Counter(
        beneficiary(one.scene, content, None, sides, "")
        for field in seen
        for one in field
        for content in one.contents
        if content.kind == "strong" and content.nature.grants_admission
    )
    return joining["other"] >= _OFTEN - 1 and joining["other"] > 2 * joining[guarded]


def focus_of(seen: list[list[Seen]], sides: Sides) -> str:
    subject = sides.subject
    said: Counter[str] = Counter()
    named: Counter[str] = Counter()
    outright: set[str] = set()
    for field in seen:
        for one in field:
            for content in one.contents:
                nature = content.nature
                if content.kind in ("anchor", "bare"):
                    whose = beneficiary(one.scene, content, None, sides, "")
                    said[whose] += 2
                    outright.add(whose)
                elif content.kind == "strong" and nature.has("concession") and one.scene.reading.language.code != "en":
                    said[subject.rival] += 1
                elif content.kind == "strong" and not (nature.has("admission") or nature.has("form")):
                    said[_for_whom(one, content, sides)] += 1
            for actor in one.scene.sentence.actors:
                named[sides.side(actor.id)] += 1
    said.pop("", None)
    if _is_of_others(seen, sides, named):
        return "other"
    english = seen[-1][0].scene.reading.language.code == "en" if seen and seen[-1] else False
    rivals = said[subject.rival] > 0 if english else subject.rival in outright
    if not named[subject.guarded] and not (named[subject.rival] and rivals):
        of_neighbours = named[subject.neighbours] >= _OFTEN and named[subject.neighbours] > named["other"]
        of_neighbours = of_neighbours or (said[subject.neighbours] >= _OFTEN and named[subject.neighbours] > 0)
        return subject.neighbours if of_neighbours else "other"
    return max(said, key=lambda side: (said[side], side == subject.guarded)) if said else subject.guarded
