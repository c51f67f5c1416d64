"""Many large answers at once: what is held of them is bounded, and each is had in the end."""

import asyncio
import socket
import tracemalloc
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from config.model import Fetching
from connectors import budget
from connectors.budget import SMALL, Budget, Held
from connectors.fetch import Fetcher
from schemas.errors import FetchError
from tests.connectors.serving import Handler, serving

LARGE = 8_000_000
MANY = 40


@pytest.fixture(autouse=True)
def every_name_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def everywhere(host: Any, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if str(host).endswith(".example") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", everywhere)


async def _large(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {LARGE}\r\n\r\n".encode())
    for _ in range(LARGE // 40_000):
        writer.write(b"x" * 40_000)
        await writer.drain()


def _all(handler: Handler, take: Callable[[Fetcher, str], Awaitable[int]], **settings: Any) -> list[int]:
    """Takes what MANY hosts have, at once."""

    async def run() -> list[int]:
        wanted = Fetching(allow_private_addresses=True, max_bytes_at_once=8_000_000, concurrency=MANY, **settings)
        async with serving(handler) as base, Fetcher(wanted) as fetcher:
            port = base.rsplit(":", 1)[1]
            return await asyncio.gather(*(take(fetcher, f"http://h{n}.example:{port}/") for n in range(MANY)))

    return asyncio.run(run())


def test_many_large_answers_take_no_more_memory_than_the_budget_and_one_beyond_it() -> None:
    async def take(fetcher: Fetcher, url: str) -> int:
        answer = await fetcher.get(url)
        await asyncio.sleep(0.01)  # as while it is cleaned
        return len(answer.body)

    tracemalloc.start()
    try:
        assert _all(_large, take) == [LARGE] * MANY
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The budget, one answer beyond it and its copy as it is handed on; and of each answer what waits for nobody, and
    # what the sockets of both sides hold. Without the budget it was 365 MB.
    assert peak < 8_000_000 + 2 * LARGE + MANY * 2_000_000


def test_answers_that_are_refused_give_back_what_they_held() -> None:
    async def take(fetcher: Fetcher, url: str) -> int:
        with pytest.raises(FetchError, match="is more than 3 MB"):
            await fetcher.get(url)
        return 1

    assert _all(_large, take, max_bytes=3_000_000) == [1] * MANY


def test_whoever_holds_large_answers_keeps_others_waiting_but_not_for_small_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def sized(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"small" in await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews")
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 1_000_000)

    async def run() -> None:
        settings = Fetching(allow_private_addresses=True, max_bytes_at_once=1_000_000, timeout=0.5, silence_timeout=0.5)
        async with serving(sized) as base, Fetcher(settings) as fetcher:
            port = base.rsplit(":", 1)[1]
            within = await fetcher.get(f"http://a.example:{port}/")
            beyond = await fetcher.get(f"http://b.example:{port}/")
            waiting = asyncio.ensure_future(fetcher.get(f"http://c.example:{port}/"))
            await asyncio.sleep(0.8)  # longer than a fetch may take: it waits, and that is no part of its time
            assert (await fetcher.get(f"http://d.example:{port}/small")).body == b"news"
            assert not waiting.done()
            assert len(within.body) == len(beyond.body) == 1_000_000
            del beyond
            assert len((await waiting).body) == 1_000_000

    asyncio.run(run())


def _held(one: Budget, *sizes: int) -> list[Held]:
    found = [Held(one) for _ in sizes]
    for each, size in zip(found, sizes, strict=True):
        each.count(size)
    return found


def test_one_answer_may_go_beyond_the_budget_and_the_next_when_it_is_let_go() -> None:
    async def run() -> None:
        kept = Budget(3 * SMALL)
        first, second, third = _held(kept, 2 * SMALL, 2 * SMALL, SMALL)
        assert [kept.admit(each) for each in (first, second, third)] == [True, False, True]
        waiting = asyncio.ensure_future(kept.wait(second))
        gone = asyncio.ensure_future(kept.wait(second))
        await asyncio.sleep(0)
        gone.cancel()
        first.count(9 * SMALL)
        await asyncio.sleep(0)
        assert not waiting.done()
        first.let_go()
        await waiting
        assert kept.held == 3 * SMALL

    asyncio.run(run())


def test_an_answer_that_nobody_lets_go_does_not_hold_up_the_others_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "HELD_UP", 0.2)

    async def run() -> None:
        kept = Budget(SMALL)
        first, second, third = _held(kept, 2 * SMALL, 2 * SMALL, 2 * SMALL)
        assert kept.admit(first)
        assert not kept.admit(second)
        await kept.wait(second)
        assert not kept.admit(third)
        await kept.wait(third)

    asyncio.run(run())


def test_the_time_that_an_answer_waits_is_given_back_to_it() -> None:
    async def run() -> None:
        kept = Budget(SMALL)
        first, second = _held(kept, 2 * SMALL, 2 * SMALL)
        assert kept.admit(first)
        async with asyncio.timeout(0.1) as limit:
            due = limit.when()
            asyncio.get_running_loop().call_later(0.3, first.let_go)
            await second.turn(limit)
            now = limit.when()
        assert due is not None
        assert now is not None
        assert now > due

    asyncio.run(run())
