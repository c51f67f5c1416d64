"""The line that a message carries, and what workers tell of it."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime

import msgspec
import pytest

from pipeline.carried import LINE, MOST_BYTES, Teller, carrying, line_in
from pipeline.dead_letters import headers_for, original_headers
from pipeline.delivery import Delivery, Failure
from pipeline.index import tell
from schemas.ledger import FATES, Fate, Line, Told
from schemas.messages import Headers

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LINE_OF = Line(
    line_id="a" * 32,
    feed_id="b" * 32,
    feed="https://herald.example/feed",
    entry="https://herald.example/1",
    title="Troops",
    expected_at="2026-01-02T03:00:00Z",
)
FAILURE = Failure(reason="Elasticsearch refuses the articles document", error="Refused")


def delivery(*headers: tuple[str, bytes], offset: int = 0, key: bytes = b"c" * 32) -> Delivery:
    return Delivery(topic="t", partition=0, offset=offset, key=key, value=b"{}", headers=list(headers))


class Sent:
    """Takes what is sent."""

    def __init__(self) -> None:
        self.told: list[tuple[str, bytes | None, Told]] = []

    async def __call__(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> Awaitable[object]:
        self.told.append((topic, key, msgspec.json.decode(value or b"", type=Told)))
        return asyncio.sleep(0)


def test_a_line_survives_its_header_and_a_dead_letter_that_is_retried() -> None:
    carried = carrying(LINE_OF)
    assert line_in([("ce_id", b"x"), *carried]) == LINE_OF
    dead = headers_for(delivery(*carried), FAILURE, worker="w", now=NOW)
    assert line_in(dead) == LINE_OF
    assert line_in(original_headers(dead)) == LINE_OF
    assert carrying(None) == []


@pytest.mark.parametrize("found", [b"", b"{", b'{"line_id": "x"}', b"\xff", b"[" * 100_000, b"[" * MOST_BYTES])
def test_what_is_no_line_is_passed_over_and_raises_nothing(found: bytes) -> None:
    assert line_in([(LINE, found)]) is None


def test_of_a_batch_every_message_with_a_line_is_told_of_and_the_others_are_not() -> None:
    sent = Sent()
    good, bad, foreign = delivery(*carrying(LINE_OF)), delivery(*carrying(LINE_OF), offset=1), delivery(offset=2)
    other_key = delivery(*carrying(LINE_OF), offset=3, key=b"not an id")
    teller = Teller(sent, "p-", "pledgewire/index")
    asyncio.run(tell(teller, [good, bad, foreign, other_key], [(bad, FAILURE)], NOW))
    assert [(topic, key) for topic, key, _ in sent.told] == [("p-news.ledger.v1", b"a" * 32)] * 3
    first, second, third = (told for *_, told in sent.told)
    assert (first.fate, first.why, first.article_id) == ("indexed", None, "c" * 32)
    assert (second.fate, second.why) == ("dead-lettered", FAILURE.reason)
    assert (third.fate, third.article_id) == ("indexed", None)
    assert {told.at for told in (first, second, third)} == {"2026-01-02T03:04:05+00:00"}


def test_a_later_stage_and_a_later_attempt_take_precedence() -> None:
    def precedence(fate: Fate, attempt: int = 0) -> int:
        line = msgspec.structs.replace(LINE_OF, attempt=attempt)
        return Told(line=line, fate=fate, at="2026-01-02T03:04:05Z").precedence

    order: tuple[Fate, ...] = (
        *("expected", "fetched", "cleaned", "retried", "skipped", "duplicate"),
        *("published", "tagged", "dead-lettered", "indexed"),
    )
    assert [precedence(fate) for fate in order] == sorted(precedence(fate) for fate in FATES)
    assert precedence("expected", attempt=1) > precedence("indexed")
