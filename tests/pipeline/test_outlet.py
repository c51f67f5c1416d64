"""Kafka that takes nothing for a while, as seen by what watches feeds and folders."""

import asyncio
import threading

import pytest

from pipeline import compacted, topics
from pipeline.compacted import Store, newest
from pipeline.outlet import Outlet
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.messages import CLEANED, FEED
from tests.pipeline.articles import article
from tests.pipeline.conftest import KAFKA
from tests.pipeline.kafka_side import everything, take_away

pytestmark = pytest.mark.servers

SOON = 30.0
"""Seconds within which something ends that would otherwise wait for one or two minutes."""


def test_a_publish_that_is_cancelled_ends_also_while_kafka_takes_nothing_and_the_next_connects_anew(
    corner: Endpoints,
) -> None:
    outlet = Outlet(corner.kafka)

    async def run() -> None:
        await outlet.publish([article(0)])
        take_away(corner.kafka, CLEANED)
        publishing = asyncio.create_task(outlet.publish([article(1)]))
        await asyncio.sleep(1)
        assert not publishing.done()
        publishing.cancel()
        done, _ = await asyncio.wait((publishing,), timeout=SOON)
        assert done
        assert publishing.cancelled()
        topics.ensure(corner.kafka, KAFKA)
        await asyncio.wait_for(outlet.publish([article(2)]), SOON)

    asyncio.run(run())
    outlet.close()
    published = everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)
    assert [record.key for record in published] == [article(2).article_id.encode()]
    assert {dict(record.headers)["ce_source"] for record in published} == {b"pledgewire/watch"}


def test_a_save_that_kafka_does_not_take_ends_when_its_store_is_closed(corner: Endpoints) -> None:
    store, failed = Store(corner.kafka, FEED, "keep it"), threading.Event()
    store.save("a", b"1")
    take_away(corner.kafka, FEED)

    def save() -> None:
        try:
            store.save("a", b"2")
        except ServerError:
            failed.set()

    threading.Thread(target=save, daemon=True).start()
    assert not failed.wait(1)
    store.close()
    assert failed.wait(SOON)


def test_a_save_that_failed_can_be_repeated(corner: Endpoints, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(corner.kafka, FEED, "keep it")
    store.save("a", b"0")
    take_away(corner.kafka, FEED)
    with monkeypatch.context() as patch:
        patch.setattr(compacted, "ACKNOWLEDGED_WITHIN", 0.5)
        with pytest.raises(ServerError, match="takes too long, so we cannot keep it"):
            store.save("a", b"1")
    topics.ensure(corner.kafka, KAFKA)
    store.save("a", b"2")
    store.close()
    assert newest(corner.kafka, FEED, "look")[b"a"] == b"2"


def test_what_is_remembered_has_cloud_event_headers(corner: Endpoints) -> None:
    store = Store(corner.kafka, FEED, "keep it")
    for value in (b"1", b"2", b"1"):
        store.save("a", value)
    store.close()
    headers = [dict(record.headers) for record in everything(corner.kafka, corner.kafka.topic_prefix + FEED)]
    for each in headers:
        assert each["ce_specversion"] == b"1.0"
        assert each["ce_type"] == b"pledgewire.news.feed.v1"
        assert each["ce_subject"] == b"a"
        assert each["content-type"] == b"application/json"
    assert [each["ce_id"] for each in headers].count(headers[0]["ce_id"]) == 2
    assert headers[0]["ce_id"].startswith(b"news.feed.v1:")
