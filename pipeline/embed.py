"""Gives the articles in the index their vectors: those that have none, or one of another model."""

from collections.abc import Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch

from schemas.errors import ServerError
from schemas.printable import one_line
from schemas.progress import Progress
from search.client import answering
from search.embedding import Embedder
from search.indices import alias
from search.mapping import ARTICLES

CHANGED, GONE = 409, 404
"""What Elasticsearch says where somebody else wrote or deleted the document meanwhile."""
AT_ONCE = 32
"""Articles of one request; some ten seconds' work of one core."""


def embed(client: Elasticsearch, prefix: str, embedder: Embedder, progress: Progress) -> int:
    """Gives how many articles have a new vector.

    Delivery: each is written where its document is as it was read, so that no other writer's change is undone; one
    that changed meanwhile is left for the next time. May be broken off and repeated. Raises ServerError.
    """
    done = 0
    with answering(client):
        client.indices.refresh(index=alias(ARTICLES, prefix))
        for hits, left in _without(client, alias(ARTICLES, prefix), embedder.model):
            vectors = embedder.passages([text_of(hit["_source"]) for hit in hits])
            done += _write(client, alias(ARTICLES, prefix), hits, vectors, embedder.model)
            progress.update("embedded", done, done + left)
    return done


def text_of(document: dict[str, Any]) -> str:
    """Gives what of an article its vector is made of: title and text, of which the embedder takes the beginning."""
    return f"{document.get('title') or ''}\n{document.get('text') or ''}".strip()


def _without(client: Elasticsearch, index: str, model: str) -> Iterator[tuple[Sequence[dict[str, Any]], int]]:
    """Gives the articles in steps, each with how many come after it."""
    has = {"bool": {"filter": [{"exists": {"field": "vector"}}, {"term": {"embedded": model}}]}}
    after: list[Any] | None = None
    while True:
        found = client.search(
            index=index,
            query={"bool": {"must_not": [has]}},
            sort=[{"article_id": "asc"}],
            size=AT_ONCE,
            source_includes=["title", "text"],
            seq_no_primary_term=True,
            track_total_hits=True,
            allow_partial_search_results=False,
            search_after=after,
        )
        hits = found["hits"]["hits"]
        if not hits:
            return
        after = hits[-1]["sort"]
        # What was written in this pass may be counted until the next refresh, but is not met again.
        yield hits, max(0, found["hits"]["total"]["value"] - len(hits))


def _write(
    client: Elasticsearch, index: str, hits: Sequence[dict[str, Any]], vectors: Sequence[list[float]], model: str
) -> int:
    operations: list[dict[str, Any]] = []
    for hit, vector in zip(hits, vectors, strict=True):
        unchanged = {"if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}
        operations.append({"update": {"_id": hit["_id"], **unchanged}})
        operations.append({"doc": {"vector": vector, "embedded": model}})
    told = [item["update"] for item in client.bulk(index=index, operations=operations)["items"]]
    for item in told:
        if item["status"] not in (200, CHANGED, GONE):
            raise ServerError(f"Elasticsearch refused a vector: {one_line(item['error']['reason'], longest=200)}")
    return sum(item["status"] == 200 for item in told)
