"""Which tagger and which vocabulary the indexed articles were tagged with."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct

from search.client import answering
from search.filters import when
from search.indices import alias
from search.mapping import ARTICLES
from search.moments import Span
from search.scan import scan

_FIELDS = ["version_id", "version", "tagger_version", "vocabulary_version"]


class Kept(Struct, frozen=True):
    """The version of an article that is indexed: its id, the number that orders the versions, and who tagged it."""

    version_id: str
    version: int
    tagger_version: str = ""
    vocabulary_version: str = ""


class TaggedBy(Struct, frozen=True, kw_only=True):
    """How many articles carry these versions; an article of before there were versions carries none."""

    tagger_version: str
    vocabulary_version: str
    articles: int


class Others:
    """The articles that were tagged by another tagger or vocabulary than the one named."""

    def __init__(
        self, client: Elasticsearch, prefix: str, tagger: str, vocabulary: str, since: datetime | None = None
    ) -> None:
        """`since` narrows them to articles of that time on."""
        self._client, self._index = client, alias(ARTICLES, prefix)
        ours: list[dict[str, Any]] = [
            {"bool": {"filter": [{"term": {"tagger_version": tagger}}, {"term": {"vocabulary_version": vocabulary}}]}}
        ]
        self._query = {"bool": {"must_not": ours, "filter": when(Span(since))}}

    def all(self) -> dict[str, Kept]:
        """Gives them by article id. Raises ServerError."""
        found: dict[str, Kept] = {}
        with answering(self._client):
            try:
                for hits in scan(self._client, self._index, query=self._query, fields=_FIELDS):
                    for hit in hits:
                        found[hit["_id"]] = Kept(**hit["_source"])
            except NotFoundError:  # nothing was indexed yet
                return {}
        return found

    def ids(self) -> set[str]:
        """Gives the ids of those there are now, what was just written included. Raises ServerError."""
        with answering(self._client):
            self._client.indices.refresh(index=self._index, ignore_unavailable=True)
        return set(self.all())


def counted_by(kept: Iterable[Kept]) -> tuple[TaggedBy, ...]:
    """Gives how many there are of each pair of versions, the most first."""
    pairs = Counter((one.tagger_version, one.vocabulary_version) for one in kept)
    return tuple(
        TaggedBy(tagger_version=tagger, vocabulary_version=vocabulary, articles=number)
        for (tagger, vocabulary), number in pairs.most_common()
    )
