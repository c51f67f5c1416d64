"""Slow servers and a few good ones, with a limit that is far below how many slow ones there are."""

import asyncio
import socket
import threading
from typing import Any

import pytest

from config.model import Fetching
from connectors.fetch import Fetcher
from connectors.places import Places
from schemas.errors import FetchError
from tests.connectors.serving import Site, serving

SLOW = 200


def test_200_slow_servers_do_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """All are asked at once, the slow ones first: they send a byte now and then and never end."""
    real = socket.getaddrinfo

    def everywhere(host: Any, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if str(host).endswith(".example") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", everywhere)
    under_way = 0

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal under_way
        await reader.readuntil(b"\r\n\r\n")
        under_way += 1
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(1)

    async def run() -> None:
        settings = Fetching(allow_private_addresses=True, timeout=200.0, concurrency=64)
        async with serving(drip) as base, Site().serve() as site, Fetcher(settings) as fetcher:
            site.put("/", "news")
            slow_port, port = base.rsplit(":", 1)[1], site.address.rsplit(":", 1)[1]
            slow = [
                asyncio.ensure_future(fetcher.get(f"http://slow{number}.example:{slow_port}/"))
                for number in range(SLOW)
            ]
            await asyncio.sleep(0)
            good = [fetcher.get(f"http://good{number}.example:{port}/") for number in range(20)]
            assert [answer.body for answer in await asyncio.gather(*good)] == [b"news"] * 20
            assert under_way == SLOW
            assert not any(task.done() for task in slow)
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    asyncio.run(run())


def test_names_whose_servers_never_answer_do_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real, answered = socket.getaddrinfo, threading.Event()

    def stuck(host: Any, *args: Any, **kwargs: Any) -> Any:
        if str(host).startswith("slow"):
            answered.wait(60)
        return real("127.0.0.1" if str(host).endswith(".example") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", stuck)

    async def run() -> None:
        async with Site().serve() as site, Fetcher(Fetching(allow_private_addresses=True)) as fetcher:
            site.put("/", "news")
            port = site.address.rsplit(":", 1)[1]
            slow = [asyncio.ensure_future(fetcher.get(f"http://slow{n}.example:{port}/")) for n in range(60)]
            await asyncio.sleep(0)
            assert (await fetcher.get(f"http://good.example:{port}/")).body == b"news"
            assert await asyncio.to_thread(answered.is_set) is False
            answered.set()
            await asyncio.gather(*slow)

    try:
        asyncio.run(run())
    finally:
        answered.set()


def test_a_server_that_sends_nothing_is_given_up_before_the_whole_time_is_over() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nx")
        await reader.read()

    async def run() -> str:
        settings = Fetching(allow_private_addresses=True, timeout=200.0, silence_timeout=0.3)
        async with serving(silent) as base, Fetcher(settings) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get(base)
        return str(caught.value)

    assert asyncio.run(run()).endswith(": sent nothing for 0.3 s")


def test_no_more_than_the_limit_go_on_at_once_and_slow_ones_are_bounded_too() -> None:
    async def run() -> None:
        places, ended = Places(2, slow=0.01, most_slow=3), asyncio.Event()
        inside = 0

        async def work() -> None:
            nonlocal inside
            async with places.place():
                inside += 1
                await ended.wait()

        tasks = [asyncio.ensure_future(work()) for _ in range(10)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert inside == 2
        await asyncio.sleep(0.5)
        assert inside == 5
        ended.set()
        await asyncio.gather(*tasks)
        assert inside == 10

    asyncio.run(run())


def test_fetching_waits_while_there_is_no_room_for_what_it_fetches() -> None:
    async def run() -> None:
        room = asyncio.Event()

        async def wait() -> None:
            await room.wait()

        async with Site().serve() as site, Fetcher(Fetching(allow_private_addresses=True), room=wait) as fetcher:
            site.put("/", "news")
            task = asyncio.ensure_future(fetcher.get(f"{site.address}/"))
            await asyncio.sleep(0.1)
            assert not site.asked
            room.set()
            assert (await task).body == b"news"

    asyncio.run(run())
