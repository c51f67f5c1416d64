"""The alerts that Elasticsearch holds: the newest of a saved search, and how many there are."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct

from schemas.alert import Alert
from schemas.saved import MOST_RECEIVERS
from search.client import answering
from search.indices import alias
from search.mapping import ALERTS


class Tally(Struct, frozen=True, kw_only=True):
    """How many alerts a saved search had, when the last was, and how many wait for each receiver (by its id)."""

    alerts: int = 0
    last: str | None = None
    waiting: Mapping[str, int] = {}


def latest(client: Elasticsearch, prefix: str, saved_id: str, size: int) -> list[Alert]:
    """Gives the newest alerts of a saved search, the newest first. Raises ServerError."""
    with answering(client):
        try:
            found = client.search(
                index=alias(ALERTS, prefix),
                query={"term": {"saved_id": saved_id}},
                size=size,
                sort=[{"at": "desc"}, {"alert_id": "asc"}],
                source_includes=["alert"],
                timeout="10s",
            )
        except NotFoundError:
            return []
    return [msgspec.convert(hit["_source"]["alert"], Alert) for hit in found["hits"]["hits"]]


def tallies(client: Elasticsearch, prefix: str, saved_ids: Sequence[str]) -> dict[str, Tally]:
    """Gives the tally of each of those saved searches that had an alert. Raises ServerError."""
    if not saved_ids:
        return {}
    of_each = {
        "last": {"max": {"field": "at"}},
        "waiting": {"terms": {"field": "waiting", "size": 10 * MOST_RECEIVERS}},
    }
    with answering(client):
        try:
            found = client.search(
                index=alias(ALERTS, prefix),
                query={"terms": {"saved_id": list(saved_ids)}},
                size=0,
                aggs={"saved": {"terms": {"field": "saved_id", "size": len(saved_ids)}, "aggs": of_each}},
                timeout="10s",
            )
        except NotFoundError:
            return {}
    return {bucket["key"]: _tally(bucket) for bucket in found["aggregations"]["saved"]["buckets"]}


def _tally(bucket: Mapping[str, Any]) -> Tally:
    return Tally(
        alerts=bucket["doc_count"],
        last=bucket["last"].get("value_as_string"),
        waiting={each["key"]: each["doc_count"] for each in bucket["waiting"]["buckets"]},
    )
