"""Publishing to a real Kafka."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from jsonschema import Draft202012Validator
from kafka.admin import ConfigResource, KafkaAdminClient

from pipeline.kafka_client import kafka_python
from pipeline.publisher import Publisher
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.errors import InputError, ServerError
from schemas.messages import CLEANED, decode
from schemas.publish import schema_file
from tests.pipeline.articles import article, articles
from tests.pipeline.kafka_side import everything

pytestmark = pytest.mark.servers

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_articles_arrive_valid_keyed_and_with_cloud_event_headers(corner: Endpoints) -> None:
    with Publisher(corner.kafka, source="test", clock=lambda: NOW) as publisher:
        for each in articles(50):
            publisher.send(each)
        publisher.flush()
        assert publisher.acknowledged == 50
    validator = Draft202012Validator(json.loads(schema_file(CLEANED).read_text()))
    records = everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)
    found = {}
    for record in records:
        validator.validate(json.loads(record.value))
        given = decode(record.value, CleanedArticle)
        found[given.version_id] = given
        assert record.key == given.article_id.encode()
        assert dict(record.headers) == {
            "ce_specversion": b"1.0",
            "ce_id": f"{CLEANED}:{given.version_id}".encode(),
            "ce_source": b"test",
            "ce_type": f"pledgewire.{CLEANED}".encode(),
            "ce_subject": given.article_id.encode(),
            "ce_time": b"2026-01-02T03:04:05+00:00",
            "content-type": b"application/json",
        }
    assert found == {each.version_id: each for each in articles(50)}
    assert len(records) == 50


def test_versions_of_an_article_stay_in_order_on_one_partition(corner: Endpoints) -> None:
    with Publisher(corner.kafka) as publisher:
        for version in range(20):
            publisher.send(article(7, version=version, revised=f"v{version}"))
    records = everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)
    assert len({record.partition for record in records}) == 1
    assert [decode(record.value, CleanedArticle).version for record in records] == [
        article(7, version=version).version for version in range(20)
    ]


def test_an_article_that_is_too_large_is_refused_and_the_next_goes_through(corner: Endpoints) -> None:
    huge = msgspec.structs.replace(article(1), text="\u0001" * 190_000)
    with Publisher(corner.kafka) as publisher:
        with pytest.raises(InputError, match="1,000,000 are the most"):
            publisher.send(huge)
        with pytest.raises(InputError, match="a character that UTF-8 lacks"):
            publisher.send(msgspec.structs.replace(article(1), text="\ud800"))
        publisher.send(article(2))
    assert len(everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)) == 1


def test_what_kafka_does_not_take_is_an_error_at_the_latest_when_flushing(corner: Endpoints) -> None:
    name = corner.kafka.topic_prefix + CLEANED
    publisher = Publisher(corner.kafka)
    try:
        publisher.send(article(1))
        publisher.flush()
        with KafkaAdminClient(**kafka_python(corner.kafka)) as admin:
            admin.alter_configs([ConfigResource("TOPIC", name, {"max.message.bytes": "100"})])

        def send_until_it_is_refused() -> None:
            for number in range(200):
                publisher.send(article(number))
            publisher.flush()

        with pytest.raises(ServerError, match=r"Kafka did not take \d+ of \d+ articles: .*MessageSizeTooLarge"):
            send_until_it_is_refused()
        with pytest.raises(ServerError):
            publisher.send(article(1))
    finally:
        publisher.close()
