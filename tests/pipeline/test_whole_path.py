"""From publishing to what can be found, on real servers, with workers that are killed, poisoned and cut off."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from connectors.files import read
from pipeline.publisher import Publisher
from pipeline.wait import Arrival
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, ENRICHED
from schemas.publish import schema_file
from search.client import connect
from tests.pipeline.articles import article
from tests.pipeline.kafka_side import everything
from tests.pipeline.workshop import ODD, count, found_articles, working

pytestmark = pytest.mark.servers

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_seeds_replayed_twice_leave_five_articles_and_messages_that_fit_their_schemas(corner: Endpoints) -> None:
    with working(corner):
        for _ in range(2):
            seeds = [each for each in read([SEEDS], now=datetime.now(UTC)) if isinstance(each, CleanedArticle)]
            with Arrival(corner) as arrival, Publisher(corner.kafka) as publisher:
                for each in seeds:
                    publisher.send(each)
                    arrival.expect(each)
                publisher.flush()
                outcome = arrival.wait(timeout=120)
            assert outcome.searchable == {each.version_id for each in seeds}
            assert (outcome.dead, outcome.missing) == ({}, frozenset())
        found = found_articles(corner)
        positions = count(corner, "positions")
    assert set(found) == {each.article_id for each in seeds}
    assert positions == sum(len(each.get("position_ids", [])) for each in found.values()) > 0
    for topic in (CLEANED, ENRICHED):
        validator = Draft202012Validator(json.loads(schema_file(topic).read_text()))
        records = everything(corner.kafka, corner.kafka.topic_prefix + topic)
        assert len(records) == 10
        for record in records:
            validator.validate(json.loads(record.value))
            headers = dict(record.headers)
            assert headers["ce_specversion"] == b"1.0"
            assert headers["ce_type"] == f"pledgewire.{topic}".encode()
            assert headers["ce_subject"] == record.key
            assert datetime.fromisoformat(headers["ce_time"].decode()).tzinfo


def test_versions_that_arrive_out_of_order_end_with_the_newest_and_its_claims(corner: Endpoints) -> None:
    chance = random.Random(5)
    versions = [article(n, version=v, revised=f"CLAIM: h{v} CLAIM: h{v + 1}") for n in range(20) for v in range(6)]
    chance.shuffle(versions)
    with working(corner, tagging=ODD), Arrival(corner) as arrival:
        with Publisher(corner.kafka) as publisher:
            for each in versions:
                publisher.send(each)
                arrival.expect(each)
        assert not arrival.wait(timeout=60).missing
    found = found_articles(corner)
    for number in range(20):
        newest = article(number, version=5, revised="CLAIM: h5 CLAIM: h6")
        document = found[newest.article_id]
        assert document["version_id"] == newest.version_id
        assert len(document["versions"]) == 6
        assert len(document["position_ids"]) == 2
    with connect(corner.elasticsearch) as client:
        index = f"{corner.elasticsearch.index_prefix}positions"
        client.indices.refresh(index=index)
        hits = client.search(index=index, size=1_000)["hits"]["hits"]
    assert sorted(hit["_source"]["holder"] for hit in hits) == ["h5"] * 20 + ["h6"] * 20
