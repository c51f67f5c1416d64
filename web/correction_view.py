"""What readers say of an article's tags, as its page shows it: the same word of several is one."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from schemas.correction import Correction
from search.answer import Claim
from web.correcting import stated


class Said(Struct, frozen=True, kw_only=True):
    """One word on one tag: by whom, with which remarks; `of_another_text` where the article was another then."""

    first: Correction
    by: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()
    of_another_text: bool = False


class Corrected(Struct, frozen=True, kw_only=True):
    """What is said of claims (by position id), of tags (kind, id), and of what is not tagged, or not any more."""

    claims: Mapping[str, tuple[Said, ...]]
    tags: Mapping[tuple[str, str], tuple[Said, ...]]
    rest: tuple[Said, ...]


def corrected(
    corrections: Iterable[Correction], claims: Sequence[Claim], tags: Iterable[tuple[str, str]], text_hash: str, me: str
) -> Corrected:
    """Gives what is said, each where it belongs. `me` is the writer's name, whose own words may be taken back."""
    together: dict[str, list[Correction]] = {}
    for one in corrections:
        together.setdefault(one.point, []).append(one)
    of_claims: dict[str, tuple[Said, ...]] = {}
    of_tags: dict[tuple[str, str], tuple[Said, ...]] = {}
    rest: tuple[Said, ...] = ()
    there = set(tags)
    by_statement = {stated(claim): claim.id for claim in claims}
    for point in together.values():
        first = point[0]
        said = _said(point, text_hash, me)
        claim = by_statement.get(first.claim) if first.claim else None
        tag = (first.about, first.tag or "")
        if claim is not None:
            of_claims[claim] = (*of_claims.get(claim, ()), said)
        elif tag in there:
            of_tags[tag] = (*of_tags.get(tag, ()), said)
        else:
            rest = (*rest, said)
    return Corrected(claims=of_claims, tags=of_tags, rest=rest)


def _said(point: Sequence[Correction], text_hash: str, me: str) -> Said:
    return Said(
        first=point[0],
        by=tuple(dict.fromkeys(one.by for one in point)),
        remarks=tuple((one.by, one.remark) for one in point if one.remark),
        own=tuple(one.correction_id for one in point if one.by == me),
        of_another_text=all(one.text_hash != text_hash for one in point),
    )
