"""Several rankings of the same things made one, by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from collections.abc import Mapping, Sequence

K = 60
"""The paper's constant: how little the first places count more than those after them."""


def fused(*rankings: Sequence[str]) -> list[str]:
    """Gives everything that is ranked anywhere, the best first: by the sum of 1 / (K + rank), ranks counted from 1.

    Of two with the same sum the one that an earlier ranking has first comes first.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, one in enumerate(ranking, start=1):
            scores[one] = scores.get(one, 0.0) + 1.0 / (K + rank)
    return sorted(scores, key=lambda one: -scores[one])


def first_of_each(order: Sequence[str], groups: Mapping[str, str]) -> list[str]:
    """Gives of each group the one that comes first, in their order."""
    kept: dict[str, str] = {}
    for one in order:
        kept.setdefault(groups[one], one)
    return list(kept.values())
