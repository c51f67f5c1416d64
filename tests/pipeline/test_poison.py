"""Messages that cannot be processed, on real servers: each becomes a dead letter, and can be retried."""

from datetime import datetime

import msgspec
import pytest

from pipeline.dead_letter_store import DeadLetters
from pipeline.publisher import Publisher
from pipeline.wait import Arrival
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, ENRICHED, dead_letter_topic, encode
from tests.pipeline.articles import article, articles
from tests.pipeline.kafka_side import send
from tests.pipeline.workshop import ODD, found_articles, until, working

pytestmark = pytest.mark.servers


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
        assert len(found_articles(corner)) == len(good)


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
        until(lambda: set(found_articles(corner)) == {given.article_id}, "the retried article is not there")
        assert store.retry().sent == 0
