"""Whose security an article is mostly about: what is believed of a guarantee that does not say whose it is."""

from collections import Counter

from tagging.positions.beneficiaries import ABOUT_ADMISSION, beneficiary
from tagging.positions.seen import Seen
from tagging.positions.sides import Sides
from tagging.positions.stances import FORMS, GIVES_UP


def focus_of(seen: list[list[Seen]], sides: Sides) -> str:
    said: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for field in seen:
        for one in field:
            for content in one.contents:
                if content.kind in ("anchor", "bare"):
                    said[beneficiary(one.scene, content, None, sides, "")] += 2
                elif content.kind == "strong" and content.type in GIVES_UP and one.scene.reading.language.code != "en":
                    said["russia"] += 1
                elif content.kind == "strong" and content.type not in (*ABOUT_ADMISSION, *FORMS):
                    said["ukraine"] += 1
            for actor in one.scene.sentence.actors:
                named[sides.side(actor.id)] += 1
    said.pop("", None)
    if not named["ukraine"] and not named["russia"]:
        return "other"
    return said.most_common(1)[0][0] if said else "ukraine"
