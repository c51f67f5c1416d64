"""Corrections with the versions of the articles that they are about, which Kafka keeps."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline import corrections
from pipeline.cleaned_topic import articles
from schemas.article import CleanedArticle
from schemas.endpoints import KafkaEndpoint
from schemas.errors import InputError
from tagging.evaluate.corrected import Corrected

LONGEST_LINE = 20_000_000
"""Bytes of one line: far over any article with a correction."""


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
    decoder = msgspec.json.Decoder(Corrected)
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield _decoded(decoder, line, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def _decoded(decoder: "msgspec.json.Decoder[Corrected]", line: bytes, place: str) -> Corrected:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{place}: is no correction as `pledgewire corrections export` prints it: {error}") from error
