"""What a dead letter says of itself, and what is remembered of retries."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from kafka.structs import OffsetAndMetadata

from pipeline.dead_letters import bury, headers_for, original_headers, read
from pipeline.delivery import Delivery, Failure
from pipeline.limits import MAX_DEAD_LETTER
from pipeline.retry_marks import Marks
from schemas.messages import Headers

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FAILURE = Failure(reason="the message\nis not JSON", error="InputError")
DELIVERY = Delivery(
    topic="t.news.article.cleaned.v1",
    partition=4,
    offset=17,
    key=b"k",
    value=b"\xff\x00 raw",
    headers=[("ce_id", b"x:1"), ("ce_id", b"twice")],
)


class _Record(msgspec.Struct):
    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers


def _headers(delivery: Delivery = DELIVERY) -> Headers:
    return headers_for(delivery, FAILURE, worker="enrich@host", now=NOW)


def test_the_original_headers_stay_in_order_and_ours_follow() -> None:
    headers = _headers()
    assert headers[:2] == DELIVERY.headers
    assert dict(headers[2:]) == {
        "dlq_reason": b"the message is not JSON",
        "dlq_error": b"InputError",
        "dlq_topic": b"t.news.article.cleaned.v1",
        "dlq_partition": b"4",
        "dlq_offset": b"17",
        "dlq_attempts": b"1",
        "dlq_time": b"2026-01-02T03:04:05+00:00",
        "dlq_worker": b"enrich@host",
    }


def test_each_failure_after_a_retry_counts_one_attempt_more() -> None:
    headers = _headers()
    for attempt in (2, 3):
        again = msgspec.structs.replace(DELIVERY, headers=original_headers(headers))
        headers = _headers(again)
        assert [value for name, value in headers if name == "dlq_attempts"] == [str(attempt).encode()]
        assert [value for name, value in headers if name == "ce_id"] == [b"x:1", b"twice"]


def test_a_dead_letter_reads_back_as_what_was_written() -> None:
    letter = read(_Record("dlq.t.news.article.cleaned.v1", 2, 5, b"k", b"12345", _headers()))
    assert (letter.id, letter.reason, letter.error, letter.attempts) == (
        "2:5",
        "the message is not JSON",
        "InputError",
        1,
    )
    assert (letter.original_topic, letter.original_partition, letter.original_offset) == (DELIVERY.topic, 4, 17)
    assert letter.size == 5


def test_a_record_that_somebody_else_wrote_is_read_without_a_fault() -> None:
    letter = read(_Record("dlq.a", 0, 0, b"\xff", None, [("dlq_attempts", b"many"), ("dlq_offset", b"\xff")]))
    assert (letter.reason, letter.attempts, letter.original_topic) == ("nothing says why", 1, "a")


def test_the_value_is_untouched_and_one_that_cannot_fit_is_cut_and_says_so() -> None:
    sent: list[tuple[str, bytes | None, bytes | None, Headers]] = []

    async def send(topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> Awaitable[object]:
        sent.append((topic, key, value, headers))
        return asyncio.sleep(0)

    huge = msgspec.structs.replace(
        DELIVERY, value=b"x" * (MAX_DEAD_LETTER + 1), key=b"y" * 5_000, headers=[("big", b"z" * 100_000)]
    )

    async def run() -> None:
        for delivery in (DELIVERY, huge):
            await bury(send, delivery, FAILURE, worker="w", now=NOW)

    asyncio.run(run())
    topic, key, value, _ = sent[0]
    assert (topic, key, value) == ("dlq.t.news.article.cleaned.v1", b"k", b"\xff\x00 raw")
    _, key, value, headers = sent[1]
    assert (len(key or b""), len(value or b"")) == (1_024, MAX_DEAD_LETTER)
    assert dict(headers)["dlq_truncated_from"] == str(MAX_DEAD_LETTER + 1).encode()
    assert "big" not in dict(headers)


@given(st.lists(st.integers(0, 30), unique=True))
def test_marks_remember_exactly_what_was_retried_through_the_text_that_kafka_keeps(offsets: list[int]) -> None:
    marks = Marks(before=0)
    for offset in offsets:
        marks = marks.with_one(offset, start=0)
        marks = Marks.parse(OffsetAndMetadata(marks.before, marks.text(), -1))
    assert {offset for offset in range(31) if offset in marks} == set(offsets)


def test_marks_start_at_the_oldest_record_that_is_left() -> None:
    assert Marks(before=0).with_one(7, start=7).before == 8
    assert 3 not in Marks.parse(None)
    assert 3 in Marks.parse(OffsetAndMetadata(5, "no json", -1))
