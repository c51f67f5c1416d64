"""Facets: for each value how many articles (or claims) would be left if it were asked for too.

Sides of a claim are counted over the nested claims that already have the other sides asked for, so that a facet counts
what its filter would find. Counting nested claims needs no nested query, which servers without expensive queries lack.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from search.answer import Count, Facets
from search.filters import claim_filters
from search.question import Question

MOST = 10
"""Values of a facet, the most frequent ones."""

_FLAT = {"actors": "actors", "types": "types", "sources": "sources", "sites": "site", "instruments": "instruments",
         "languages": "language", "tags": "feed_tags", "sections": "section"}  # fmt: skip
_SIDES = {"holders": "holder", "stances": "stance", "beneficiaries": "beneficiary", "types": "types"}
_OF_POSITIONS = {"holders": "holder", "states": "on_behalf_of", "stances": "stance", "beneficiaries": "beneficiary",
                 "types": "types", "sources": "sources", "sites": "site", "languages": "language",
                 "tags": "feed_tags"}  # fmt: skip
ORDER = ("actors", "holders", "states", "types", "stances", "beneficiaries", "instruments", "sources", "sites",
         "languages", "tags", "sections")  # fmt: skip


def article_facets(question: Question) -> dict[str, Any]:
    """Gives the aggregations for the facets of articles."""
    sided = [name for name in _SIDES if name != "types" or question.about_a_claim]
    flat = {name: _terms(field) for name, field in _FLAT.items() if name not in sided}
    return {**flat, **{name: _of_claims(name, question) for name in sided}}


def position_facets() -> dict[str, Any]:
    """Gives the aggregations for the facets of claims."""
    return {name: _terms(field) for name, field in _OF_POSITIONS.items()}


def read(aggregations: Mapping[str, Any]) -> Facets:
    """Gives the facets in an answer's aggregations, in the order in which they are shown."""
    return {name: _counts(aggregations[name]) for name in ORDER if name in aggregations}


def _terms(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": MOST}}


def _of_claims(name: str, question: Question) -> dict[str, Any]:
    # As if the facet's own filter had been given: only then is an actor the party of the claim.
    asked = question
    if not question.about_a_claim and name != "holders":
        asked = msgspec.structs.replace(question, holders=question.actors)
    terms = {
        "terms": {"field": f"claims.{_SIDES[name]}", "size": MOST, "order": [{"articles": "desc"}, {"_key": "asc"}]},
        "aggs": {"articles": {"reverse_nested": {}}},
    }
    return {
        "nested": {"path": "claims"},
        "aggs": {
            "having": {
                "filter": {"bool": {"filter": claim_filters(asked, "claims.")}},
                "aggs": {"values": terms},
            }
        },
    }


def _counts(found: Mapping[str, Any]) -> tuple[Count, ...]:
    buckets = found["having"]["values"]["buckets"] if "having" in found else found["buckets"]
    return tuple(
        Count(bucket["key"], bucket["articles"]["doc_count"] if "articles" in bucket else bucket["doc_count"])
        for bucket in buckets
    )
