"""Tags: what the enrichment says of an article, each with the words that say so (docs: the annotation guide)."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Stance = Literal["demands", "proposes", "offers", "supports", "rejects", "doubts"]
Beneficiary = Literal["ukraine", "russia", "europe", "all-sides", "other"]
Field = Literal["title", "text", "credits"]
GroundKind = Literal["holder", "stance", "guarantee", "condition", "negation"]
Kind = Literal["actor", "source", "guarantee-type", "instrument"]

FOR: frozenset[Stance] = frozenset({"demands", "proposes", "offers", "supports"})
"""The stances that are for a guarantee; `rejects` and `doubts` are against it."""

TagId = Annotated[str, Meta(pattern="^[a-z0-9]+([-/][a-z0-9]+)*$")]
Offset = Annotated[int, Meta(ge=0)]


class Span(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Evidence: `article.<field>[start:end] == text`, counted in code points."""

    text: Annotated[str, Meta(min_length=1)]
    start: Offset
    end: Offset
    field: Field = "text"


class Mention(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place where a tag's subject is named. `role` and `state` are the office that the text gives a person."""

    kind: Kind
    id: TagId
    span: Span
    role: str | None = None
    state: TagId | None = None
    rule: Annotated[str, Meta(description="the rule or vocabulary phrase that found it")] = ""


class Ground(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reason for a position: what words of its evidence tell, by which rule, and by which phrase of the vocabulary.

    `phrase` stands at `place` (`file:line`) of the vocabulary; both are empty where a rule needed no phrase of its own.
    """

    tells: Annotated[GroundKind, Meta(description="what of the position these words tell")]
    id: Annotated[str, Meta(description="the actor, the guarantee type, or the kind of cue that they stand for")]
    span: Span
    rule: str = ""
    phrase: str = ""
    place: str = ""


class Position(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim: who (`holder`) says what (`stance`, `types`) of a guarantee for whom (`beneficiary`), in whose words."""

    holder: TagId
    stance: Stance
    beneficiary: Beneficiary
    types: Annotated[tuple[TagId, ...], Meta(min_length=1)]
    evidence: Annotated[tuple[Span, ...], Meta(min_length=1)]
    on_behalf_of: TagId | None = None
    negated: bool = False
    conditional: bool = False
    quote: str | None = None
    rule: Annotated[str, Meta(description="the rule that made it")] = ""
    cameo: Annotated[
        tuple[str, ...], Meta(description="event codes of the CAMEO codebook 1.1b3 that say the same")
    ] = ()
    grounds: Annotated[tuple[Ground, ...], Meta(description="the words that it was made from, and why")] = ()


class Tags(Struct, frozen=True, kw_only=True):
    """All that one tagger with one vocabulary says of one version of an article. Ids are sorted by first mention."""

    actors: tuple[TagId, ...] = ()
    sources: tuple[TagId, ...] = ()
    guarantee_types: tuple[TagId, ...] = ()
    instruments: tuple[TagId, ...] = ()
    positions: tuple[Position, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tagger_version: str = ""
    vocabulary_version: str = ""
