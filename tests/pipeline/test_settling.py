"""Acks wait for the look at the stories, and come in order."""

import asyncio
from collections.abc import Sequence

import pytest

from pipeline import settling
from pipeline.settling import Settling


class Course:
    """Writes down what happens; looks end when they are let."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.let, self.last = asyncio.Event(), asyncio.Event()

    async def look(self, articles: Sequence[str]) -> None:
        await self.let.wait()
        self.events.append(f"look {' '.join(articles)}")

    def ack(self, name: str) -> settling.Ack:
        async def done() -> None:
            self.events.append(f"ack {name}")
            if name == "3":
                self.last.set()

        return done


async def no_pause(seconds: float) -> None:
    """Lets others run, and goes on."""
    await asyncio.sleep(0)


def test_batches_are_acked_after_one_look_at_all_of_them_in_the_order_they_came() -> None:
    async def run() -> list[str]:
        course = Course()
        waiting = Settling(course.look, sleep=no_pause)
        await waiting.add(["a", "b"], course.ack("1"))
        await waiting.add(["b", "c"], course.ack("2"))
        runner = asyncio.create_task(waiting.run())
        await asyncio.sleep(0.01)
        assert course.events == []
        await waiting.add(["d"], course.ack("3"))
        course.let.set()
        await course.last.wait()
        runner.cancel()
        return course.events

    assert asyncio.run(run()) == ["look a b c", "ack 1", "ack 2", "look d", "ack 3"]


def test_what_fails_in_a_look_comes_out_and_nothing_is_acked() -> None:
    course_events: list[str] = []

    async def fails(articles: Sequence[str]) -> None:
        raise RuntimeError("a fault in the look")

    async def ack() -> None:
        course_events.append("ack")

    async def run() -> None:
        waiting = Settling(fails, sleep=no_pause)
        await waiting.add(["a"], ack)
        await waiting.run()

    with pytest.raises(RuntimeError, match="a fault in the look"):
        asyncio.run(run())
    assert course_events == []


def test_a_batch_waits_where_too_many_articles_wait_for_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "MOST_WAITING", 3)

    async def run() -> None:
        course = Course()
        waiting = Settling(course.look, sleep=no_pause)
        await waiting.add(["a", "b"], course.ack("1"))
        runner = asyncio.create_task(waiting.run())
        late = asyncio.create_task(waiting.add(["c", "d"], course.ack("2")))
        await asyncio.sleep(0.01)
        assert not late.done()
        course.let.set()
        await late
        assert course.events[0].startswith("look a b")
        runner.cancel()

    asyncio.run(run())
