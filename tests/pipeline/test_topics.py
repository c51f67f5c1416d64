"""The topics on a real Kafka."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from kafka.admin import ConfigResource, KafkaAdminClient

from config.servers import Kafka
from pipeline.kafka_client import kafka_python
from pipeline.topics import ensure
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from tests.pipeline.conftest import KAFKA, delete_topics

pytestmark = pytest.mark.servers

ARTICLES = ("news.article.cleaned.v1", "news.article.enriched.v1")


def _configured(endpoints: Endpoints) -> dict[str, dict[str, str]]:
    """Gives the settings of the corner's topics, prefix taken away."""
    prefix = endpoints.kafka.topic_prefix
    with KafkaAdminClient(**kafka_python(endpoints.kafka)) as admin:
        names = [name for name in admin.list_topics() if prefix in name]
        found = admin.describe_configs([ConfigResource("TOPIC", name) for name in names], config_filter="all")["topic"]
    return {name.replace(prefix, ""): {key: value["value"] for key, value in found[name].items()} for name in names}


def test_every_topic_is_made_with_its_settings(corner: Endpoints) -> None:
    found = _configured(corner)
    assert set(found) == {
        *ARTICLES,
        "news.feed.v1",
        "news.file.v1",
        "news.ledger.v1",
        "news.correction.v1",
        "news.article.indexed.v1",
        "news.saved.v1",
        "news.receiver.v1",
        "news.alert.v1",
        *(f"dlq.{name}" for name in (*ARTICLES, "news.feed.v1", "news.ledger.v1")),
    }
    for name in (*ARTICLES, "news.ledger.v1", "news.alert.v1", *(f"dlq.{name}" for name in ARTICLES)):
        assert found[name]["cleanup.policy"] == "delete"
        assert found[name]["retention.ms"] == found[name]["retention.bytes"] == "-1"
    states = ("news.feed.v1", "news.file.v1", "news.correction.v1", "news.saved.v1", "news.receiver.v1")
    assert {found[name]["cleanup.policy"] for name in states} == {"compact"}
    limits = [int(found[name]["max.message.bytes"]) for name in (*ARTICLES, "dlq.news.article.enriched.v1")]
    assert limits[0] > 1_000_000
    assert limits == sorted(limits)


def test_making_them_again_changes_and_says_nothing(corner: Endpoints, caplog: pytest.LogCaptureFixture) -> None:
    before = _configured(corner)
    with caplog.at_level(logging.INFO, logger="pipeline"):
        ensure(corner.kafka, KAFKA)
    assert _configured(corner) == before
    # Of ours: kafka-python itself warns where the machine is busy.
    assert [record.message for record in caplog.records if record.name.startswith("pipeline")] == []


def test_several_processes_may_make_them_at_once(endpoints: Endpoints) -> None:
    with ThreadPoolExecutor(5) as pool:
        for made in [pool.submit(ensure, endpoints.kafka, KAFKA) for _ in range(5)]:
            made.result()
    assert len(_configured(endpoints)) == 14
    delete_topics(endpoints)


def test_other_partitions_or_settings_are_said_and_left(corner: Endpoints, caplog: pytest.LogCaptureFixture) -> None:
    name = f"{corner.kafka.topic_prefix}news.article.cleaned.v1"
    with KafkaAdminClient(**kafka_python(corner.kafka)) as admin:
        admin.alter_configs([ConfigResource("TOPIC", name, {"retention.ms": "60000"})])
    with caplog.at_level(logging.WARNING, logger="pipeline"):
        ensure(corner.kafka, Kafka(partitions=4))
    partitions = [message for message in caplog.messages if "4 partitions are configured" in message]
    assert len(partitions) == 1
    assert name in partitions[0]
    assert f"the topic {name} has retention.ms=60000 where -1 is wanted; it is left so" in caplog.messages
    assert _configured(corner)["news.article.cleaned.v1"]["retention.ms"] == "60000"


def test_more_copies_than_there_are_brokers_is_one_sentence(endpoints: Endpoints) -> None:
    with pytest.raises(ServerError, match=r"Kafka refuses to make the topic .*: .*replication factor"):
        ensure(endpoints.kafka, Kafka(replication=3))
