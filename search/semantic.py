"""Articles by what a question means: words and vectors each rank them, and the two rankings are fused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch
from msgspec.structs import replace

from schemas.errors import UsageError
from search import query, run
from search.answer import Answer
from search.concurrently import both
from search.counts import article_counts, with_counts
from search.embedding import Embedder, MultilingualE5
from search.filters import Clause, article_filters
from search.fusion import first_of_each, fused
from search.indices import alias
from search.mapping import ARTICLES
from search.moments import span
from search.passages import markers
from search.question import MOST_HITS, Question, check
from search.request import ask
from search.text_query import ARTICLE_FIELDS, text_query
from search.words import All, Not, Tree
from search.words import Any as Any_

DEPTH = 100
"""Articles that each of the two rankings gives."""
CANDIDATES = 200
"""Of each shard, among which Elasticsearch looks for the nearest."""
NOT_EMBEDDED = "No article has a vector of this model yet: `pledgewire embed` gives them theirs."

_KEPT = {"_source": False, "docvalue_fields": ["story_id"], "timeout": query.TIMEOUT, "size": DEPTH}


def search(
    client: Elasticsearch, prefix: str, question: Question, embedder: Embedder, *, now: datetime, nonce: str
) -> Answer:
    """Gives the best articles for a question: those with any of its words, and those nearest to it, fused.

    At most DEPTH of either; `total` counts these. Filters and `-words` hold as ever. Raises as `search.run.search`
    does, and UsageError where there are no words, or another order than the best first is asked for.
    """
    check(question, most=MOST_HITS)
    if question.order != "relevance" or not question.text.strip():
        raise UsageError("--semantic ranks by meaning: give words, and no other order than --sort relevance")
    asked, around = query.read(question, span(question.since, question.until, now)), markers(nonce)
    index = alias(ARTICLES, prefix)
    by_words, near = rankings(client, index, asked, embedder)
    order = fused(list(by_words), list(near))
    if question.fold:
        order = first_of_each(order, {**by_words, **near})
    answer = with_counts(
        *both(
            lambda: run.article_answer(client, prefix, asked, around, _page(client, index, asked, order)),
            lambda: article_counts(lambda body: ask(client, index, body), asked, _these(order)),
        )
    )
    return answer if near else replace(answer, notes=(*answer.notes, NOT_EMBEDDED))


def as_asked(client: Elasticsearch, prefix: str, question: Question, *, now: datetime, nonce: str) -> Answer:
    """Gives the answer by meaning where that is asked for, else by words alone.

    Raises as both do, and UsageError where the extra is not installed.
    """
    if question.semantic:
        return search(client, prefix, question, MultilingualE5(), now=now, nonce=nonce)
    return run.search(client, prefix, question, now=now, nonce=nonce)


def rankings(
    client: Elasticsearch, index: str, asked: query.Asked, embedder: Embedder
) -> tuple[dict[str, str], dict[str, str]]:
    """Gives the ids of the articles that have any of the words, and of the nearest, each with its story, best first."""
    tree = asked.tree
    wanted = _any_of(tree) if tree is not None else None
    filters = [*article_filters(asked.question, asked.span), *_without(tree)]
    by_words: dict[str, str] = {}
    if wanted is not None:
        any_word = {"bool": {"must": [text_query(wanted, ARTICLE_FIELDS)], "filter": filters}}
        by_words = _ids(ask(client, index, {**_KEPT, "query": any_word, "sort": ["_score", {"article_id": "asc"}]}))
    knn = {
        "field": "vector",
        "query_vector": embedder.query(asked.question.text),
        "k": DEPTH,
        "num_candidates": CANDIDATES,
        "filter": [*filters, {"term": {"embedded": embedder.model}}],
    }
    return by_words, _ids(ask(client, index, {**_KEPT, "knn": knn}))


def _page(client: Elasticsearch, index: str, asked: query.Asked, order: Sequence[str]) -> Mapping[str, Any]:
    """Gives what the server has of the page that is asked for, in our order; its total is all that was ranked."""
    number, size = asked.question.page, asked.question.size
    page = {one: place for place, one in enumerate(order[(number - 1) * size : number * size])}
    body = {**query.articles(asked), "query": _these(list(page)), "from": 0, "sort": [{"article_id": "asc"}]}
    found = ask(client, index, {name: value for name, value in body.items() if name != "collapse"})
    hits = sorted(found["hits"]["hits"], key=lambda hit: page[hit["_id"]])
    return {**found, "hits": {"total": {"value": len(order)}, "hits": hits}}


def _these(articles: Sequence[str]) -> query.Body:
    return {"bool": {"filter": [{"terms": {"article_id": list(articles)}}]}}


def _any_of(tree: Tree) -> Tree | None:
    """Gives a question that any of the words answers; None where there are but words that must not be there."""
    match tree:
        case Not():
            return None
        case All(parts) | Any_(parts):
            kept = tuple(part for part in map(_any_of, parts) if part is not None)
            return Any_(kept) if kept else None
    return tree


def _without(tree: Tree | None) -> list[Clause]:
    """Gives the filters that hold for vectors too: what must not be there."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    return [{"bool": {"must_not": [text_query(part.inner, ARTICLE_FIELDS)]}} for part in parts if isinstance(part, Not)]


def _ids(found: Mapping[str, Any]) -> dict[str, str]:
    return {hit["_id"]: hit["fields"]["story_id"][0] for hit in found["hits"]["hits"]}
