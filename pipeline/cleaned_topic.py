"""The cleaned articles that Kafka holds, read from the beginning to what is the end now."""

from collections.abc import Iterator

from pipeline.compacted import records
from schemas.article import CleanedArticle
from schemas.endpoints import KafkaEndpoint
from schemas.errors import InputError
from schemas.messages import CLEANED, decode


def articles(endpoint: KafkaEndpoint) -> Iterator[CleanedArticle]:
    """Gives every message that is an article, in the order of its partition; what is none is a dead letter already.

    Raises ServerError where Kafka does not answer.
    """
    for record in records(endpoint, CLEANED, "read the cleaned articles"):
        try:
            yield decode(record.value, CleanedArticle)
        except InputError:
            continue


def versions(endpoint: KafkaEndpoint) -> Iterator[CleanedArticle]:
    """Gives every version of every article once, however often it was sent. Raises as `articles` does."""
    seen: set[str] = set()
    for article in articles(endpoint):
        if article.version_id not in seen:
            seen.add(article.version_id)
            yield article
