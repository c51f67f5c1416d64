"""How the stream flows, for who runs it: entries by day and fate, articles by hour, and how long indexing takes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct

from schemas.ledger import FATES
from search.client import answering
from search.indices import alias, current
from search.mapping import ARTICLES, LEDGER, MAPPING_VERSION
from search.tagged_by import TaggedBy
from search.timeline import iso

DAYS = 14
HOURS = 48
WITHIN: tuple[float, ...] = (1.0, 3.0, 10.0, 30.0, 120.0, 600.0)
"""Seconds that part the times until an article is indexed."""
MOST_VERSIONS = 20


class Day(Struct, frozen=True, kw_only=True):
    """The entries that feeds listed on one day (UTC), by what became of them until now."""

    day: str
    fates: dict[str, int]


class Hour(Struct, frozen=True, kw_only=True):
    """The articles that were fetched in the hour from `start`, and are indexed."""

    start: str
    articles: int


class Span(Struct, frozen=True, kw_only=True):
    """How many entries took longer than the span before this one, and no more than `within` seconds (None: longer)."""

    within: float | None
    entries: int


class Latency(Struct, frozen=True, kw_only=True):
    """Seconds from when a feed was seen to list an entry until Elasticsearch had it, of those indexed in 24 hours."""

    entries: int
    half: float
    most: float
    spans: tuple[Span, ...]


class Flow(Struct, frozen=True, kw_only=True):
    """All of it, and what the index is. `fates` are those of every entry that ever was listed."""

    articles: int
    fates: dict[str, int]
    days: tuple[Day, ...]
    hours: tuple[Hour, ...]
    latency: Latency | None
    tagged_by: tuple[TaggedBy, ...]
    mapping: int | None
    mapping_known: int
    server_version: str


def flow(client: Elasticsearch, prefix: str, now: datetime) -> Flow:
    """Gives it. An index that was not made yet holds nothing. Raises ServerError."""
    now = now.astimezone(UTC)
    with answering(client):
        nodes = client.nodes.info(metric="http", filter_path="nodes.*.version")["nodes"].values()
        index = current(client, alias(ARTICLES, prefix))
        ledger, articles = _ledger(client, prefix, now), _articles(client, prefix, now)
    return Flow(
        articles=articles["total"],
        fates=_fates(ledger["fates"]),
        days=tuple(
            Day(day=iso(bucket["key"])[:10], fates=_fates(bucket["fates"]))
            for bucket in ledger["recent"]["days"]["buckets"]
        ),
        hours=tuple(
            Hour(start=iso(bucket["key"]), articles=bucket["doc_count"])
            for bucket in articles["recent"]["hours"]["buckets"]
        ),
        latency=_latency(ledger["indexed"]),
        tagged_by=tuple(
            TaggedBy(**{name: told or "" for name, told in bucket["key"].items()}, articles=bucket["doc_count"])
            for bucket in articles["versions"]["buckets"]
        ),
        mapping=index.mapping if index else None,
        mapping_known=MAPPING_VERSION,
        server_version=", ".join(sorted({node["version"] for node in nodes})),
    )


def _ledger(client: Elasticsearch, prefix: str, now: datetime) -> Mapping[str, Any]:
    fates = {"terms": {"field": "fate", "size": len(FATES)}}
    first = (now - timedelta(days=DAYS - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    edges = [*zip((None, *WITHIN), (*WITHIN, None), strict=True)]
    ranges = [{name: edge for name, edge in (("from", low), ("to", high)) if edge is not None} for low, high in edges]
    aggregations: dict[str, Any] = {
        "fates": fates,
        "recent": {
            "filter": {"range": {"expected_at": {"gte": first.isoformat(), "lte": now.isoformat()}}},
            "aggs": {"days": {"date_histogram": _every("expected_at", "day", first, now), "aggs": {"fates": fates}}},
        },
        "indexed": {
            "filter": {
                "bool": {
                    "filter": [
                        {"term": {"fate": "indexed"}},
                        {"range": {"at": {"gte": (now - timedelta(days=1)).isoformat()}}},
                        {"exists": {"field": "seconds"}},
                    ]
                }
            },
            "aggs": {
                "percentiles": {"percentiles": {"field": "seconds", "percents": [50, 95]}},
                "spans": {"range": {"field": "seconds", "ranges": ranges}},
            },
        },
    }
    return _asked(client, alias(LEDGER, prefix), aggregations)


def _articles(client: Elasticsearch, prefix: str, now: datetime) -> Mapping[str, Any]:
    first = (now - timedelta(hours=HOURS - 1)).replace(minute=0, second=0, microsecond=0)
    names = ("tagger_version", "vocabulary_version")
    versions = [{name: {"terms": {"field": name, "missing_bucket": True}}} for name in names]
    aggregations: dict[str, Any] = {
        "recent": {
            "filter": {"range": {"fetched_at": {"gte": first.isoformat(), "lte": now.isoformat()}}},
            "aggs": {"hours": {"date_histogram": _every("fetched_at", "hour", first, now)}},
        },
        "versions": {"composite": {"sources": versions, "size": MOST_VERSIONS}},
    }
    return _asked(client, alias(ARTICLES, prefix), aggregations)


def _asked(client: Elasticsearch, index: str, aggregations: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        found = client.search(index=index, size=0, track_total_hits=True, aggregations=aggregations, timeout="10s")
    except NotFoundError:
        none: dict[str, Any] = {"buckets": []}
        return {"total": 0, "fates": none, "recent": {"days": none, "hours": none}, "indexed": None, "versions": none}
    return {"total": found["hits"]["total"]["value"], **found["aggregations"]}


def _every(field: str, interval: str, first: datetime, now: datetime) -> dict[str, Any]:
    bounds = {"min": first.isoformat(), "max": now.isoformat()}
    return {"field": field, "calendar_interval": interval, "min_doc_count": 0, "extended_bounds": bounds}


def _fates(found: Mapping[str, Any]) -> dict[str, int]:
    counts = {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}
    return {fate: counts[fate] for fate in FATES if fate in counts}


def _latency(found: Mapping[str, Any] | None) -> Latency | None:
    if not found or not found["doc_count"]:
        return None
    half, most = (found["percentiles"]["values"][name] for name in ("50.0", "95.0"))
    spans = tuple(
        Span(within=bucket.get("to"), entries=bucket["doc_count"])
        for bucket in sorted(found["spans"]["buckets"], key=lambda bucket: bucket.get("from", -1.0))
    )
    return Latency(entries=found["doc_count"], half=round(half, 2), most=round(most, 2), spans=spans)
