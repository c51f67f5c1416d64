"""Corrections with the versions of the articles that they are about, which Kafka keeps."""

from collections.abc import Iterator
from pathlib import Path

from pipeline import corrections
from pipeline.cleaned_topic import articles
from schemas.article import CleanedArticle
from schemas.endpoints import KafkaEndpoint
from tagging.evaluate.corrected import Corrected
from tagging.evaluate.lines import lines


def from_kafka(endpoint: KafkaEndpoint) -> Iterator[Corrected]:
    """Gives every correction, oldest first, with its article where the topic of cleaned articles has that version.

    Reads that topic until all versions are found. Raises ServerError where Kafka does not answer.
    """
    found = corrections.load(endpoint)
    wanted = {one.version_id for one in found}
    texts: dict[str, CleanedArticle] = {}
    for article in articles(endpoint) if wanted else ():
        if article.version_id in wanted:
            texts[article.version_id] = article
            wanted.discard(article.version_id)
        if not wanted:
            break
    for one in found:
        yield Corrected(correction=one, article=texts.get(one.version_id))


def from_file(path: Path) -> Iterator[Corrected]:
    """Gives the lines of a file that `pledgewire corrections export` wrote. Raises InputError with file and line."""
    return lines(path, Corrected, "correction as `pledgewire corrections export` prints it")
