"""Alerts: what a saved search found that nobody was told of yet, and that an article was indexed."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from schemas.article import Id
from schemas.provenance import Moment
from schemas.saved import What
from schemas.tags import Beneficiary, Stance, TagId

Kind = Literal["story", "claim", "added"]


class Indexed(Struct, frozen=True, kw_only=True):
    """The value of `news.article.indexed.v1`, keyed by the article: it is in Elasticsearch, in its story."""

    article_id: Id
    at: Moment


class AlertClaim(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim as an alert tells it, with the sentences that say it."""

    holder: TagId
    stance: Stance
    beneficiary: Beneficiary
    types: tuple[TagId, ...]
    evidence: tuple[str, ...] = ()
    on_behalf_of: TagId | None = None
    conditional: bool = False


class AlertArticle(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The article that an alert is about."""

    article_id: Id
    title: str
    url: str
    when: Moment
    site: str | None = None
    publisher: str | None = None
    language: str | None = None


class Alert(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The value of `news.alert.v1`, keyed by saved search and story (and claim).

    The id follows from the saved search, the story and what is told, so that what is decided again is the same alert.
    """

    alert_id: Id
    saved_id: Id
    saved: str
    what: What
    kind: Annotated[Kind, Meta(description="a story, a claim, or claims that an outlet added to a story told before")]
    at: Moment
    story_id: str
    article: AlertArticle
    summary: str = ""
    claims: tuple[AlertClaim, ...] = ()
    facts: Annotated[
        tuple[str, ...],
        Meta(description="what nobody is told of again within this story: holder|stance|beneficiary|type"),
    ] = ()
