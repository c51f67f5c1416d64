"""One claim for each id: what has the same holder, stance and beneficiary is put together."""

from collections.abc import Iterable

import msgspec

from schemas.tags import Position


def merged(positions: Iterable[Position]) -> list[Position]:
    """Gives one claim for each id, in the order of the first of each."""
    found: dict[tuple[str, str | None, str, str], Position] = {}
    for claim in positions:
        identity = (claim.holder, claim.on_behalf_of, claim.stance, claim.beneficiary)
        earlier = found.get(identity)
        found[identity] = claim if earlier is None else _joined(earlier, claim)
    return list(found.values())


def _joined(one: Position, other: Position) -> Position:
    return msgspec.structs.replace(
        one,
        types=tuple(dict.fromkeys((*one.types, *other.types))),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        grounds=tuple(dict.fromkeys((*one.grounds, *other.grounds))),
        cameo=tuple(dict.fromkeys((*one.cameo, *other.cameo))),
        conditional=one.conditional or other.conditional,
        negated=one.negated or other.negated,
        quote=one.quote or other.quote,
        rule=one.rule or other.rule,
    )
