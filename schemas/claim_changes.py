"""What changes from one list of claims to another, claim by claim: between two taggers, or two versions of a text."""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from msgspec import Struct

from schemas.tags import FOR, Position

Kind = Literal["added", "dropped", "changed"]
KINDS: tuple[str, ...] = get_args(Kind)
COMPARED = ("holder", "on_behalf_of", "stance", "beneficiary", "types", "conditional", "negated", "quote", "evidence")


class ClaimChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim that appeared, vanished or changed; `fields` names what differs between `before` and `after`."""

    kind: Kind
    before: Position | None = None
    after: Position | None = None
    fields: tuple[str, ...] = ()


Same = Callable[[Position, Position], bool]


def _exactly(one: Position, other: Position) -> bool:
    return _who(one) == _who(other) and one.stance == other.stance


def _of_one_direction(one: Position, other: Position) -> bool:
    return _who(one) == _who(other) and (one.stance in FOR) == (other.stance in FOR)


def _of_one_type(one: Position, other: Position) -> bool:
    return _who(one) == _who(other) and bool(set(one.types) & set(other.types))


def _in_the_same_words(one: Position, other: Position) -> bool:
    said = {span.text for span in one.evidence} & {span.text for span in other.evidence}
    return bool(said) and bool(set(one.types) & set(other.types)) and (one.stance in FOR) == (other.stance in FOR)


_PASSES: tuple[Same, ...] = (_exactly, _of_one_direction, _of_one_type, _in_the_same_words)
"""What makes two claims one, the surest first: each pass pairs what those before it left."""


def claim_changes(before: Sequence[Position], after: Sequence[Position]) -> tuple[ClaimChange, ...]:
    """Gives every change, in the order of `after`, then what vanished; claims that stayed as they were are left out.

    Two claims are one where holder, beneficiary and stance agree; of the rest, where holder and beneficiary agree with
    the direction or with a type; at last where the same sentence is told of somebody else.
    """
    partner: dict[int, int] = {}
    for same in _PASSES:
        free = [place for place in range(len(before)) if place not in partner.values()]
        for place, claim in enumerate(after):
            if place in partner:
                continue
            found = next((other for other in free if same(before[other], claim)), None)
            if found is not None:
                partner[place] = found
                free.remove(found)
    changes = []
    for place, claim in enumerate(after):
        earlier = before[partner[place]] if place in partner else None
        if earlier is None:
            changes.append(ClaimChange(kind="added", after=claim))
        elif fields := _differing(earlier, claim):
            changes.append(ClaimChange(kind="changed", before=earlier, after=claim, fields=fields))
    kept = set(partner.values())
    gone = [claim for place, claim in enumerate(before) if place not in kept]
    return (*changes, *(ClaimChange(kind="dropped", before=claim) for claim in gone))


def _who(claim: Position) -> tuple[str, str]:
    return claim.holder, claim.beneficiary


def _differing(one: Position, other: Position) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if _comparable(one, name) != _comparable(other, name))


def _comparable(claim: Position, name: str) -> object:
    if name == "types":
        return frozenset(claim.types)
    if name == "evidence":
        return frozenset(span.text for span in claim.evidence)  # a sentence that only moved says the same
    return getattr(claim, name)
