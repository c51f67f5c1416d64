"""Filters as Elasticsearch's clauses, for articles and for claims; they never score."""

from typing import Any

import msgspec

from schemas.errors import UsageError
from search.claim_keys import keys_for
from search.exclusions import articles_without, claims_without
from search.moments import Span
from search.question import Question

Clause = dict[str, Any]
MOST_KEYS = 10_000

_ARTICLE = {"mentioned": "actors", "mentions": "actors", "instruments": "instruments", "sources": "sources",
            "sites": "site", "countries": "country", "languages": "language", "stories": "story_id",
            "tags": "feed_tags", "sections": "section", "revised": "revised"}  # fmt: skip
_CLAIM = {"parties": "parties", "types": "types", "stances": "stance", "beneficiaries": "beneficiary"}
_POSITION = {
    "sources": "sources",
    "sites": "site",
    "countries": "country",
    "languages": "language",
    "tags": "feed_tags",
}


def article_filters(question: Question, span: Span) -> list[Clause]:
    """Gives the clauses that an article must satisfy; those of claims together, so that one claim has all of them."""
    clauses = [_terms(field, getattr(question, name)) for name, field in _ARTICLE.items() if getattr(question, name)]
    if question.about_a_claim:
        clauses.append(_one_claim(question))
    elif question.types:
        clauses.append(_terms("types", question.types))
    if question.paywalled is not None:
        clauses.append({"term": {"paywalled": question.paywalled}})
    return [*clauses, *articles_without(question.without), *when(span)]


def position_filters(question: Question, span: Span) -> list[Clause]:
    """Gives the clauses that a claim must satisfy."""
    clauses = [_terms(field, getattr(question, name)) for name, field in _POSITION.items() if getattr(question, name)]
    return [*clauses, *claim_filters(_of_claims(question)), *claims_without(question.without), *when(span)]


def claim_filters(question: Question, within: str = "") -> list[Clause]:
    """Gives the clauses on the sides of a claim; `within` stands before the names of fields (`claims.`)."""
    clauses = [
        _terms(f"{within}{field}", getattr(question, name)) for name, field in _CLAIM.items() if getattr(question, name)
    ]
    if question.conditional is not None:
        clauses.append({"term": {f"{within}conditional": question.conditional}})
    return clauses


def _of_claims(question: Question) -> Question:
    """Where only claims are looked for, an actor is a party like a holder."""
    return msgspec.structs.replace(question, holders=(*question.holders, *question.actors))


def _one_claim(question: Question) -> Clause:
    keys = keys_for(
        parties=question.parties,
        types=question.types,
        stances=question.stances,
        beneficiaries=question.beneficiaries,
        conditional=question.conditional,
    )
    if len(keys) > MOST_KEYS:
        raise UsageError("too many values are given for --actor, --holder, --type and --stance together: give fewer")
    return _terms("claim_keys", keys)


def _terms(field: str, values: object) -> Clause:
    return {"terms": {field: list(values)}}  # type: ignore[call-overload]


def when(span: Span) -> list[Clause]:
    """Gives the clause on time, none where both ends are open."""
    bounds = {"gte": span.since, "lt": span.until}
    given = {name: moment.isoformat() for name, moment in bounds.items() if moment is not None}
    return [{"range": {"when": given}}] if given else []
