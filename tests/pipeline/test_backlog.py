"""What waits in the stream, on a real Kafka and as marks of retries tell it."""

import msgspec
import pytest

from pipeline.backlog import backlog
from pipeline.dead_letter_store import DeadLetters
from pipeline.publisher import Publisher
from pipeline.retry_marks import Marks
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED, ENRICHED, INDEXED, LEDGER, dead_letter_topic
from tests.pipeline.articles import articles
from tests.pipeline.kafka_side import send


def test_what_was_retried_singly_and_what_kafka_deleted_is_not_left() -> None:
    marks = Marks(before=3, beyond=(5, 9))
    assert marks.left(0, 8) == 4  # 3, 4, 6, 7
    assert marks.left(6, 8) == 2
    assert marks.left(10, 12) == 2
    assert marks.left(0, 2) == 0


@pytest.mark.servers
def test_what_no_worker_has_read_waits_and_a_retried_dead_letter_does_not(corner: Endpoints) -> None:
    before = [(one.agent, one.messages) for one in backlog(corner.kafka).agents]
    assert before == [("enrich", 0), ("index", 0), ("ledger", 0), ("alerts", 0)]
    with Publisher(corner.kafka) as publisher:
        for article in articles(7):
            publisher.send(article)
        publisher.flush()
    waits = backlog(corner.kafka)
    prefix = corner.kafka.topic_prefix
    assert [(one.topic, one.messages) for one in waits.agents] == [
        (prefix + CLEANED, 7),
        (prefix + ENRICHED, 0),
        (prefix + LEDGER, 0),
        (prefix + INDEXED, 0),
    ]
    assert waits.dead_letters == 0
    why = [("dlq_reason", b"no JSON"), ("dlq_error", b"InputError"), ("dlq_topic", (prefix + CLEANED).encode())]
    anywhere = msgspec.structs.replace(corner.kafka, topic_prefix="")
    send(anywhere, dead_letter_topic(prefix + CLEANED), (b"a", b"{"), (b"b", b"{"), headers=why)
    assert backlog(corner.kafka).dead_letters == 2
    letters = DeadLetters(corner.kafka)
    waiting = letters.waiting_longest(50)
    assert [one.key for one in letters.waiting_longest(1)] == [waiting[0].key]
    assert {one.key for one in waiting} == {"a", "b"}
    letters.retry(CLEANED, waiting[0].id)
    assert [one.key for one in letters.waiting_longest(50)] == [waiting[1].key]
    letters.retry()
    assert letters.waiting_longest(50) == []
    assert backlog(corner.kafka).dead_letters == 0


@pytest.mark.servers
def test_where_no_topic_was_made_nothing_waits(endpoints: Endpoints) -> None:
    waits = backlog(endpoints.kafka)
    assert [one.messages for one in waits.agents] == [0, 0, 0, 0]
    assert waits.dead_letters == 0
