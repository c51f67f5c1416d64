"""Facets: for each value how many articles (or claims) would be left if it were asked for too.

Sides of a claim are counted over the nested claims that already have the other sides asked for, so that a facet counts
what its filter would find. Counting nested claims needs no nested query, which servers without expensive queries lack.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from search.answer import Count, Facets
from search.filters import Clause, claim_filters
from search.question import Question

MOST = 10
"""Values of a facet, the most frequent ones."""

_FLAT = {"actors": "actors", "types": "types", "sources": "sources", "sites": "site", "instruments": "instruments",
         "countries": "country", "languages": "language", "tags": "feed_tags", "sections": "section"}  # fmt: skip
_SIDES = {
    "holders": "holder",
    "states": "parties",
    "stances": "stance",
    "beneficiaries": "beneficiary",
    "types": "types",
}
_OF_ANY_CLAIM = {"holders": "holders", "states": "parties", "stances": "stances", "beneficiaries": "beneficiaries"}
"""What an article says of all its claims: as good as counting them where nothing else is asked of a claim."""
_OF_POSITIONS = {"holders": "holder", "states": "parties", "stances": "stance", "beneficiaries": "beneficiary",
                 "types": "types", "sources": "sources", "sites": "site", "countries": "country",
                 "languages": "language", "tags": "feed_tags"}  # fmt: skip
ORDER = ("actors", "holders", "states", "types", "stances", "beneficiaries", "instruments", "sources", "sites",
         "countries", "languages", "tags", "sections")  # fmt: skip
_GROUP = "claims"
_SOME = {"states": {"exclude": "person/.*"}}
"""Facets of some of a field's values: a claim is made on behalf of states and organisations, or by them."""


def article_facets(question: Question) -> dict[str, Any]:
    """Gives the aggregations for the facets of articles."""
    aggregations: dict[str, Any] = {}
    groups: list[tuple[list[Clause], dict[str, Any]]] = []
    for name in (one for one in ORDER if one in _FLAT or one in _SIDES):
        clauses = _of_its_claim(name, question)
        if clauses:
            # Facets over the same claims share one walk through them.
            group = next((terms for having, terms in groups if having == clauses), None)
            if group is None:
                groups.append((clauses, group := {}))
            group[name] = _of_claims(name)
        else:
            aggregations[name] = _terms(name, _FLAT.get(name) or _OF_ANY_CLAIM[name])
    for number, (clauses, terms) in enumerate(groups):
        having = {"having": {"filter": {"bool": {"filter": clauses}}, "aggs": terms}}
        aggregations[f"{_GROUP}{number}"] = {"nested": {"path": "claims"}, "aggs": having}
    return aggregations


def position_facets() -> dict[str, Any]:
    """Gives the aggregations for the facets of claims."""
    return {name: _terms(name, field) for name, field in _OF_POSITIONS.items()}


def read(aggregations: Mapping[str, Any]) -> Facets:
    """Gives the facets in an answer's aggregations, in the order in which they are shown."""
    found = dict(aggregations)
    for name, group in aggregations.items():
        if name.startswith(_GROUP):
            found.update(group["having"])
    return {name: _counts(found[name]) for name in ORDER if name in found}


def _terms(name: str, field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": MOST, **_SOME.get(name, {})}}


def _of_its_claim(name: str, question: Question) -> list[Clause]:
    """Gives what else must hold of the claim that a facet counts; nothing where it is not counted over claims."""
    if name not in _SIDES or (name == "types" and not question.about_a_claim):
        return []
    # As if the facet's own filter had been given: only then is an actor the party of the claim.
    asked = question
    if not question.about_a_claim and name not in ("holders", "states"):
        asked = msgspec.structs.replace(question, holders=question.actors)
    return claim_filters(asked, "claims.")


def _of_claims(name: str) -> dict[str, Any]:
    counted = _terms(name, f"claims.{_SIDES[name]}")["terms"]
    return {
        "terms": {**counted, "order": [{"articles": "desc"}, {"_key": "asc"}]},
        "aggs": {"articles": {"reverse_nested": {}}},
    }


def _counts(found: Mapping[str, Any]) -> tuple[Count, ...]:
    return tuple(
        Count(bucket["key"], bucket["articles"]["doc_count"] if "articles" in bucket else bucket["doc_count"])
        for bucket in found["buckets"]
    )
