"""How many articles have each id: what suggestions are ranked by."""

from elasticsearch import Elasticsearch, NotFoundError

from search.client import answering
from search.indices import alias
from search.mapping import ARTICLES

FIELDS = ("actors", "types", "sources", "instruments")
MOST = 3_000
"""Ids of a field, the most frequent ones."""


def frequencies(client: Elasticsearch, prefix: str) -> dict[str, int]:
    """Gives the number of articles by id, nothing where there is no index yet. Raises ServerError."""
    asked = {name: {"terms": {"field": name, "size": MOST}} for name in FIELDS}
    with answering(client):
        try:
            found = client.search(index=alias(ARTICLES, prefix), size=0, aggs=asked, timeout="5s")
        except NotFoundError:
            return {}
    return {bucket["key"]: bucket["doc_count"] for name in FIELDS for bucket in found["aggregations"][name]["buckets"]}
