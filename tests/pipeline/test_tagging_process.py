"""The process that tags, and what becomes of articles that it cannot cope with."""

import asyncio
import sys
from collections.abc import Sequence

import pytest

from pipeline.delivery import Failure
from pipeline.enrichment import Enriched
from pipeline.tagging_process import Result, TaggingProcess
from schemas.messages import encode
from tests.pipeline.articles import article

ODD = (sys.executable, "-m", "tests.pipeline.odd_tagger")


def _tag(batches: Sequence[Sequence[str]], wall_seconds: float = 60.0) -> list[list[Result]]:
    """Tags batches of articles whose last paragraphs are given."""

    async def run() -> list[list[Result]]:
        tagging = TaggingProcess(None, command=ODD, wall_seconds=wall_seconds)
        try:
            return [
                await tagging.tag([encode(article(n, revised=text)) for n, text in enumerate(batch)])
                for batch in batches
            ]
        finally:
            await tagging.close()

    return asyncio.run(run())


def _ids(results: list[Result]) -> list[str | None]:
    return [result.article_id if isinstance(result, Enriched) else None for result in results]


def test_results_come_in_the_order_of_the_batch() -> None:
    (results,) = _tag([[""] * 30])
    assert _ids(results) == [article(n).article_id for n in range(30)]


def test_an_article_that_makes_a_pattern_run_away_is_ended_and_the_others_are_tagged() -> None:
    first, second = _tag([["", "RUN AWAY", ""], ["", ""]])
    assert isinstance(first[1], Failure)
    assert first[1].reason == "tagging the article took more than 5 seconds of processor time"
    assert _ids(first) == [article(0).article_id, None, article(2).article_id]
    assert None not in _ids(second)


def test_an_article_that_is_waited_for_in_vain_is_given_up() -> None:
    ((one, asleep, other),) = _tag([["", "SLEEP", ""]], wall_seconds=1.0)
    assert isinstance(asleep, Failure)
    assert "no answer for 1 seconds" in asleep.reason
    assert isinstance(one, Enriched)
    assert isinstance(other, Enriched)


def test_an_article_that_kills_the_process_twice_is_given_up_and_the_others_are_tagged() -> None:
    ((one, fatal, other),) = _tag([["", "DIE ALWAYS", ""]])
    assert isinstance(fatal, Failure)
    assert "died of the article twice (exit code -11)" in fatal.reason
    assert isinstance(one, Enriched)
    assert isinstance(other, Enriched)


def test_memory_is_bounded() -> None:
    ((greedy, other),) = _tag([["EAT MEMORY", ""]])
    assert isinstance(greedy, Failure)
    assert "too much memory" in greedy.reason
    assert isinstance(other, Enriched)


def test_a_null_value_gets_a_reason_too() -> None:
    async def run() -> list[Result]:
        tagging = TaggingProcess(None, command=ODD)
        try:
            return await tagging.tag([None])
        finally:
            await tagging.close()

    assert asyncio.run(run()) == [Failure(reason="the message has no value (null)", error="InputError")]


def test_a_process_that_cannot_start_is_an_error_and_no_dead_letter() -> None:
    async def run() -> None:
        await TaggingProcess(None, command=(sys.executable, "-c", "raise SystemExit(3)")).tag([b"x"])

    with pytest.raises(RuntimeError, match=r"does not start \(exit code 3\)"):
        asyncio.run(run())
