"""What the index holds about one actor: positions over time, newest claims, changes of mind, who is named beside it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch
from msgspec import Struct

from search import query, timeline
from search.answer import ClaimHit, Count
from search.attention import Attention, attention, fits
from search.changes import Change, changes
from search.indices import alias
from search.mapping import ARTICLES
from search.matrix import Cell, matrix
from search.moments import Span, span
from search.question import MOST_CLAIMS, Question
from search.request import ask
from search.run import positions

NEWEST = 5
"""Claims that are shown; the question behind them lists all."""
BESIDE = 10
MOST_ROWS = 20


class Actor(Struct, frozen=True, kw_only=True):
    """One actor, as holder or as the one in whose name claims are made.

    `articles` name it, of which `first` and `last` are the earliest and the latest moment. `cells` count stories,
    `over_time` stories by stance. `newest` leaves out copies; changes of mind are looked for among the newest 1,000 of
    the `claims`.
    """

    id: str
    articles: int
    claims: int
    first: str | None = None
    last: str | None = None
    cells: tuple[Cell, ...] = ()
    over_time: Attention
    newest: tuple[ClaimHit, ...] = ()
    changes: tuple[Change, ...] = ()
    beside: tuple[Count, ...] = ()


def actor(
    client: Elasticsearch,
    prefix: str,
    identity: str,
    *,
    since: str | None,
    until: str | None,
    now: datetime,
    nonce: str,
) -> Actor:
    """Gives what the index holds about an actor in that time; one that nothing names has no articles and no claims.

    Raises UsageError for a time that is none, ServerError where the server fails or holds no index.
    """
    named = ask(client, alias(ARTICLES, prefix), named_in(identity, span(since, until, now)))
    first, last = (named["aggregations"][name]["value"] for name in ("first", "last"))
    question = Question(holders=(identity,), since=since, until=until, sort="newest", size=MOST_CLAIMS, fold=True)
    said = positions(client, prefix, question, now=now, nonce=nonce)
    length = timedelta(milliseconds=(last or 0) - (first or 0))
    over_time = attention(
        client, prefix, question, by="month" if fits("month", length) else None, split="stance", now=now
    )
    rows = matrix(client, prefix, question, size=MOST_ROWS, now=now).rows if said.total else ()
    return Actor(
        id=identity,
        articles=named["hits"]["total"]["value"],
        claims=said.total,
        first=None if first is None else timeline.iso(int(first)),
        last=None if last is None else timeline.iso(int(last)),
        cells=next((row.cells for row in rows if row.actor == identity), ()),
        over_time=over_time,
        newest=newest(said.hits),
        changes=changes(said.hits),
        beside=read_beside(named["aggregations"]),
    )


def newest(hits: Sequence[ClaimHit]) -> tuple[ClaimHit, ...]:
    """Gives the first few of the claims; of those in the same words only the first."""
    found: dict[tuple[str, ...], ClaimHit] = {}
    for hit in hits:
        said = (hit.claim.holder, hit.claim.stance, hit.claim.beneficiary, *(one.text for one in hit.claim.evidence))
        found.setdefault(said, hit)
    return tuple(found.values())[:NEWEST]


def named_in(identity: str, when: Span) -> query.Body:
    """Gives the request for the articles that name an actor, in number, time, and with whom else they name."""
    asked = query.Asked(Question(mentions=(identity,)), None, when)
    beside = {"terms": {"field": "actors", "size": BESIDE, "exclude": [identity]}}
    return {
        "query": query.article_query(asked),
        "size": 0,
        "track_total_hits": True,
        "timeout": query.TIMEOUT,
        "aggs": {**timeline.RANGE, "beside": beside},
    }


def read_beside(aggregations: Mapping[str, Any]) -> tuple[Count, ...]:
    """Gives who is named in the most of the same articles."""
    return tuple(Count(bucket["key"], bucket["doc_count"]) for bucket in aggregations["beside"]["buckets"])
