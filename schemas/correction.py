"""What a reader says of a tag: that it is wrong, that one is missing, that it should be another.

The value of `news.correction.v1`, keyed by its id; without a value, the correction was taken back.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from schemas.article import Id, Sha256
from schemas.ids import digest
from schemas.provenance import Moment
from schemas.tags import Beneficiary, Stance, TagId

Layer = Literal["actor", "source", "guarantee-type", "instrument", "claim", "quote"]
Verdict = Literal["wrong", "missing", "other"]

LONGEST_REMARK = 1_000
LONGEST_QUOTE = 2_000
LONGEST_NAME = 80
MOST_TYPES = 20
Tag = Annotated[TagId, Meta(max_length=120)]


class Stated(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim without its words: who says what of which guarantee for whom."""

    holder: Tag
    stance: Stance
    beneficiary: Beneficiary
    types: Annotated[tuple[Tag, ...], Meta(max_length=MOST_TYPES)] = ()
    on_behalf_of: Tag | None = None


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reader's word on one tag of one version of an article.

    `tag` and `claim` are what the tagger said, `right_tag` and `right_claim` what would be right. Of a claim's sentence
    (`quote`) only that it does not say the claim is said here; of a missing claim `quote` is where the text says it.
    """

    correction_id: Id
    article_id: Id
    version_id: Id
    text_hash: Sha256
    url: Annotated[str, Meta(min_length=1, max_length=2_048, description="the article's, as it is indexed")]
    about: Layer
    by: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, description="who says so")]
    at: Moment
    tag: Tag | None = None
    right_tag: Tag | None = None
    claim: Stated | None = None
    right_claim: Stated | None = None
    quote: Annotated[str, Meta(max_length=LONGEST_QUOTE, description="words of the article, verbatim")] = ""
    remark: Annotated[str, Meta(max_length=LONGEST_REMARK)] = ""
    tagger_version: Annotated[str, Meta(description="of what is corrected")] = ""
    vocabulary_version: str = ""

    @property
    def verdict(self) -> Verdict:
        """What is said of the tag: wrong, missing, or that another would be right."""
        if self.right_tag is None and self.right_claim is None:
            return "wrong"
        return "missing" if self.tag is None and self.claim is None else "other"

    @property
    def point(self) -> str:
        """The same for all who say the same of the same article's tag."""
        return _point(self)


def identified(correction: Correction) -> Correction:
    """Gives it under the id that follows from who says what of what; another remark or day does not change it."""
    return replace(correction, correction_id=digest("correction", _point(correction), correction.by))


def _point(said: Correction) -> str:
    claims = (part for claim in (said.claim, said.right_claim) for part in _parts(claim))
    quote = " ".join(said.quote.split()) if said.about == "quote" else ""
    return digest("point", said.article_id, said.about, said.tag or "", said.right_tag or "", quote, *claims)


def _parts(claim: Stated | None) -> tuple[str, ...]:
    if claim is None:
        return ("",)
    return (claim.holder, claim.on_behalf_of or "", claim.stance, claim.beneficiary, ",".join(sorted(claim.types)))
