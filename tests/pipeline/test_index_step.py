"""Indexing into a real Elasticsearch, with everything that may come between."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from elasticsearch import AsyncElasticsearch

from pipeline.delivery import Delivery
from pipeline.elastic_writer import ElasticWriter
from pipeline.index_step import Failures, index
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from schemas.endpoints import Endpoints
from schemas.enriched import EnrichedArticle
from schemas.messages import encode
from search.client import connect, connect_async
from search.documents import Document
from search.indices import ensure
from tests.pipeline.conftest import settings
from tests.pipeline.proxy import Proxy
from tests.pipeline.test_index_plan import enriched

pytestmark = pytest.mark.servers


def _delivery(value: EnrichedArticle | bytes | None, offset: int = 0) -> Delivery:
    raw = encode(value) if isinstance(value, EnrichedArticle) else value
    return Delivery(topic="t", partition=0, offset=offset, key=b"k", value=raw, headers=[])


class _Seen:
    """What Elasticsearch holds."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    def all(self, kind: str) -> list[Document]:
        with connect(self._endpoints.elasticsearch) as client:
            name = f"{self._endpoints.elasticsearch.index_prefix}{kind}"
            client.indices.refresh(index=name)
            return [hit["_source"] for hit in client.search(index=name, size=1000)["hits"]["hits"]]

    @property
    def holders(self) -> set[str]:
        return {each["holder"] for each in self.all("positions")}


@asynccontextmanager
async def _writer(endpoints: Endpoints) -> AsyncIterator[ElasticWriter]:
    async def make() -> None:
        def now() -> None:
            with connect(endpoints.elasticsearch) as client:
                ensure(client, settings(endpoints))

        await asyncio.to_thread(now)

    async with connect_async(endpoints.elasticsearch) as client:
        yield ElasticWriter(client, endpoints.elasticsearch.index_prefix, Patience(Pulse()), make)


def _index(endpoints: Endpoints, *batches: list[Delivery]) -> list[Failures]:
    async def run() -> list[Failures]:
        async with _writer(endpoints) as writer:
            return [await index(batch, writer) for batch in batches]

    return asyncio.run(run())


@pytest.fixture
def through_a_proxy(corner: Endpoints) -> Any:
    """The corner with a proxy before Elasticsearch."""
    at = urlsplit(corner.elasticsearch.urls[0])
    with Proxy(at.hostname or "", at.port or 0) as proxy:
        behind = msgspec.structs.replace(corner.elasticsearch, urls=(f"http://127.0.0.1:{proxy.port}",))
        yield msgspec.structs.replace(corner, elasticsearch=behind), proxy


def test_versions_out_of_order_end_with_the_newest_and_its_claims(corner: Endpoints) -> None:
    one, two, three = enriched(1, "a", "b"), enriched(2, "b", "c"), enriched(3, "c", "d")
    failures = _index(corner, [_delivery(two)], [_delivery(one)], [_delivery(three), _delivery(two)], [_delivery(one)])
    assert failures == [[], [], [], []]
    (found,) = _Seen(corner).all("articles")
    assert found["version_id"] == three.article.version_id
    assert found["versions"] == [each.article.version_id for each in (one, two, three)]
    assert _Seen(corner).holders == {"c", "d"}


def test_a_claim_that_is_dropped_vanishes(corner: Endpoints) -> None:
    _index(corner, [_delivery(enriched(1, "a", "b"))], [_delivery(enriched(2, "b"))])
    assert _Seen(corner).holders == {"b"}
    (found,) = _Seen(corner).all("articles")
    assert len(found["position_ids"]) == 1


def test_messages_that_are_none_fail_with_a_reason_and_the_others_go_in(corner: Endpoints) -> None:
    good = enriched(1, "a")
    ((null, broken, empty),) = _index(
        corner, [_delivery(None), _delivery(b"{", 1), _delivery(good, 2), _delivery(b"{}", 3)]
    )
    assert [failure.reason for _, failure in (null, broken)] == [
        "the message has no value (null)",
        "the message is not JSON: Input data was truncated",
    ]
    assert "does not fit EnrichedArticle's schema" in empty[1].reason
    assert len(_Seen(corner).all("articles")) == 1


def _month_13(version: int, *holders: str) -> EnrichedArticle:
    """Fits the schema's pattern, and no calendar: Elasticsearch refuses the document with a 400."""
    good = enriched(version, *holders)
    return msgspec.structs.replace(
        good, article=msgspec.structs.replace(good.article, published="2025-13-01T00:00:00Z")
    )


