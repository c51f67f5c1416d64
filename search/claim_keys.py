"""Claims as keywords, so that a filter over several sides of a claim holds of one claim and not of two.

A claim becomes a few keys `party|type|stance|beneficiary|c`; `*` in the first two places stands for any, and the last
is `c` for a conditional claim, `-` for another. A filter becomes the list of keys that satisfy it: a plain `terms`
query, which every server answers fast (nested queries are off where expensive queries are).
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import get_args

from schemas.tags import Beneficiary, Position, Stance

ANY = "*"
STANCES: tuple[str, ...] = get_args(Stance)
BENEFICIARIES: tuple[str, ...] = get_args(Beneficiary)


def parties(position: Position) -> tuple[str, ...]:
    """Gives whose claim it is: the holder, and the one in whose name it speaks."""
    return tuple(dict.fromkeys(one for one in (position.holder, position.on_behalf_of) if one))


def keys_of(position: Position) -> list[str]:
    """Gives the keys under which a claim is found: parties (or any) times types (or any)."""
    return [
        _key(party, kind, position.stance, position.beneficiary, position.conditional)
        for party, kind in product((ANY, *parties(position)), (ANY, *position.types))
    ]


def keys_for(
    *,
    parties: Sequence[str] = (),
    types: Sequence[str] = (),
    stances: Sequence[str] = (),
    beneficiaries: Sequence[str] = (),
    conditional: bool | None = None,
) -> list[str]:
    """Gives the keys of which a claim has one exactly where it satisfies every side given (any of a side's values)."""
    sides: Iterable[tuple[str, str, str, str, bool]] = product(
        parties or (ANY,),
        types or (ANY,),
        stances or STANCES,
        beneficiaries or BENEFICIARIES,
        (True, False) if conditional is None else (conditional,),
    )
    return [_key(*side) for side in sides]


def _key(party: str, kind: str, stance: str, beneficiary: str, conditional: bool) -> str:
    return f"{party}|{kind}|{stance}|{beneficiary}|{'c' if conditional else '-'}"
