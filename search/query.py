"""From a question to the requests that answer it, as Elasticsearch takes them; nothing here touches a server."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from search import facets, marking, request, timeline
from search.filters import Clause, article_filters, position_filters
from search.mapping import STEMMED
from search.moments import Span
from search.passages import Markers
from search.question import Question
from search.text_query import ARTICLE_FIELDS, POSITION_FIELDS, text_query
from search.words import Tree, parse

TIMEOUT = request.TIMEOUT
CLAIMS_OF_A_HIT = 5

_HIT_FIELDS = ["article_id", "title", "url", "when", "published", "site", "country", "publisher", "language", "sources",
               "feed_tags", "story_id"]  # fmt: skip
_CLAIM_FIELDS = ["position_id", "holder", "on_behalf_of", "stance", "direction", "beneficiary", "types", "conditional",
                 "negated", "evidence", "spans", "quote", "rule", "cameo", "grounds"]  # fmt: skip
CLAIM_HIT_FIELDS = [*_HIT_FIELDS, *_CLAIM_FIELDS]
"""What is asked for of a claim that is shown with its article."""
_SORTS: dict[str, list[Any]] = {
    "relevance": ["_score", {"when": "desc"}],
    "newest": [{"when": "desc"}],
    "oldest": [{"when": "asc"}],
}

Body = dict[str, Any]


class Asked(Struct, frozen=True):
    """A question, read: its words as a tree, its time as two moments."""

    question: Question
    tree: Tree | None
    span: Span


def read(question: Question, span: Span) -> Asked:
    """Gives the question with its words read. Raises UsageError."""
    return Asked(question, parse(question.text), span)


def articles(asked: Asked) -> Body:
    """Gives the request for articles."""
    body = _paged(asked, article_query(asked), "article_id", _HIT_FIELDS)
    if asked.question.fold:
        body["collapse"] = {"field": "story_id"}
    return body


def article_counts(asked: Asked) -> Body:
    """Gives the request for the facets of articles and the timeline's range, as far as they are wanted."""
    return _counting(asked, article_query(asked), facets.article_facets(asked.question))


def positions(asked: Asked, around: Markers | None = None) -> Body:
    """Gives the request for claims, their words marked where it is said how."""
    body = _paged(asked, position_query(asked), "position_id", CLAIM_HIT_FIELDS)
    return body if around is None else {**body, "highlight": marking.evidence(asked.tree, STEMMED, around)}


def counting(asked: Asked) -> Body:
    """Gives the request for how many claims there are."""
    return {"query": position_query(asked), "size": 0, "track_total_hits": True, "timeout": TIMEOUT}


def position_counts(asked: Asked) -> Body:
    """Gives the request for the facets of claims and the timeline's range, as far as they are wanted."""
    return _counting(asked, position_query(asked), facets.position_facets())


def passages_of(asked: Asked, article_ids: Sequence[str], languages: Iterable[str], around: Markers) -> Body:
    """Gives the request for titles and passages of the articles found, which are in these languages."""
    return marking.passages_of(asked.tree, article_ids, languages, around, TIMEOUT)


def claims_of(asked: Asked, article_ids: Sequence[str], languages: Iterable[str], around: Markers) -> Body:
    """Gives the request for those claims of the articles found that are asked for; what has the words comes first."""
    question = asked.question
    filters = [{"terms": {"article_id": list(article_ids)}}]
    filters += position_filters(_sides_only(question), Span())
    should = [] if asked.tree is None else [text_query(asked.tree, POSITION_FIELDS)]
    best = {
        "size": CLAIMS_OF_A_HIT,
        "sort": ["_score", {"position_id": "asc"}],
        "_source": _CLAIM_FIELDS,
        "highlight": marking.evidence(asked.tree, languages, around),
    }
    # Not collapsed: inner hits would look for the words anew for every article.
    articles = {"terms": {"field": "article_id", "size": len(article_ids)}, "aggs": {"claims": {"top_hits": best}}}
    return {
        "query": {"bool": {"filter": filters, "should": should}},
        "size": 0,
        "timeout": TIMEOUT,
        "aggs": {"articles": articles},
    }


def of_article(article_id: str) -> Body:
    """Gives the request for all claims of one article."""
    return {
        "query": {"term": {"article_id": article_id}},
        "size": 1_000,
        "sort": [{"position_id": "asc"}],
        "_source": _CLAIM_FIELDS,
        "timeout": TIMEOUT,
    }


def over_time(query: Body, histogram: Body) -> Body:
    """Gives the request for the counts of a timeline."""
    return {"query": query, "size": 0, "timeout": TIMEOUT, "aggs": {"timeline": histogram}}


def article_query(asked: Asked) -> Body:
    """Gives the query that articles must satisfy."""
    return _query(asked.tree, ARTICLE_FIELDS, article_filters(asked.question, asked.span))


def position_query(asked: Asked) -> Body:
    """Gives the query that claims must satisfy."""
    return _query(asked.tree, POSITION_FIELDS, position_filters(asked.question, asked.span))


def _query(tree: Tree | None, fields: Sequence[str], filters: list[Clause]) -> Body:
    must = [text_query(tree, fields)] if tree is not None else []
    return {"bool": {"must": must, "filter": filters}}


def _counting(asked: Asked, query: Body, wanted: Body) -> Body:
    # Without hits, so that Elasticsearch keeps the answer until the index changes (its request cache).
    question = asked.question
    aggs = {**(wanted if question.facets else {}), **(timeline.RANGE if question.timeline else {})}
    return {"query": query, "size": 0, "track_total_hits": False, "timeout": TIMEOUT, "aggs": aggs}


def _paged(asked: Asked, query: Body, tie: str, source: list[str]) -> Body:
    question = asked.question
    return {
        "query": query,
        "from": (question.page - 1) * question.size,
        "size": question.size,
        "sort": [*_SORTS[question.order], {tie: "asc"}],
        "track_total_hits": True,
        "_source": source,
        "timeout": TIMEOUT,
    }


def _sides_only(question: Question) -> Question:
    return Question(
        holders=question.parties,
        types=question.types,
        stances=question.stances,
        beneficiaries=question.beneficiaries,
        conditional=question.conditional,
    )
