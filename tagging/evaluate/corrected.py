"""What readers corrected, held against what the tagger says now: mended, or wrong still."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec import Struct

from schemas.article import CleanedArticle
from schemas.correction import Correction, Stated
from schemas.tags import Position, Tags
from tagging.evaluate.mistakes import Mistake

LAYERS = {
    "actor": "actors",
    "guarantee-type": "guarantee_types",
    "source": "sources",
    "instrument": "instruments",
    "claim": "positions",
    "quote": "evidence",
}
"""What is measured, by what corrections are about; the layers are those of `evaluate`."""


class Corrected(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A correction with the very version of the article that it is about, where that is at hand."""

    correction: Correction
    article: CleanedArticle | None = None


class Count(NamedTuple):
    """Corrections of one layer, the same word of several readers once: mended, wrong still, without their article."""

    mended: int = 0
    wrong: int = 0
    unknown: int = 0


class Report(NamedTuple):
    """Every layer that was corrected, and what of it is wrong still."""

    layers: dict[str, Count]
    mistakes: list[Mistake]

    def document(self) -> dict[str, Any]:
        """Gives everything as one JSON document."""
        return {
            "layers": {layer: count._asdict() for layer, count in self.layers.items()},
            "mistakes": [one._asdict() for one in self.mistakes],
        }


def measure(corrected: Iterable[tuple[Corrected, Tags | None]]) -> Report:
    """Gives the report of corrections, each with what the tagger says of its article; None where that has no text."""
    layers: dict[str, Count] = {}
    wrong: list[Mistake] = []
    seen: set[tuple[str, str]] = set()
    for one, tags in corrected:
        said = one.correction
        if (said.point, said.version_id) in seen:
            continue
        seen.add((said.point, said.version_id))
        layer = LAYERS[said.about]
        found = None if tags is None else still(said, tags)
        wrong += found or ()
        outcome = (0, 0, 1) if found is None else (0, 1, 0) if found else (1, 0, 0)
        before = layers.get(layer, Count())
        layers[layer] = Count(*(was + more for was, more in zip(before, outcome, strict=True)))
    return Report({layer: layers[layer] for layer in LAYERS.values() if layer in layers}, wrong)


def still(said: Correction, tags: Tags) -> list[Mistake]:
    """Gives what of a correction the tags still get wrong: invented, missed, both or nothing."""
    layer = LAYERS[said.about]
    invented, missed = _of_tag(said, tags) if said.about not in ("claim", "quote") else _of_claim(said, tags)
    found = []
    if invented:
        found.append(Mistake(said.url, layer, "invented", invented, _why(said)))
    if missed:
        found.append(Mistake(said.url, layer, "missed", missed, _why(said)))
    return found


def _of_tag(said: Correction, tags: Tags) -> tuple[str, str]:
    there = getattr(tags, LAYERS[said.about])
    wrong = said.tag if said.tag in there else None
    missing = said.right_tag if said.right_tag not in there else None
    return wrong or "", missing or ""


def _of_claim(said: Correction, tags: Tags) -> tuple[str, str]:
    claim, right = said.claim, said.right_claim
    found = [one for one in tags.positions if claim and _same(one, claim)]
    if said.about == "quote":
        cited = any(span.text == said.quote for one in found for span in one.evidence)
        return f"{_told(claim)} <{said.quote}>" if claim and cited else "", ""
    asked = [one for one in tags.positions if right and _same(one, right)]
    types = {kind for one in asked for kind in one.types}
    wrong = claim if found else None
    if claim and right and _sides(claim) == _sides(right):
        # Only its types are corrected: the claim is wrong as long as one of those stands there that should not.
        wrong = claim if types & (set(claim.types) - set(right.types)) else None
    missing = right if right and not (asked and set(right.types) <= types) else None
    return _told(wrong) if wrong else "", _told(missing) if missing else ""


def _sides(claim: Stated | Position) -> tuple[str, str, str]:
    return claim.holder, claim.stance, claim.beneficiary


def _same(found: Position, said: Stated) -> bool:
    """Whether holder, stance and beneficiary agree, as in the strict score of positions; so must a state named."""
    return _sides(found) == _sides(said) and said.on_behalf_of in (None, found.on_behalf_of)


def _told(claim: Stated) -> str:
    behalf = f" for {claim.on_behalf_of}" if claim.on_behalf_of else ""
    return f"{claim.holder}{behalf} {claim.stance} {claim.beneficiary}: {', '.join(claim.types)}"


def _why(said: Correction) -> str:
    quote = "" if said.about == "quote" else said.quote
    return " – ".join(part for part in (quote, f"{said.by}: {said.remark}" if said.remark else said.by) if part)
