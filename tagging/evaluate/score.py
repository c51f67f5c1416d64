"""Counts of right, invented and missed tags: for one article and layer, and summed with F1 and its interval."""

import random
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.tags import Tags
from tagging.evaluate.gold import Gold
from tagging.evaluate.match import lenient, pairs, strict

LAYERS = ("actors", "sources", "guarantee_types", "instruments", "positions", "positions_strict", "evidence")
_ROUNDS = 1_000
_SEED = 20_260_101


class Counts(NamedTuple):
    """Right tags, tags that are not in the gold, and tags of the gold that are missing."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The part of the tags given that is right; 1 where none was given."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """The part of the gold that was found; 1 where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where there was nothing to find and nothing was given."""
        whole = 2 * self.right + self.invented + self.missed
        return 2 * self.right / whole if whole else 1.0


def count(tags: Tags, gold: Gold, text: str) -> dict[str, Counts]:
    """Gives the counts of one article by layer. `text` is what evidence points into (title first, then the body)."""
    counts = {
        layer: _sets(getattr(tags, layer), getattr(gold, layer))
        for layer in ("actors", "sources", "guarantee_types", "instruments")
    }
    matched = pairs(tags.positions, gold.positions, lenient)
    counts["positions"] = _paired(len(matched), tags, gold)
    counts["positions_strict"] = _paired(len(pairs(tags.positions, gold.positions, strict)), tags, gold)
    overlapping = 0
    for found, wanted in matched:
        spans = [span.text for span in tags.positions[found].evidence]
        overlapping += any(_overlap(span, quoted, text) for span in spans for quoted in gold.positions[wanted].evidence)
    counts["evidence"] = Counts(overlapping, len(matched) - overlapping, len(matched) - overlapping)
    return counts


def total(counts: Iterable[Counts]) -> Counts:
    """Gives the sum."""
    listed = list(counts)
    return Counts(*(sum(column) for column in zip(*listed, strict=True))) if listed else Counts()


def interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """Gives the 95% interval of F1 by bootstrap over articles: 1,000 draws with replacement, always the same ones."""
    if not counts:
        return 0.0, 0.0
    draw = random.Random(_SEED)  # noqa: S311 (no secret depends on it)
    scores = sorted(total(draw.choices(counts, k=len(counts))).f1 for _ in range(_ROUNDS))
    return scores[int(_ROUNDS * 0.025)], scores[int(_ROUNDS * 0.975) - 1]


def _sets(found: Sequence[str], wanted: Sequence[str]) -> Counts:
    one, other = set(found), set(wanted)
    return Counts(len(one & other), len(one - other), len(other - one))


def _paired(right: int, tags: Tags, gold: Gold) -> Counts:
    return Counts(right, len(tags.positions) - right, len(gold.positions) - right)


def _overlap(span: str, quoted: str, text: str) -> bool:
    at, other = text.find(span), text.find(quoted)
    if at < 0 or other < 0:
        return span in quoted or quoted in span
    return at < other + len(quoted) and other < at + len(span)
