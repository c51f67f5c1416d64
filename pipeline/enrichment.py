"""From the bytes of a cleaned article to the bytes of an enriched one: the step itself, with no Kafka in it."""

from datetime import datetime

from msgspec import Struct

from pipeline.delivery import Failure
from pipeline.limits import MAX_CLEANED, MAX_ENRICHED
from schemas.article import CleanedArticle
from schemas.enriched import EnrichedArticle
from schemas.errors import InputError
from schemas.ids import article_id, text_hash, version_id
from schemas.messages import ENRICHED, Headers, cloud_event, decode, encode
from tagging.interface import Tagging

SOURCE = "pledgewire/enrich"


class Enriched(Struct, frozen=True, kw_only=True, tag="enriched"):
    """An enriched article as it goes to Kafka."""

    article_id: str
    value: bytes
    headers: Headers


def enrich(value: bytes | None, tagger: Tagging, *, now: datetime) -> Enriched | Failure:
    """Gives the enriched message for a cleaned one, or why there is none. Raises nothing."""
    try:
        article = _article(value)
    except InputError as error:
        return Failure(reason=str(error), error="InputError")
    try:
        tags = tagger.tag(article)
        enriched = encode(EnrichedArticle(article=article, tags=tags))
    except MemoryError:
        return Failure(reason="tagging the article takes too much memory", error="MemoryError")
    except Exception as error:  # whatever a tagger does wrong concerns this article alone
        return Failure(reason=f"tagging the article failed: {error}", error=type(error).__name__)
    if len(enriched) > MAX_ENRICHED:
        reason = f"the enriched article is {len(enriched):,} bytes; {MAX_ENRICHED:,} are the most"
        return Failure(reason=reason, error="TooLarge")
    headers = cloud_event(ENRICHED, article, source=SOURCE, time=now.isoformat())
    return Enriched(article_id=article.article_id, value=enriched, headers=headers)


def _article(value: bytes | None) -> CleanedArticle:
    """Gives the article, checked: its ids and its hash are those of its content. Raises InputError."""
    if value is not None and len(value) > MAX_CLEANED:
        raise InputError(f"the message is {len(value):,} bytes; a cleaned article has {MAX_CLEANED:,} at the most")
    article = decode(value, CleanedArticle)
    if article.text_hash != text_hash(article.title, article.text):
        raise InputError("the article's text_hash is not that of its title and text")
    if article.article_id != article_id(article.url):
        raise InputError("the article's article_id is not that of its url")
    if article.version_id != version_id(article.article_id, article.text_hash):
        raise InputError("the article's version_id is not that of its article_id and text_hash")
    return article
