"""Changes of mind: one holder, one type of guarantee for one beneficiary, first for and then against it."""

from collections.abc import Iterable

from msgspec import Struct

from search.answer import ClaimHit

UNSPECIFIED = "unspecified"
"""The type of guarantees that are not named: two of them need not be the same thing."""


class Change(Struct, frozen=True, kw_only=True):
    """What a holder said last before and first after; `types` are those on which the two disagree."""

    holder: str
    beneficiary: str
    types: tuple[str, ...]
    before: ClaimHit
    after: ClaimHit


def changes(hits: Iterable[ClaimHit]) -> tuple[Change, ...]:
    """Gives the changes of mind among claims, the newest first.

    Stances disagree where one is for a guarantee and the other against it. A day (UTC) on which a holder is told to be
    both tells nothing, and neither does a guarantee without a type.
    """
    found: dict[tuple[str, str], list[str]] = {}
    pairs: dict[tuple[str, str], tuple[ClaimHit, ClaimHit]] = {}
    for (_, _, kind), said in _apart(hits).items():
        for before, after in _turns(said):
            pair = before.claim.id, after.claim.id
            pairs[pair] = before, after
            found.setdefault(pair, []).append(kind)
    told = [
        Change(
            holder=after.claim.holder,
            beneficiary=after.claim.beneficiary,
            types=tuple(sorted(found[pair])),
            before=before,
            after=after,
        )
        for pair, (before, after) in pairs.items()
    ]
    return tuple(sorted(told, key=lambda change: (change.after.article.when, change.holder), reverse=True))


def _apart(hits: Iterable[ClaimHit]) -> dict[tuple[str, str, str], list[ClaimHit]]:
    found: dict[tuple[str, str, str], list[ClaimHit]] = {}
    for hit in sorted(hits, key=lambda one: (one.article.when, one.claim.id)):
        for kind in hit.claim.types:
            if kind != UNSPECIFIED:
                found.setdefault((hit.claim.holder, hit.claim.beneficiary, kind), []).append(hit)
    return found


def _turns(said: Iterable[ClaimHit]) -> Iterable[tuple[ClaimHit, ClaimHit]]:
    days: dict[str, list[ClaimHit]] = {}
    for hit in said:
        days.setdefault(hit.article.when[:10], []).append(hit)
    last: ClaimHit | None = None
    for day in days.values():
        if len({hit.claim.direction for hit in day}) > 1:
            continue
        if last is not None and last.claim.direction != day[0].claim.direction:
            yield last, day[0]
        last = day[-1]
