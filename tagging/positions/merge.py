"""One record for each holder, stance and beneficiary, with all its evidence."""

from dataclasses import dataclass, field

from schemas.tags import FOR, Beneficiary, Ground, Position, Span, Stance
from tagging.subject import UNSPECIFIED, Subject

_STRENGTH = {"supports": 0, "proposes": 1, "offers": 2, "demands": 2, "doubts": 0, "rejects": 1}
"""Who offers also proposes and supports it: of two stances of one holder the stronger names the record."""


_BESIDE = 3
"""Characters between two sentences that stand side by side."""
MOST_EVIDENCE = 40
"""Sentences that are kept of one position: more than any article has, and a bound for what is none."""


@dataclass(slots=True)
class Claim:
    """A position found in one sentence, before those that are the same are put together."""

    holder: str
    behalf: str | None
    stance: Stance
    beneficiary: Beneficiary
    types: list[str]
    evidence: list[Span]
    conditional: bool = False
    negated: bool = False
    quote: str | None = None
    rule: str = ""
    grounds: list[Ground] = field(default_factory=list)

    @property
    def party(self) -> str:
        """The state or organisation whose position it is."""
        return self.behalf or self.holder


def merge(claims: list[Claim], subject: Subject) -> list[Position]:
    """Gives the positions, in the order in which the text first tells them."""
    kept: list[Claim] = []
    for claim in claims:
        for one in kept:
            if _same(one, claim):
                _join(one, claim, subject)
                break
        else:
            kept.append(claim)
    kept = _under_persons(kept, subject)
    return [_position(claim) for claim in kept]


def _same(one: Claim, other: Claim) -> bool:
    """Whether two claims are of one holder, both for or both against, for one beneficiary.

    One who demands also welcomes: the guide has a record for each stance, but a text hardly ever tells two of them.
    """
    of_one = one.holder == other.holder and one.beneficiary == other.beneficiary
    return of_one and (one.stance in FOR) == (other.stance in FOR)


def _join(one: Claim, other: Claim, subject: Subject) -> None:
    offered = one.beneficiary == subject.rival and one.stance == "proposes"  # who would give it something proposes it
    if _STRENGTH[other.stance] > _STRENGTH[one.stance] and not offered:
        one.stance, one.rule = other.stance, other.rule
    for kind in other.types:
        if kind not in one.types:
            one.types.append(kind)
    if len(one.evidence) < MOST_EVIDENCE:
        one.evidence += [span for span in other.evidence if span not in one.evidence]
        one.grounds += [ground for ground in other.grounds if ground not in one.grounds]
    one.conditional = one.conditional or other.conditional
    one.negated = one.negated or other.negated
    one.quote = one.quote or other.quote
    one.behalf = one.behalf or other.behalf


def _same_statement(claim: Claim, person: Claim) -> bool:
    """Whether a state's claim tells no more than its leader's: the same types, a headline, the sentence beside it."""
    if set(claim.types) <= set(person.types) | {UNSPECIFIED}:
        return True
    body = [span for span in claim.evidence if span.field != "title"]
    theirs = [span for span in person.evidence if span.field != "title"]
    return all(any(_beside(span, other) for other in theirs) for span in body)


def _beside(one: Span, other: Span) -> bool:
    return one.start - _BESIDE <= other.end and other.start - _BESIDE <= one.end


def _under_persons(claims: list[Claim], subject: Subject) -> list[Claim]:
    """Puts a state's record under its leader's where both say the same: the guide wants one."""
    kept: list[Claim] = []
    for claim in claims:
        if not claim.holder.startswith("person/"):
            person = next(
                (
                    one
                    for one in claims
                    if one.behalf == claim.holder
                    and one.beneficiary == claim.beneficiary
                    and (one.stance in FOR) == (claim.stance in FOR)
                ),
                None,
            )
            if person is not None and _same_statement(claim, person):
                _join(person, claim, subject)
                continue
        kept.append(claim)
    return kept


def _position(claim: Claim) -> Position:
    types = [kind for kind in claim.types if kind != UNSPECIFIED] or [UNSPECIFIED]
    evidence = sorted(claim.evidence, key=lambda span: (span.field != "text", span.start))
    body = [span for span in evidence if span.field == "text"]
    return Position(
        holder=claim.holder,
        stance=claim.stance,
        beneficiary=claim.beneficiary,
        types=tuple(types),
        evidence=tuple(body or evidence),
        on_behalf_of=claim.behalf,
        negated=claim.negated,
        conditional=claim.conditional,
        quote=claim.quote,
        rule=claim.rule,
        grounds=_of(claim, body or evidence),
    )


def _of(claim: Claim, evidence: list[Span]) -> tuple[Ground, ...]:
    """Gives the grounds in the order of the sentences that they stand in; last those that stand in none."""

    def place(ground: Ground) -> int:
        field, start = ground.span.field, ground.span.start
        for at, one in enumerate(evidence):
            if one.start <= start < one.end and one.field == field:
                return at
        return len(evidence)

    return tuple(sorted(claim.grounds, key=place))
