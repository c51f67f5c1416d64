"""Which predicted positions are the ones of the gold: one to one, as many as can be."""

from collections.abc import Callable

from schemas.tags import FOR, Position
from tagging.evaluate.gold import GoldPosition

Same = Callable[[Position, GoldPosition], bool]


def lenient(found: Position, gold: GoldPosition) -> bool:
    """Whether the holder or its state, for or against, and the beneficiary agree."""
    holders = {found.holder, found.on_behalf_of} & {gold.holder, gold.on_behalf_of} - {None}
    two_persons = (
        found.holder != gold.holder and found.holder.startswith("person/") and gold.holder.startswith("person/")
    )
    side = (found.stance in FOR) == (gold.stance in FOR)
    return bool(holders) and not two_persons and side and found.beneficiary == gold.beneficiary


def strict(found: Position, gold: GoldPosition) -> bool:
    """Whether holder, stance and beneficiary agree."""
    return (found.holder, found.stance, found.beneficiary) == (gold.holder, gold.stance, gold.beneficiary)


def pairs(found: tuple[Position, ...], gold: tuple[GoldPosition, ...], same: Same) -> list[tuple[int, int]]:
    """Gives the greatest set of pairs (index of found, index of gold), each index in at most one (augmenting paths)."""
    edges = [[place for place, other in enumerate(gold) if same(one, other)] for one in found]
    taken: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for other in edges[index]:
            if other not in tried:
                tried.add(other)
                if other not in taken or place(taken[other], tried):
                    taken[other] = index
                    return True
        return False

    for index in range(len(found)):
        place(index, set())
    return sorted((index, other) for other, index in taken.items())
