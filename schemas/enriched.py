"""An enriched article: the value of `news.article.enriched.v1`."""

from msgspec import Struct

from schemas.article import CleanedArticle
from schemas.tags import Tags


class EnrichedArticle(Struct, frozen=True, kw_only=True):
    """One version of one article with its tags."""

    article: CleanedArticle
    tags: Tags
