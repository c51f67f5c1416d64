"""The alerts in Elasticsearch: written once, and with each the receivers that are still to be told."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from elasticsearch import AsyncElasticsearch
from msgspec import Struct

from pipeline.asking_elastic import ask
from pipeline.index_plan import Action
from pipeline.patience import Patience
from schemas.alert import Alert
from schemas.ids import moment
from schemas.receiver_state import receiver_id
from schemas.saved import MOST_RECEIVERS, MOST_SAVED, SavedSearch
from search.indices import alias
from search.mapping import ALERTS

WRITTEN = 1
"""The external version of an alert as it is decided; telling of it raises that, so deciding again changes nothing."""
Waiting = dict[tuple[str, str], datetime]
"""Since when alerts wait, by saved search (its id) and receiver (its id)."""


class Unsent(Struct, frozen=True):
    """The alerts that wait for a receiver, the first in front."""

    ids: tuple[str, ...]
    alerts: tuple[Alert, ...]


def action(alert: Alert, saved: SavedSearch) -> Action:
    """Gives the document of an alert that nobody was told of."""
    document = {
        "alert_id": alert.alert_id,
        "saved_id": alert.saved_id,
        "saved": alert.saved,
        "kind": alert.kind,
        "at": alert.at,
        "story_id": alert.story_id,
        "article_id": alert.article.article_id,
        "facts": list(alert.facts),
        "waiting": [receiver_id(to) for to in saved.to],
        "alert": msgspec.to_builtins(alert),
    }
    return Action(article=alert.alert_id, kind="alerts", id=alert.alert_id, version=WRITTEN, document=document)


class AlertStore:
    """Reads what waits, and marks what was told. It waits for an Elasticsearch that does not answer.

    Delivery: when `told` returns, Elasticsearch has it that the receiver was told.
    """

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: Patience) -> None:
        self._client = client.options(max_retries=0, retry_on_timeout=False)
        self._index, self._patience = alias(ALERTS, prefix), patience

    async def waiting(self) -> Waiting:
        """Gives who is to be told of anything."""
        oldest = {"oldest": {"min": {"field": "at"}}}
        receivers = {"terms": {"field": "waiting", "size": 10 * MOST_RECEIVERS}, "aggs": oldest}
        found = await self._ask(
            lambda: self._client.search(
                index=self._index,
                query={"exists": {"field": "waiting"}},
                size=0,
                aggs={"saved": {"terms": {"field": "saved_id", "size": 2 * MOST_SAVED}, "aggs": {"to": receivers}}},
                allow_partial_search_results=False,
            )
        )
        return {
            (saved["key"], each["key"]): moment(each["oldest"]["value_as_string"])
            for saved in (found["aggregations"]["saved"]["buckets"] if found else ())
            for each in saved["to"]["buckets"]
        }

    async def unsent(self, saved_id: str, receiver: str, most: int) -> tuple[str, ...]:
        """Gives the ids of what waits for a receiver, the oldest first."""
        wanted = [{"term": {"saved_id": saved_id}}, {"term": {"waiting": receiver}}]
        return tuple(hit["_id"] for hit in await self._hits({"bool": {"filter": wanted}}, most, source=False))

    async def of(self, ids: Sequence[str], receiver: str) -> Unsent:
        """Gives those of these alerts that still wait for the receiver."""
        await self._ask(lambda: self._client.indices.refresh(index=self._index))
        wanted = [{"ids": {"values": list(ids)}}, {"term": {"waiting": receiver}}]
        hits = await self._hits({"bool": {"filter": wanted}}, len(ids), source=True)
        return Unsent(
            tuple(hit["_id"] for hit in hits),
            tuple(msgspec.convert(hit["_source"]["alert"], Alert) for hit in hits),
        )

    async def told(self, ids: Sequence[str], receiver: str) -> None:
        """Marks that a receiver was told of these alerts, or never will be."""
        pending = list(ids)
        while pending:
            documents = await self._waiting_of(pending)
            lines: list[Mapping[str, Any]] = []
            for each in documents["docs"] if documents else ():
                if each.get("found") and receiver in (left := each["_source"].get("waiting", ())):
                    unchanged = {"if_seq_no": each["_seq_no"], "if_primary_term": each["_primary_term"]}
                    lines.append({"update": {"_id": each["_id"], **unchanged}})
                    lines.append({"doc": {"waiting": [one for one in left if one != receiver]}})
            if not lines:
                break
            answer = await self._ask(lambda lines=lines: self._client.bulk(index=self._index, operations=lines))  # type: ignore[misc]
            items = answer["items"] if answer else ()
            pending = [each["update"]["_id"] for each in items if each["update"]["status"] >= 300]
        await self._ask(lambda: self._client.indices.refresh(index=self._index))

    async def _waiting_of(self, ids: Sequence[str]) -> Any:
        return await self._ask(lambda: self._client.mget(index=self._index, ids=list(ids), source=["waiting"]))

    async def _hits(self, query: Mapping[str, Any], most: int, *, source: bool) -> list[dict[str, Any]]:
        found = await self._ask(
            lambda: self._client.search(
                index=self._index,
                query=query,
                size=most,
                sort=[{"at": "asc"}, {"alert_id": "asc"}],
                source=["alert"] if source else False,  # type: ignore[arg-type]
                allow_partial_search_results=False,
            )
        )
        return list(found["hits"]["hits"]) if found else []

    async def _ask(self, call: Callable[[], Awaitable[Any]]) -> Any:
        return await ask(self._client, self._patience, call)
