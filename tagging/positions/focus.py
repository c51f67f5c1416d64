"""Whose security an article is mostly about: what is believed of a guarantee that does not say whose it is."""

from collections import Counter

from tagging.positions.beneficiaries import beneficiary
from tagging.positions.seen import Seen
from tagging.positions.sides import Sides


def focus_of(seen: list[list[Seen]], sides: Sides) -> str:
    subject = sides.subject
    said: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for field in seen:
        for one in field:
            for content in one.contents:
                nature = content.nature
                if content.kind in ("anchor", "bare"):
                    said[beneficiary(one.scene, content, None, sides, "")] += 2
                elif content.kind == "strong" and nature.has("concession") and one.scene.reading.language.code != "en":
                    said[subject.rival] += 1
                elif content.kind == "strong" and not (nature.has("admission") or nature.has("form")):
                    said[subject.guarded] += 1
            for actor in one.scene.sentence.actors:
                named[sides.side(actor.id)] += 1
    said.pop("", None)
    if not named[subject.guarded] and not (named[subject.rival] and said[subject.rival]):
        return "other"
    return said.most_common(1)[0][0] if said else subject.guarded
