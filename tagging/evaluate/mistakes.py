"""What went wrong in one article, in lines that a person can act on."""

from typing import NamedTuple

from schemas.tags import Position, Tags
from tagging.evaluate.gold import Gold, GoldPosition
from tagging.evaluate.match import lenient, pairs


class Mistake(NamedTuple):
    """One wrong tag: `kind` is `invented` or `missed`; `detail` says which, `evidence` where."""

    article: str
    layer: str
    kind: str
    detail: str
    evidence: str = ""


def mistakes(tags: Tags, gold: Gold) -> list[Mistake]:
    """Gives every invented and missed tag of one article."""
    found: list[Mistake] = []
    for layer in ("actors", "sources", "guarantee_types", "instruments"):
        one, other = getattr(tags, layer), getattr(gold, layer)
        found += [Mistake(gold.article, layer, "invented", tag, _where(tags, tag)) for tag in one if tag not in other]
        found += [Mistake(gold.article, layer, "missed", tag, _told_by(gold, tag)) for tag in other if tag not in one]
    matched = pairs(tags.positions, gold.positions, lenient)
    right, wanted = {one for one, _ in matched}, {other for _, other in matched}
    for index, position in enumerate(tags.positions):
        if index not in right:
            text = " … ".join(span.text for span in position.evidence)
            found.append(Mistake(gold.article, "positions", "invented", _told(position) + f" <{position.rule}>", text))
    for index, missing in enumerate(gold.positions):
        if index not in wanted:
            found.append(Mistake(gold.article, "positions", "missed", _told(missing), " … ".join(missing.evidence)))
    return found


def _where(tags: Tags, tag: str) -> str:
    """Gives the words that an invented tag rests on, and the rule that took them for it."""
    mention = next((one for one in tags.mentions if one.id == tag), None)
    return f"{mention.span.text} <{mention.rule}>" if mention else ""


def _told_by(gold: Gold, tag: str) -> str:
    """Gives the sentences in which a person found what was missed: the gold names those of a type or a holder."""
    spoken = [one for one in gold.positions if tag in one.types or tag in (one.holder, one.on_behalf_of)]
    return " … ".join(dict.fromkeys(quoted for one in spoken for quoted in one.evidence))


def _told(position: Position | GoldPosition) -> str:
    behalf = f" for {position.on_behalf_of}" if position.on_behalf_of else ""
    return f"{position.holder}{behalf} {position.stance} {position.beneficiary}: {', '.join(position.types)}"
