"""From a question to the requests that answer it, as Elasticsearch takes them; nothing here touches a server."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from search import facets, timeline
from search.filters import Clause, article_filters, position_filters
from search.moments import Span
from search.passages import Markers
from search.question import Question
from search.text_query import ARTICLE_FIELDS, POSITION_FIELDS, shown, subfields, text_query
from search.words import Tree, parse

TIMEOUT = "10s"
"""After which the server answers with what it has found so far."""
PASSAGE = 220
"""Characters of a passage, about; it ends where a sentence ends."""
PASSAGES = 3
CLAIMS_OF_A_HIT = 5

_HIT_FIELDS = ["article_id", "title", "url", "when", "published", "site", "publisher", "language", "sources",
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


def articles(asked: Asked, around: Markers) -> Body:
    """Gives the request for articles with passages, and for facets and the timeline's range where wanted."""
    question = asked.question
    body = _paged(asked, article_query(asked), "article_id", _HIT_FIELDS)
    body["highlight"] = _highlight(asked.tree, ARTICLE_FIELDS, around, _article_passages())
    if question.fold:
        body["collapse"] = {"field": "story_id"}
    body["aggs"] = {
        **(facets.article_facets(question) if question.facets else {}),
        **(timeline.RANGE if question.timeline else {}),
    }
    return body


def positions(asked: Asked, around: Markers) -> Body:
    """Gives the request for claims, and for facets and the timeline's range where wanted."""
    question = asked.question
    body = _paged(asked, position_query(asked), "position_id", CLAIM_HIT_FIELDS)
    body["highlight"] = _highlight(asked.tree, POSITION_FIELDS, around, _evidence_whole())
    body["aggs"] = {
        **(facets.position_facets() if question.facets else {}),
        **(timeline.RANGE if question.timeline else {}),
    }
    return body


def claims_of(asked: Asked, article_ids: Sequence[str], around: Markers) -> Body:
    """Gives the request for those claims of the articles found that are asked for; what has the words comes first."""
    question = asked.question
    filters = [{"terms": {"article_id": list(article_ids)}}]
    filters += position_filters(_sides_only(question), Span())
    should = [] if asked.tree is None else [text_query(asked.tree, POSITION_FIELDS)]
    best = {
        "size": CLAIMS_OF_A_HIT,
        "sort": ["_score", {"position_id": "asc"}],
        "_source": _CLAIM_FIELDS,
        "highlight": _highlight(asked.tree, POSITION_FIELDS, around, _evidence_whole()),
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


def _highlight(tree: Tree | None, fields: Sequence[str], around: Markers, wanted: Body) -> Body:
    found = shown(tree) if tree is not None else None
    return {
        "type": "unified",
        "pre_tags": [around.before],
        "post_tags": [around.after],
        "fields": wanted,
        **({"highlight_query": text_query(found, fields)} if found is not None else {}),
    }


def _article_passages() -> Body:
    text = {"fragment_size": PASSAGE, "number_of_fragments": PASSAGES, "no_match_size": PASSAGE, "order": "score"}
    return {"title": _whole("title"), "text": {**text, "matched_fields": subfields("text")}}


def _evidence_whole() -> Body:
    return {"evidence": _whole("evidence")}


def _whole(field: str) -> Body:
    return {"number_of_fragments": 0, "matched_fields": subfields(field)}


def _sides_only(question: Question) -> Question:
    return Question(
        holders=question.parties,
        types=question.types,
        stances=question.stances,
        beneficiaries=question.beneficiaries,
        conditional=question.conditional,
    )
