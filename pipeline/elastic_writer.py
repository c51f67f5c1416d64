"""Reads what Elasticsearch knows of articles, and writes bulks until every line of them has an answer that counts."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, cast

import msgspec
from elasticsearch import ApiError, AsyncElasticsearch, NotFoundError, TransportError
from msgspec import Struct

from pipeline.index_plan import Action, Stored
from pipeline.patience import Patience
from schemas.errors import PledgewireError
from search.client import address, explained
from search.indices import alias
from search.mapping import ARTICLES

MOST_ACTIONS = 1_000
MOST_BYTES = 10 * 1024 * 1024
"""Of one bulk request; Elasticsearch's own limit is 100 MB."""
FACTS = ["version", "version_id", "versions", "position_ids", "story_id", "stated", "revisions", "tagger_version",
         "vocabulary_version"]  # fmt: skip
REFUSED = frozenset({400, 413})
"""The document itself is at fault; 401, 403, 404, 429 and 5xx say that something else is, and are tried again."""


class Outcome(Struct):
    """What became of a bulk: articles of which a newer version is there, and those refused, with the reason."""

    newer: set[str]
    refused: dict[str, str]


class _Bulk(Struct):
    """One bulk request to be: each action's lines, as bytes."""

    actions: list[Action]
    lines: list[bytes]


class ElasticWriter:
    """Writes through the aliases `articles` and `positions`, never making an index by accident.

    Delivery: `write` returns when every action was taken, or was overtaken by a newer version, or was refused for its
    own content. Anything else (no connection, 401, 403, 404, 429, 5xx) it tries again for as long as it takes.
    """

    def __init__(
        self,
        client: AsyncElasticsearch,
        prefix: str,
        patience: Patience,
        ensure_indices: Callable[[], Awaitable[None]],
    ) -> None:
        """`ensure_indices` makes the indices where they have gone; it may raise PledgewireError."""
        # The client's own retries would hide failures from the log, and know nothing of the watchdog.
        self._client = client.options(max_retries=0, retry_on_timeout=False)
        self.patience = patience
        self._prefix, self._ensure = prefix, ensure_indices

    async def known(self, articles: Sequence[str], *, whole: bool = False) -> dict[str, Stored]:
        """Gives what is stored of those articles that are there, as it is now, searchable or not yet."""
        if not articles:
            return {}
        index = alias(ARTICLES, self._prefix)
        while True:
            self.patience.try_now()
            try:
                answer = await self._client.mget(index=index, ids=list(articles), source=True if whole else FACTS)
            except (ApiError, TransportError) as error:
                await self._wait(error)
                continue
            wrong = [each["error"] for each in answer["docs"] if "error" in each]
            if not wrong:
                self.patience.answered()
                found = [each for each in answer["docs"] if each.get("found")]
                return {each["_id"]: Stored.of(each["_source"], each["_version"], whole) for each in found}
            await self._recover(any(each["type"] == "index_not_found_exception" for each in wrong), _said(wrong[0]))

    async def write(self, actions: Sequence[Action]) -> Outcome:
        """Writes the actions."""
        outcome = Outcome(newer=set(), refused={})
        pending, alone = list(actions), False
        while pending:
            again: list[Action] = []
            too_much = False
            for bulk in _bulks(pending, self._prefix, 1 if alone else MOST_ACTIONS):
                self.patience.try_now()
                try:
                    answer = await self._client.bulk(operations=cast(Any, bulk.lines), require_alias=True)
                except (ApiError, TransportError) as error:
                    if not (isinstance(error, ApiError) and error.status_code in REFUSED):
                        again += bulk.actions
                        await self._wait(error)
                    elif len(bulk.actions) == 1:
                        outcome.refused[bulk.actions[0].article] = explained(error, address(self._client))
                    else:
                        # One of many is at fault and the answer does not say which: each goes alone.
                        again += bulk.actions
                        too_much = True
                    continue
                again += await self._judge(bulk.actions, answer["items"], outcome)
            alone = too_much
            pending = [action for action in again if action.article not in outcome.refused]
        return outcome

    async def _judge(self, actions: list[Action], items: list[dict[str, Any]], outcome: Outcome) -> list[Action]:
        """Reads each item of an answer; gives the actions that must be tried again, after a pause."""
        again = actions[len(items) :]
        why, missing = "the answer is incomplete", False
        for action, item in zip(actions, items, strict=False):
            (result,) = item.values()
            status, error = result["status"], result.get("error")
            if status < 300 or (status == 404 and error is None):  # a deletion of what was not there
                continue
            if status == 409:
                if action.kind == ARTICLES:
                    outcome.newer.add(action.article)
            elif status in REFUSED:
                outcome.refused[action.article] = f"Elasticsearch refuses the {action.kind} document: {_said(error)}"
            else:
                again.append(action)
                why = f"Elasticsearch answers {status}: {_said(error)}"
                missing = missing or status == 404
        if again:
            await self._recover(missing, why)
        else:
            self.patience.answered()
        return again

    async def _wait(self, error: ApiError | TransportError) -> None:
        await self._recover(isinstance(error, NotFoundError), explained(error, address(self._client)))

    async def _recover(self, missing: bool, why: str) -> None:
        await self.patience.after(why)
        if missing:
            try:
                await self._ensure()
            except PledgewireError as error:
                await self.patience.after(str(error))


def _bulks(actions: Sequence[Action], prefix: str, most: int) -> Iterator[_Bulk]:
    """Gives the actions in requests of at most so many actions, and of MOST_BYTES unless one alone has more."""
    bulk, size = _Bulk([], []), 0
    for action in actions:
        lines = _lines(action, prefix)
        length = sum(map(len, lines))
        if bulk.actions and (len(bulk.actions) >= most or size + length > MOST_BYTES):
            yield bulk
            bulk, size = _Bulk([], []), 0
        bulk.actions.append(action)
        bulk.lines += lines
        size += length
    if bulk.actions:
        yield bulk


def _lines(action: Action, prefix: str) -> list[bytes]:
    place = {
        "_index": alias(action.kind, prefix),
        "_id": action.id,
        "version": action.version,
        "version_type": "external_gte",
    }
    if action.document is None:
        return [msgspec.json.encode({"delete": place})]
    return [msgspec.json.encode({"index": place}), msgspec.json.encode(action.document)]


def _said(error: Any) -> str:
    """Gives what an item's error says, with the cause that names the field."""
    if not isinstance(error, dict):
        return str(error)
    cause = error.get("caused_by") or {}
    reasons = [str(each) for each in (error.get("reason"), cause.get("reason")) if each]
    return "; ".join(reasons)[:500] or str(error.get("type"))
