"""What the index holds about a type of guarantee: who takes which stance on it for whom, over time, in which words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch
from msgspec import Struct

from search import query, timeline
from search.actor import newest
from search.answer import ClaimHit, Count
from search.attention import Attention, attention, fits
from search.concurrently import both
from search.indices import alias
from search.mapping import ARTICLES
from search.matrix import Matrix, matrix
from search.moments import Span, span
from search.question import Question
from search.request import ask
from search.run import positions

LOOKED_AT = 50
"""Newest claims, among which those in the same words are told once."""
BESIDE = 10
ROWS = 15


class OfType(Struct, frozen=True, kw_only=True):
    """One type of guarantee. `articles` are tagged with it; `first` and `last` are their times.

    `positions` count stories by party, beneficiary and stance, `over_time` stories by stance. `instruments` and
    `beside`, other types, are those of the same articles. `newest` leaves out copies.
    """

    id: str
    articles: int
    claims: int
    first: str | None = None
    last: str | None = None
    positions: Matrix
    over_time: Attention
    newest: tuple[ClaimHit, ...] = ()
    instruments: tuple[Count, ...] = ()
    beside: tuple[Count, ...] = ()


def of_type(
    client: Elasticsearch,
    prefix: str,
    identity: str,
    *,
    since: str | None,
    until: str | None,
    now: datetime,
    nonce: str,
) -> OfType:
    """Gives what the index holds about a type in that time; one that nothing has, has no articles and no claims.

    Raises UsageError for a time that is none, ServerError where the server fails or holds no index.
    """
    question = Question(types=(identity,), since=since, until=until, sort="newest", size=LOOKED_AT, fold=True)
    tagged, said = both(
        lambda: ask(client, alias(ARTICLES, prefix), tagged_with(identity, span(since, until, now))),
        lambda: positions(client, prefix, question, now=now, nonce=nonce),
    )
    aggregations = tagged["aggregations"]
    first, last = (aggregations[name]["value"] for name in ("first", "last"))
    length = timedelta(milliseconds=(last or 0) - (first or 0))
    over_time, rows = both(
        lambda: attention(
            client, prefix, question, by="month" if fits("month", length) else None, split="stance", now=now
        ),
        lambda: matrix(client, prefix, question, size=ROWS, now=now),
    )
    return OfType(
        id=identity,
        articles=tagged["hits"]["total"]["value"],
        claims=said.total,
        first=None if first is None else timeline.iso(int(first)),
        last=None if last is None else timeline.iso(int(last)),
        positions=rows,
        over_time=over_time,
        newest=newest(said.hits),
        instruments=_counts(aggregations, "instruments"),
        beside=_counts(aggregations, "beside"),
    )


def tagged_with(identity: str, when: Span) -> query.Body:
    """Gives the request for the articles tagged with a type, in number, time, and with what else they have."""
    asked = query.Asked(Question(types=(identity,)), None, when)
    return {
        "query": query.article_query(asked),
        "size": 0,
        "track_total_hits": True,
        "timeout": query.TIMEOUT,
        "aggs": {
            **timeline.RANGE,
            "instruments": {"terms": {"field": "instruments", "size": BESIDE}},
            "beside": {"terms": {"field": "types", "size": BESIDE, "exclude": [identity]}},
        },
    }


def _counts(aggregations: Mapping[str, Any], name: str) -> tuple[Count, ...]:
    return tuple(Count(bucket["key"], bucket["doc_count"]) for bucket in aggregations[name]["buckets"])
