"""Looks for copies of articles that were indexed, and makes their stories one.

It looks after a refresh, at documents as they are: of two copies that were indexed at the same moment by two workers,
the one that is looked at later sees the other. A story that is joined to another moves with all its articles; each
move is refused where somebody else changed the document meanwhile, and a look that moved anything is repeated until
nothing is left to move. So whatever order the looks come in, they end in the same stories (docs/decisions/0082).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from elastic_transport import ObjectApiResponse
from elasticsearch import AsyncElasticsearch

from pipeline.asking_elastic import Call, ask
from pipeline.patience import Patience
from pipeline.story_plan import Copy, joined
from search.indices import alias
from search.mapping import ARTICLES
from search.minhash import bands

AT_ONCE = 500
"""Articles of one look: their bands are 32,000 terms, and Elasticsearch takes 65,536."""
MOST_FOUND = 5_000
"""Possible copies that one look reads, the earliest first."""
MOST_MOVED = 1_000
SIMULTANEOUS = 3
"""Rounds after which it is no accident that others change the same stories; from then on with pauses."""

_FIELDS = [{"field": "story_id"}, {"field": "signature"}, {"field": "when", "format": "epoch_millis"}]


class StoryLook:
    """Settles the stories of articles in the alias `articles`.

    Delivery: when `settle` returns, the articles and all copies of them that could be found belong to one story each.
    It may be repeated, and interrupted anywhere: what it left is found by the next. It waits for an Elasticsearch that
    does not answer for as long as it takes.
    """

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: Patience, window: timedelta) -> None:
        """`window` is the time within which copies of one story are published."""
        self._client = client.options(max_retries=0, retry_on_timeout=False)
        self._index, self._patience, self._window = alias(ARTICLES, prefix), patience, window

    async def settle(self, articles: Sequence[str]) -> None:
        """Looks at the articles with these ids; those that are not there are passed over."""
        await self._refresh()
        for start in range(0, len(articles), AT_ONCE):
            some = articles[start : start + AT_ONCE]
            rounds = 0
            while joins := await self._joins(some):
                rounds += 1
                await self._move(joins)
                if rounds > SIMULTANEOUS:
                    await self._patience.after("the same stories are changed by somebody else at the same time")

    async def _joins(self, articles: Sequence[str]) -> dict[str, str]:
        ours = await self._copies({"filter": [{"terms": {"article_id": list(articles)}}]})
        if not ours:
            return {}
        wanted = {band for each in ours for band in bands(each.signature)}
        times = [each.when for each in ours]
        within = {"gte": _iso(min(times) - self._window), "lte": _iso(max(times) + self._window)}
        around = await self._copies(
            {
                "filter": [{"terms": {"bands": list(wanted)}}, {"range": {"when": within}}],
                "must_not": [{"terms": {"article_id": list(articles)}}],
            }
        )
        return joined(ours, around, self._window)

    async def _copies(self, which: Mapping[str, Any]) -> list[Copy]:
        found = await self._ask(
            lambda: self._client.search(
                index=self._index,
                query={"bool": {**which, "must": [{"exists": {"field": "signature"}}]}},
                size=MOST_FOUND,
                sort=[{"when": "asc"}],
                source=False,
                docvalue_fields=_FIELDS,
                track_total_hits=False,
                allow_partial_search_results=False,
            )
        )
        return [_copy(hit) for hit in found["hits"]["hits"]] if found else []

    async def _move(self, joins: Mapping[str, str]) -> None:
        """Moves every article of the stories until none is left; who wrote one meanwhile is found by the next round."""
        rounds = 0
        while members := await self._members(list(joins)):
            if rounds > SIMULTANEOUS:
                await self._patience.after("the articles of a story are changed by somebody else at the same time")
            operations: list[dict[str, Any]] = []
            for hit in members:
                unchanged = {"if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}
                operations.append({"update": {"_id": hit["_id"], **unchanged}})
                operations.append({"doc": {"story_id": joins[hit["fields"]["story_id"][0]]}})
            await self._ask(lambda lines=operations: self._client.bulk(index=self._index, operations=lines))  # type: ignore[misc]
            await self._refresh()
            # A story with more articles than one request moves takes several rounds that nobody disturbs.
            rounds += len(members) < MOST_MOVED

    async def _members(self, stories: list[str]) -> list[dict[str, Any]]:
        found = await self._ask(
            lambda: self._client.search(
                index=self._index,
                query={"terms": {"story_id": stories}},
                size=MOST_MOVED,
                source=False,
                docvalue_fields=[{"field": "story_id"}],
                seq_no_primary_term=True,
                track_total_hits=False,
                allow_partial_search_results=False,
            )
        )
        return list(found["hits"]["hits"]) if found else []

    async def _refresh(self) -> None:
        await self._ask(lambda: self._client.indices.refresh(index=self._index))

    async def _ask(self, call: Call) -> ObjectApiResponse[Any] | None:
        return await ask(self._client, self._patience, call)


def _copy(hit: Mapping[str, Any]) -> Copy:
    fields = hit["fields"]
    return Copy(
        article_id=hit["_id"],
        story_id=fields["story_id"][0],
        when=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(fields["when"][0])),
        signature=fields["signature"][0],
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat()
