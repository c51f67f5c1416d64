"""More articles than can be paged through, as small as can be."""

from collections.abc import Iterator
from typing import Any

from elasticsearch import Elasticsearch, helpers

from search.documents import article_document
from tests.search.corpus import enriched

NUMBER = 10_250


def crowd(client: Elasticsearch, prefix: str) -> None:
    """Indexes NUMBER articles that differ in address and day alone."""
    document = article_document(enriched(url="https://crowd.example/", title="One of many", text="A guarantee."))

    def operations() -> Iterator[dict[str, Any]]:
        for number in range(NUMBER):
            identity = f"{number:032x}"
            when = f"{1990 + number % 30}-01-01T00:00:00Z"
            yield {
                "_op_type": "index",
                "_index": f"{prefix}articles",
                "_id": identity,
                "_source": {**document, "article_id": identity, "when": when},
            }

    helpers.bulk(client, operations(), chunk_size=2_000, refresh=True)
