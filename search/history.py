"""What holders said before a moment: whether anything, and what on the guarantees that they speak of now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from search import query, sketches
from search.answer import ClaimHit
from search.filters import when
from search.moments import Span

HOLDERS = 100
HISTORY = 50
"""Earlier claims of a holder that are looked through."""

Body = dict[str, Any]


def known_holders(holders: Sequence[str], start: datetime) -> Body:
    """Gives the request for which of the holders made a claim before."""
    filters = [{"terms": {"holder": list(holders)}}, *when(Span(None, start))]
    return {
        "query": {"bool": {"filter": filters}},
        "size": 0,
        "timeout": query.TIMEOUT,
        "aggs": {"holders": {"terms": {"field": "holder", "size": len(holders)}}},
    }


def history(hits: Iterable[ClaimHit], start: datetime) -> Body:
    """Gives the request for what the holders said before on the same guarantees, the newest claims of each."""
    claims = [hit.claim for hit in hits]
    holders = list(dict.fromkeys(claim.holder for claim in claims))[:HOLDERS]
    sides: dict[str, Iterable[str]] = {
        "holder": holders,
        "types": {kind for claim in claims for kind in claim.types},
        "beneficiary": {claim.beneficiary for claim in claims},
    }
    filters = [{"terms": {field: sorted(values)}} for field, values in sides.items()]
    return {
        "query": {"bool": {"filter": [*filters, *when(Span(None, start))]}},
        "size": HOLDERS,
        "_source": False,
        "timeout": query.TIMEOUT,
        "collapse": {
            "field": "holder",
            "inner_hits": {
                "name": "said",
                "size": HISTORY,
                "sort": [{"when": "desc"}, {"position_id": "asc"}],
                **sketches.WANTED,
            },
        },
    }


def read_history(found: Mapping[str, Any]) -> list[ClaimHit]:
    """Gives the claims in the answer to `history`, as sketches."""
    groups = [group["inner_hits"]["said"]["hits"]["hits"] for group in found["hits"]["hits"]]
    return [sketches.sketch(hit) for group in groups for hit in group]
