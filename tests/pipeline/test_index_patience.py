"""Indexing while Elasticsearch is away or wants nothing: the batch waits, and goes in whole."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from elasticsearch import AsyncElasticsearch

from pipeline.index_step import Failures, index
from schemas.endpoints import Endpoints
from tests.pipeline.indexing import Seen, delivery_of, index_all, writer_for
from tests.pipeline.proxy import Proxy
from tests.pipeline.test_index_plan import enriched

pytestmark = pytest.mark.servers


@pytest.fixture
def through_a_proxy(corner: Endpoints) -> Any:
    """The corner with a proxy before Elasticsearch."""
    at = urlsplit(corner.elasticsearch.urls[0])
    with Proxy(at.hostname or "", at.port or 0) as proxy:
        behind = msgspec.structs.replace(corner.elasticsearch, urls=(f"http://127.0.0.1:{proxy.port}",))
        yield msgspec.structs.replace(corner, elasticsearch=behind), proxy


Disturb = Callable[[Proxy], None]


@pytest.mark.parametrize(
    "disturb", [Proxy.cut, lambda proxy: proxy.cut_inside_the_next_answer(300)], ids=["cut", "cut-inside-an-answer"]
)
def test_without_elasticsearch_a_batch_waits_says_so_and_goes_in_whole(
    through_a_proxy: tuple[Endpoints, Proxy], disturb: Disturb, caplog: pytest.LogCaptureFixture
) -> None:
    endpoints, proxy = through_a_proxy

    async def run() -> Failures:
        async with writer_for(endpoints) as writer:
            await writer.known(["0" * 32])
            disturb(proxy)
            batch = asyncio.create_task(index([delivery_of(enriched(1, "a", "b"))], writer))
            while not any("indexing waits" in message for message in caplog.messages):
                await asyncio.sleep(0.05)
                assert not batch.done()
            proxy.restore()
            return await batch

    with caplog.at_level(logging.INFO, logger="pipeline"):
        assert asyncio.run(run()) == []
    assert any("takes documents again" in message for message in caplog.messages)
    assert len(Seen(endpoints).all("articles")) == 1
    assert Seen(endpoints).holders == {"a", "b"}


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
    assert index_all(corner, [delivery_of(enriched(1, "a"))]) == [[]]
    assert [message for message in caplog.messages if f"Elasticsearch answers {status}: not now" in message]
    assert Seen(corner).holders == {"a"}
