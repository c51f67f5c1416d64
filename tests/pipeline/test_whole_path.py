"""From publishing to what can be found, on real servers, with workers that are killed, poisoned and cut off."""

import json
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import psutil
import pytest
from jsonschema import Draft202012Validator

from config.model import Config
from connectors.files import read
from pipeline.dead_letter_store import DeadLetters
from pipeline.publisher import Publisher
from pipeline.wait import Arrival
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, ENRICHED, dead_letter_topic, decode, encode
from schemas.publish import schema_file
from search.client import connect
from tests.pipeline.articles import article, articles
from tests.pipeline.kafka_side import everything, finished, lag, send
from tests.pipeline.proxy import Proxy
from tests.pipeline.workshop import ODD, Command, count, until, working

pytestmark = pytest.mark.servers

SEEDS = Path(__file__).parents[2] / "seeds"


def _found(endpoints: Endpoints) -> dict[str, dict[str, Any]]:
    """Gives every article that can be found, by id."""
    with connect(endpoints.elasticsearch) as client:
        index = f"{endpoints.elasticsearch.index_prefix}articles"
        client.indices.refresh(index=index)
        hits = client.search(index=index, size=5_000, source_includes=["version_id", "versions", "position_ids"])
    return {hit["_id"]: hit["_source"] for hit in hits["hits"]["hits"]}


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
        found = _found(corner)
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


@pytest.fixture
def typed(corner: Endpoints, stack_config: Config, tmp_path: Path) -> Iterator[list[Command]]:
    """A place for `pledgewire work` processes, which are ended afterwards; `start` makes the next."""
    commands: list[Command] = []
    yield commands
    for command in commands:
        command.close()


def _start(typed: list[Command], corner: Endpoints, stack_config: Config, tmp_path: Path) -> Command:
    typed.append(Command(stack_config.data_dir, corner, tmp_path / "work.log"))
    return typed[-1]


@pytest.mark.timeout(600)
def test_killing_workers_and_their_parent_in_a_stream_of_2000_loses_and_doubles_nothing(
    corner: Endpoints, stack_config: Config, tmp_path: Path, typed: list[Command]
) -> None:
    chance = random.Random(3)
    command = _start(typed, corner, stack_config, tmp_path)
    stream = threading.Thread(target=_publish, args=(corner, 2_000, 40))
    stream.start()
    for role in ("enrich", "index"):
        until(lambda: finished(corner.kafka, role) > 0, "no article came through")  # noqa: B023
        time.sleep(chance.uniform(0.2, 1.5))
        command.child(role).kill()
        before, killed_at = finished(corner.kafka, role), time.monotonic()
        until(lambda: finished(corner.kafka, role) > before, f"{role} did not go on", 60)  # noqa: B023
        print(f"{role} went on {time.monotonic() - killed_at:.1f} s after kill -9")  # noqa: T201
    time.sleep(chance.uniform(0.2, 1.5))
    assert stream.is_alive(), "the stream was over before the parent was killed; the test shows nothing"
    orphans = command.children()
    command.process.send_signal(signal.SIGKILL)
    until(lambda: not any(_lives(each) for each in orphans), "workers outlive their parent", 15)
    _start(typed, corner, stack_config, tmp_path)
    stream.join()
    until(lambda: count(corner) >= 2_000, "articles are missing", 300)
    until(lambda: lag(corner.kafka) == 0, "lag stays")
    found = _found(corner)
    assert {each["version_id"] for each in found.values()} == {each.version_id for each in articles(2_000)}
    assert count(corner, "positions") == sum(len(each.get("position_ids", [])) for each in found.values())
    assert list(DeadLetters(corner.kafka).read()) == []


def _publish(corner: Endpoints, number: int, rate: float) -> None:
    """Publishes articles at a pace, so that they keep coming while workers die."""
    with Publisher(corner.kafka) as publisher:
        for each in articles(number):
            publisher.send(each)
            time.sleep(1 / rate)


