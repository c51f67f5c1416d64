"""Asks Elasticsearch and gives answers: articles, claims, or one whole article."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch
from msgspec.structs import replace

from schemas.errors import InputError
from schemas.ids import article_id
from search import query
from search.answer import Answer, Claim, ClaimAnswer, Hit, Whole
from search.concurrently import both
from search.counts import article_counts, claim_counts, with_counts
from search.indices import alias
from search.mapping import ARTICLES, POSITIONS
from search.moments import span
from search.passages import Markers, markers
from search.question import MOST_CLAIMS, MOST_HITS, Question, check
from search.reading import article_hit, claim, claim_hit, with_passages
from search.request import EMPTY, ask, cut_short
from search.stories import Spread, spread
from search.widen import article_notes, position_notes

_INNER = ["claims", "claim_keys", "stated", "bands", "signature", "vector", "embedded"]
"""What a document holds for searching alone."""


def search(client: Elasticsearch, prefix: str, question: Question, *, now: datetime, nonce: str) -> Answer:
    """Gives the articles that answer a question, with passages and claims. `nonce` must not be guessable.

    Raises UsageError for a question that is not answered, ServerError where the server fails or holds no index.
    """
    check(question, most=MOST_HITS)
    asked, around = query.read(question, span(question.since, question.until, now)), markers(nonce)
    index = alias(ARTICLES, prefix)
    return with_counts(
        *both(
            lambda: article_answer(client, prefix, asked, around, ask(client, index, query.articles(asked))),
            lambda: article_counts(lambda body: ask(client, index, body), asked),
        )
    )


def positions(client: Elasticsearch, prefix: str, question: Question, *, now: datetime, nonce: str) -> ClaimAnswer:
    """Gives the claims that answer a question. Raises as `search` does."""
    check(question, most=MOST_CLAIMS)
    asked, around = query.read(question, span(question.since, question.until, now)), markers(nonce)
    index = alias(POSITIONS, prefix)
    return with_counts(
        *both(
            lambda: claim_answer(client, prefix, asked, around, ask(client, index, query.positions(asked, around))),
            lambda: claim_counts(lambda body: ask(client, index, body), asked),
        )
    )


def article_answer(
    client: Elasticsearch, prefix: str, asked: query.Asked, around: Markers, found: Mapping[str, Any]
) -> Answer:
    """Gives the answer from what was found, without facets and timeline. Raises ServerError."""
    question, index = asked.question, alias(ARTICLES, prefix)
    hits = [article_hit(hit, question, number) for number, hit in enumerate(found["hits"]["hits"])]
    total = found["hits"]["total"]["value"]
    marked, claims = both(
        lambda: _with_outlets(client, prefix, _with_passages(client, prefix, asked, hits, around)),
        lambda: _claims(client, prefix, asked, hits, around),
    )
    return Answer(
        total=total,
        page=question.page,
        size=question.size,
        hits=tuple(replace(hit, claims=claims.get(hit.article.article_id, ())) for hit in marked),
        notes=(*cut_short(found), *article_notes(lambda body: ask(client, index, body), asked, total, EMPTY)),
    )


def claim_answer(
    client: Elasticsearch, prefix: str, asked: query.Asked, around: Markers, found: Mapping[str, Any]
) -> ClaimAnswer:
    """Gives the answer from the claims found. As `article_answer`."""
    question, index = asked.question, alias(POSITIONS, prefix)
    total = found["hits"]["total"]["value"]
    hits = tuple(
        claim_hit(hit, (question.page - 1) * question.size + number, around)
        for number, hit in enumerate(found["hits"]["hits"], start=1)
    )
    return ClaimAnswer(
        total=total,
        page=question.page,
        size=question.size,
        hits=hits,
        notes=(*cut_short(found), *position_notes(lambda body: ask(client, index, body), asked, total, EMPTY)),
    )


def article(client: Elasticsearch, prefix: str, *names: str) -> Whole:
    """Gives an article by its id or its address, of which several forms may be given.

    Raises InputError where it is not indexed, ServerError as `search`.
    """
    named = [{"terms": {"article_id": [*names, *map(article_id, names)]}}, {"terms": {"url": list(names)}}]
    body = {"query": {"bool": {"should": named}}, "size": 1, "_source": {"excludes": _INNER}}
    hits = ask(client, alias(ARTICLES, prefix), body)["hits"]
    if not hits["hits"]:
        raise InputError(f"no article indexed has the id or the address {names[0][:200]}")
    document = hits["hits"][0]["_source"]
    claims = ask(client, alias(POSITIONS, prefix), query.of_article(document["article_id"]))["hits"]["hits"]
    in_order = sorted((claim(hit, None) for hit in claims), key=_place)
    return Whole(document=document, claims=tuple(in_order))


def _place(claim: Claim) -> tuple[bool, int]:
    first = claim.evidence[0]
    return first.field != "title", first.start


def _with_passages(
    client: Elasticsearch, prefix: str, asked: query.Asked, hits: list[Hit], around: Markers
) -> list[Hit]:
    if not hits:
        return []
    body = query.passages_of(asked, *_ids_and_languages(hits), around)
    found = {one["_id"]: one for one in ask(client, alias(ARTICLES, prefix), body)["hits"]["hits"]}
    return [with_passages(hit, found.get(hit.article.article_id, {}), around) for hit in hits]


def _with_outlets(client: Elasticsearch, prefix: str, hits: list[Hit]) -> list[Hit]:
    known = spread(client, prefix, list({hit.article.story_id for hit in hits if hit.article.story_id}))
    return [_spread(hit, known.get(hit.article.story_id or "")) for hit in hits]


def _spread(hit: Hit, story: Spread | None) -> Hit:
    if story is None:
        return hit
    others = max(0, story.outlets - (hit.article.site is not None))
    return replace(hit, also_in=others, first_seen=story.first_seen)


def _claims(
    client: Elasticsearch, prefix: str, asked: query.Asked, hits: list[Hit], around: Markers
) -> dict[str, tuple[Claim, ...]]:
    """Gives the claims of each article by its id."""
    if not hits:
        return {}
    body = query.claims_of(asked, *_ids_and_languages(hits), around)
    groups = ask(client, alias(POSITIONS, prefix), body)["aggregations"]["articles"]["buckets"]
    return {group["key"]: tuple(claim(one, around) for one in group["claims"]["hits"]["hits"]) for group in groups}


def _ids_and_languages(hits: list[Hit]) -> tuple[list[str], set[str]]:
    return [hit.article.article_id for hit in hits], {hit.article.language for hit in hits if hit.article.language}
