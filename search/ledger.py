"""The ledger added up: for each feed how many entries were expected, and what became of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct, field

from schemas.ledger import FATES, Fate
from search.client import answering
from search.indices import alias
from search.mapping import LEDGER

AT_ONCE = 10_000
MOST_REASONS = 10
"""Of one fate."""


class Sum(Struct, frozen=True, kw_only=True):
    """What became of the entries of one feed that are written; `feed` is its address as it may be shown."""

    feed_id: str
    feed: str
    fates: dict[str, int]


class Reason(Struct, frozen=True, kw_only=True):
    """How many entries share a fate for the same reason."""

    fate: str
    why: str
    entries: int


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line, with what became of it last."""

    entry: str
    feed: str
    fate: Fate
    at: str
    expected_at: str
    title: str = ""
    why: str | None = None
    article_id: str | None = None
    version_id: str | None = None


class Asked(Struct, frozen=True, kw_only=True):
    """Which lines: those expected since a moment, of some feeds (by id; none: all of them)."""

    since: datetime | None = None
    feeds: Sequence[str] = field(default_factory=tuple)

    def query(self, *also: dict[str, Any]) -> dict[str, Any]:
        """Gives the query."""
        wanted = list(also)
        if self.since is not None:
            wanted.append({"range": {"expected_at": {"gte": self.since.isoformat()}}})
        if self.feeds:
            wanted.append({"terms": {"feed_id": list(self.feeds)}})
        return {"bool": {"filter": wanted}}


def sums(client: Elasticsearch, prefix: str, asked: Asked) -> list[Sum]:
    """Gives one sum for each feed that has lines, with all that was written before. Raises ServerError."""
    with answering(client):
        try:
            client.indices.refresh(index=alias(LEDGER, prefix))
        except NotFoundError:
            return []
        found: dict[str, Counter[str]] = {}
        address: dict[str, str] = {}
        for bucket in _buckets(client, prefix, asked):
            key = bucket["key"]
            found.setdefault(key["feed_id"], Counter())[key["fate"]] += bucket["doc_count"]
            address[key["feed_id"]] = key["feed"] or ""
    return [Sum(feed_id=identity, feed=address[identity], fates=dict(fates)) for identity, fates in found.items()]


def reasons(client: Elasticsearch, prefix: str, asked: Asked) -> list[Reason]:
    """Gives the most frequent reasons of each fate that has any. Raises ServerError."""
    why = {"terms": {"field": "why", "size": MOST_REASONS}}
    with answering(client):
        try:
            found = client.search(
                index=alias(LEDGER, prefix),
                size=0,
                query=asked.query({"exists": {"field": "why"}}),
                aggs={"fates": {"terms": {"field": "fate", "size": len(FATES)}, "aggs": {"why": why}}},
            )
        except NotFoundError:
            return []
    return [
        Reason(fate=of_fate["key"], why=each["key"], entries=each["doc_count"])
        for of_fate in found["aggregations"]["fates"]["buckets"]
        for each in of_fate["why"]["buckets"]
    ]


def entries(client: Elasticsearch, prefix: str, asked: Asked, fate: Fate | None, size: int) -> list[Entry]:
    """Gives the lines themselves, those that something became of last first. Raises ServerError."""
    also = ({"term": {"fate": fate}},) if fate is not None else ()
    with answering(client):
        try:
            found = client.search(
                index=alias(LEDGER, prefix),
                size=size,
                query=asked.query(*also),
                sort=[{"at": "desc"}, {"line_id": "asc"}],
            )
        except NotFoundError:
            return []
    names = Entry.__struct_fields__
    lines = (hit["_source"] for hit in found["hits"]["hits"])
    return [Entry(**{name: line[name] for name in names if line.get(name) is not None}) for line in lines]


def unwritten(client: Elasticsearch, prefix: str, lines: Sequence[str]) -> set[str]:
    """Gives those of these lines, by their ids, that cannot be found. Raises ServerError."""
    index, missing = alias(LEDGER, prefix), set[str]()
    with answering(client):
        for start in range(0, len(lines), AT_ONCE):
            part = set(lines[start : start + AT_ONCE])
            wanted = {"ids": {"values": list(part)}}
            try:
                if client.count(index=index, query=wanted)["count"] < len(part):
                    found = client.search(index=index, query=wanted, size=len(part), source=False)
                    missing |= part - {hit["_id"] for hit in found["hits"]["hits"]}
            except NotFoundError:
                missing |= part
    return missing


def _buckets(client: Elasticsearch, prefix: str, asked: Asked) -> Iterator[dict[str, Any]]:
    """Gives how many lines have each pair of feed and fate, however many feeds there are."""
    pairs: dict[str, Any] = {
        "size": AT_ONCE,
        "sources": [
            {"feed_id": {"terms": {"field": "feed_id"}}},
            {"fate": {"terms": {"field": "fate"}}},
            {"feed": {"terms": {"field": "feed", "missing_bucket": True}}},
        ],
    }
    while True:
        found = client.search(
            index=alias(LEDGER, prefix), size=0, query=asked.query(), aggs={"pairs": {"composite": pairs}}
        )["aggregations"]["pairs"]
        yield from found["buckets"]
        if "after_key" not in found:
            return
        pairs["after"] = found["after_key"]