def test_what_the_mapping_refuses_fails_with_the_servers_reason_and_leaves_no_claims(corner: Endpoints) -> None:
    ((failed,),) = _index(corner, [_delivery(_month_13(1, "a"), 7)])
    assert failed[0].offset == 7
    assert "Elasticsearch refuses the positions document" in failed[1].reason
    assert "2025-13-01T00:00:00Z" in failed[1].reason
    assert _Seen(corner).all("articles") == []
    assert _Seen(corner).holders == set()


def test_a_refused_version_fails_alone_and_the_one_before_it_is_kept(corner: Endpoints) -> None:
    ((failed,),) = _index(corner, [_delivery(enriched(1, "a"), 1), _delivery(_month_13(2, "b"), 2)])
    assert failed[0].offset == 2
    (found,) = _Seen(corner).all("articles")
    assert found["version_id"] == enriched(1).article.version_id
    assert _Seen(corner).holders == {"a"}


def test_indices_that_are_gone_are_made_again_and_never_by_accident(corner: Endpoints) -> None:
    with connect(corner.elasticsearch) as client:
        name = f"{corner.elasticsearch.index_prefix}positions"
        client.indices.delete(index=next(iter(client.indices.get(index=name))))
    assert _index(corner, [_delivery(enriched(1, "a"))]) == [[]]
    assert _Seen(corner).holders == {"a"}
    with connect(corner.elasticsearch) as client:
        assert client.indices.exists_alias(name=name)


def test_an_article_that_another_worker_just_renewed_is_planned_anew(corner: Endpoints) -> None:
    async def run() -> None:
        async with _writer(corner) as writer, _writer(corner) as other:
            known = writer.known

            async def known_then_overtaken(articles: list[str], *, whole: bool = False) -> Any:
                found = await known(articles, whole=whole)
                if not whole:
                    writer.known = known  # type: ignore[method-assign]
                    await index([_delivery(enriched(3, "c"))], other)
                return found

            writer.known = known_then_overtaken  # type: ignore[method-assign, assignment]
            assert await index([_delivery(enriched(2, "b"))], writer) == []

    asyncio.run(run())
    (found,) = _Seen(corner).all("articles")
    assert found["version_id"] == enriched(3).article.version_id
    assert set(found["versions"]) == {enriched(each).article.version_id for each in (2, 3)}
    assert _Seen(corner).holders == {"c"}


Disturb = Callable[[Proxy], None]


@pytest.mark.parametrize(
    "disturb", [Proxy.cut, lambda proxy: proxy.cut_inside_the_next_answer(300)], ids=["cut", "cut-inside-an-answer"]
)
def test_without_elasticsearch_a_batch_waits_says_so_and_goes_in_whole(
    through_a_proxy: tuple[Endpoints, Proxy], disturb: Disturb, caplog: pytest.LogCaptureFixture
) -> None:
    endpoints, proxy = through_a_proxy

    async def run() -> Failures:
        async with _writer(endpoints) as writer:
            await writer.known(["0" * 32])
            disturb(proxy)
            batch = asyncio.create_task(index([_delivery(enriched(1, "a", "b"))], writer))
            while not any("indexing waits" in message for message in caplog.messages):
                await asyncio.sleep(0.05)
                assert not batch.done()
            proxy.restore()
            return await batch

    with caplog.at_level(logging.INFO, logger="pipeline"):
        assert asyncio.run(run()) == []
    assert any("takes documents again" in message for message in caplog.messages)
    assert len(_Seen(endpoints).all("articles")) == 1
    assert _Seen(endpoints).holders == {"a", "b"}


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_a_refusal_that_is_not_the_documents_fault_is_waited_out(
    corner: Endpoints, status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The items of the real answer get another status, as with a closed index or a full disk."""
    real: Callable[..., Coroutine[Any, Any, Any]] = AsyncElasticsearch.bulk
    refusals = 2

    async def bulk(self: AsyncElasticsearch, **given: Any) -> Any:
        nonlocal refusals
        if not refusals:
            return await real(self, **given)
        refusals -= 1
        lines = [msgspec.json.decode(line) for line in given["operations"]]
        item = {"index": {"status": status, "error": {"type": "x", "reason": "not now"}}}
        return {"items": [item for line in lines if "index" in line or "delete" in line]}

    monkeypatch.setattr(AsyncElasticsearch, "bulk", bulk)
    assert _index(corner, [_delivery(enriched(1, "a"))]) == [[]]
    assert [message for message in caplog.messages if f"Elasticsearch answers {status}: not now" in message]
    assert _Seen(corner).holders == {"a"}