def _lives(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


def test_a_term_signal_under_load_ends_all_within_ten_seconds_and_loses_nothing(
    corner: Endpoints, stack_config: Config, tmp_path: Path, typed: list[Command]
) -> None:
    with Publisher(corner.kafka) as publisher:
        for each in articles(1_500):
            publisher.send(each)
    command = _start(typed, corner, stack_config, tmp_path)
    until(lambda: count(corner) > 0, "no article came through")
    children, asked = command.children(), time.monotonic()
    command.process.terminate()
    assert command.process.wait(10) == 0
    assert not any(_lives(each) for each in children)
    assert "killed" not in command.log(), command.log()
    print(f"ended in {time.monotonic() - asked:.1f} s")  # noqa: T201
    assert count(corner) < 1_500, "it was over before the signal; the test shows nothing"
    _start(typed, corner, stack_config, tmp_path)
    until(lambda: count(corner) >= 1_500, "articles are missing", 200)
    assert len(_found(corner)) == 1_500


MONTH_13 = msgspec.structs.replace(article(900), published="2025-13-01T00:00:00Z")
POISON: dict[str, tuple[bytes | None, bytes | None, str]] = {
    "null": (b"k1", None, "null"),
    "bad-utf8": (b"k2", b'{"title": "\xff"}', "is not JSON"),
    "no-json": (b"k3", b"<html>no</html>", "is not JSON"),
    "schema": (b"k4", b'{"title": 5}', "does not fit CleanedArticle's schema"),
    "oversized": (b"k5", b'"' + b"x" * 1_500_000 + b'"', "1,500,002 bytes"),
    "no-key": (None, b"{}", "does not fit"),
    "mapping": (b"k6", encode(MONTH_13), "2025-13-01T00:00:00Z"),
    "runs-away": (b"k7", encode(article(901, revised="RUN AWAY")), "more than 5 seconds of processor time"),
    "kills": (b"k8", encode(article(902, revised="DIE ALWAYS")), "died of the article twice"),
    "fault": (b"k9", encode(article(903, revised="RAISE")), "the tagger has a fault"),
}


def test_poison_becomes_dead_letters_with_reasons_and_the_stream_goes_on_and_retry_works(corner: Endpoints) -> None:
    good = list(articles(60))
    with working(corner, tagging=ODD), Arrival(corner) as arrival:
        for number, (key, value, _) in enumerate(POISON.values()):
            send(corner.kafka, CLEANED, (key, value), headers=[("mine", b"1")])
            for each in good[number * 6 : number * 6 + 6]:
                send(corner.kafka, CLEANED, (each.article_id.encode(), encode(each)))
        with Publisher(corner.kafka) as publisher:
            for each in good:
                publisher.send(each)
                arrival.expect(each)
        assert not arrival.wait(timeout=120).missing
        store = DeadLetters(corner.kafka)
        until(lambda: len(list(store.read())) >= len(POISON), "a poison message is in no dead-letter topic")
        letters = list(store.read())
        assert len(letters) == len(POISON)
        for name, (key, value, reason) in POISON.items():
            wanted_key = key if name != "mapping" else MONTH_13.article_id.encode()
            (letter,) = (each for each, record in letters if record.key == wanted_key)
            (record,) = (record for _, record in letters if record.key == wanted_key)
            assert reason in letter.reason
            assert letter.attempts == 1
            assert datetime.fromisoformat(letter.time).tzinfo
            if name == "mapping":
                assert letter.original_topic == corner.kafka.topic_prefix + ENRICHED
                assert letter.topic == dead_letter_topic(corner.kafka.topic_prefix + ENRICHED)
            else:
                assert record.value == value
                assert ("mine", b"1") in record.headers
                assert letter.original_topic == corner.kafka.topic_prefix + CLEANED
        _retry(corner, store)
        assert len(_found(corner)) == len(good)


def _retry(corner: Endpoints, store: DeadLetters) -> None:
    """All fail again, and count their second attempt; what was retried is not retried once more."""
    assert store.retry("enriched").sent == 1
    assert store.retry("cleaned").sent == len(POISON) - 1
    until(lambda: len(list(store.read())) >= 2 * len(POISON), "retried messages did not come back", 60)
    letters = [letter for letter, _ in store.read()]
    assert sorted(letter.attempts for letter in letters) == [1] * len(POISON) + [2] * len(POISON)
    assert {letter.attempts for letter in letters if letter.retried} == {1}
    (one, *_) = (letter for letter in letters if "is not JSON" in letter.reason and letter.attempts == 2)
    assert store.retry("cleaned", one.id).sent == 1
    until(lambda: any(letter.attempts == 3 for letter, _ in store.read()), "the third attempt did not come back", 60)
    assert [letter.id for letter, _ in store.read("cleaned") if letter.retried and letter.attempts == 2] == [one.id]


def test_a_dead_letter_that_is_no_longer_poison_is_indexed_when_retried(corner: Endpoints) -> None:
    """A fault of the tagger that was mended: the message's bytes went through the dead letters untouched."""
    given = article(1, revised="RAISE")
    store = DeadLetters(corner.kafka)
    with Publisher(corner.kafka) as publisher:
        publisher.send(given)
    with working(corner, tagging=ODD):
        until(lambda: len(list(store.read())) == 1, "no dead letter")
    with working(corner):
        assert store.retry().sent == 1
        until(lambda: set(_found(corner)) == {given.article_id}, "the retried article is not there")
        assert store.retry().sent == 0


def test_elasticsearch_cut_off_in_a_stream_is_waited_for_and_nothing_is_lost_or_doubled(corner: Endpoints) -> None:
    at = urlsplit(corner.elasticsearch.urls[0])
    with Proxy(at.hostname or "", at.port or 0) as proxy:
        behind = msgspec.structs.replace(corner.elasticsearch, urls=(f"http://127.0.0.1:{proxy.port}",))
        with working(msgspec.structs.replace(corner, elasticsearch=behind), tagging=ODD):
            with Publisher(corner.kafka) as publisher:
                for number in range(600):
                    publisher.send(article(number, revised=f"CLAIM: holder-{number}"))
            until(lambda: count(corner) > 0, "no article came through")
            for _ in range(3):
                proxy.cut()
                time.sleep(2)
                stopped = count(corner)
                proxy.restore()
                until(lambda: count(corner) in (600, *range(stopped + 1, 600)), "it does not go on", 60)  # noqa: B023
                proxy.cut_inside_the_next_answer(200)
                time.sleep(0.5)
                proxy.restore()
            until(lambda: count(corner) == 600, "articles are missing")
            until(lambda: lag(corner.kafka) == 0, "lag stays")
    found = _found(corner)
    assert set(found) == {each.article_id for each in articles(600)}
    assert count(corner, "positions") == 600
    assert list(DeadLetters(corner.kafka).read()) == []


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
    found = _found(corner)
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


def test_enriched_messages_carry_the_article_that_was_published(corner: Endpoints) -> None:
    from schemas.enriched import EnrichedArticle

    with working(corner, tagging=ODD), Arrival(corner) as arrival:
        with Publisher(corner.kafka) as publisher:
            publisher.send(article(1))
            arrival.expect(article(1))
        arrival.wait(timeout=60)
    (record,) = everything(corner.kafka, corner.kafka.topic_prefix + ENRICHED)
    assert decode(record.value, EnrichedArticle).article == article(1)
    assert sys.getsizeof(record.value) > 0
