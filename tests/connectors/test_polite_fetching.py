"""How the fetcher behaves towards sites: what it asks robots.txt for, how it names itself, when it leaves one alone."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from config.model import Fetching
from connectors.fetch import Fetcher
from schemas.errors import DisallowedError, FetchError, PutOffError
from tests.connectors.serving import Site, serving

LOCAL = {"allow_private_addresses": True, "timeout": 5.0}
DENY = "User-agent: *\nDisallow: /private\n"


def fetcher(**settings: Any) -> Fetcher:
    """Gives a fetcher that may reach this machine."""
    return Fetcher(Fetching(**{**LOCAL, **settings}))


async def refused(fetching: Fetcher, url: str) -> FetchError:
    """Gives the error with which a page is refused."""
    with pytest.raises(FetchError) as caught:
        await fetching.get(url, robots=True)
    return caught.value


def test_a_page_that_robots_txt_disallows_is_not_asked_for_and_robots_txt_is_asked_for_once() -> None:
    async def run() -> None:
        async with Site().serve() as site, fetcher() as fetching:
            site.put("/robots.txt", DENY, "text/plain")
            site.put("/public", "x")
            site.put("/private", "x")
            assert (await fetching.get(f"{site.address}/public", robots=True)).body == b"x"
            assert isinstance(await refused(fetching, f"{site.address}/private"), DisallowedError)
            assert site.asked == {"/robots.txt": 1, "/public": 1}

    asyncio.run(run())


def test_a_feed_that_somebody_subscribed_to_is_fetched_whatever_robots_txt_says() -> None:
    async def run() -> None:
        async with Site().serve() as site, fetcher() as fetching:
            site.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
            site.put("/feed", "x")
            assert (await fetching.get(f"{site.address}/feed")).body == b"x"
            assert site.asked == {"/feed": 1}

    asyncio.run(run())


def test_a_redirect_to_a_page_that_its_site_disallows_is_not_followed() -> None:
    async def run() -> None:
        async with Site().serve() as target:
            target.put("/robots.txt", DENY, "text/plain")
            target.put("/private", "x")
            location = f"{target.address}/private"

            async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                head = await reader.readuntil(b"\r\n\r\n")
                status = "404 Not Found" if b"/robots.txt" in head else f"302 Found\r\nLocation: {location}"
                writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())

            async with serving(answer) as base, fetcher() as fetching:
                assert isinstance(await refused(fetching, base), DisallowedError)
            assert target.asked == {"/robots.txt": 1}

    asyncio.run(run())


def answers(status: Callable[[str], str], heads: list[str] | None = None) -> Any:
    """Gives a handler that answers each path with a status line, and notes what it was asked."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if heads is not None:
            heads.append(head)
        answer = status(head.split(" ", 2)[1])
        writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())

    return handler


def test_a_site_whose_robots_txt_is_in_trouble_is_left_alone_for_now() -> None:
    heads: list[str] = []

    async def run() -> FetchError:
        broken = answers(lambda path: "500 Broken" if path == "/robots.txt" else "200 OK", heads)
        async with serving(broken) as base, fetcher() as fetching:
            await refused(fetching, f"{base}/1")
            return await refused(fetching, f"{base}/2")

    assert "waits until its site's robots.txt can be had again" in str(asyncio.run(run()))
    assert len(heads) == 1


def test_a_robots_txt_that_redirects_for_ever_allows_all() -> None:
    async def run() -> int:
        endless = answers(lambda path: "200 OK" if path == "/page" else "302 Found\r\nLocation: /robots.txt")
        async with serving(endless) as base, fetcher() as fetching:
            return (await fetching.get(f"{base}/page", robots=True)).status

    assert asyncio.run(run()) == 200


def test_an_endless_robots_txt_is_read_no_further_than_it_must_be() -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"/robots.txt" not in head:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
            return
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n")
        while True:
            writer.write(b"# nothing\n" * 5_000)
            await writer.drain()

    async def run() -> None:
        async with serving(endless) as base, fetcher() as fetching:
            assert (await fetching.get(f"{base}/public", robots=True)).body == b"x"
            assert isinstance(await refused(fetching, f"{base}/private"), DisallowedError)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({}, "pledgewire/0.1 (news monitor)"),
        ({"contact": "ann@herald.example"}, "pledgewire/0.1 (news monitor) (+ann@herald.example)"),
        (
            {"user_agent": "herald-monitor/2", "contact": "https://h.example/bot"},
            "herald-monitor/2 (+https://h.example/bot)",
        ),
    ],
)
def test_servers_are_told_who_asks_and_what_can_be_unpacked(settings: dict[str, str], name: str) -> None:
    heads: list[str] = []

    async def run() -> None:
        async with serving(answers(lambda path: "200 OK", heads)) as base, fetcher(**settings) as fetching:
            await fetching.get(base)

    asyncio.run(run())
    told = dict(line.split(": ", 1) for line in heads[0].splitlines()[1:] if line)
    assert told["User-Agent"] == name
    assert told["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert "Cookie" not in told


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_asks_for_an_hour_of_rest_is_asked_nothing_meanwhile_and_others_are(status: str) -> None:
    heads: list[str] = []

    async def run() -> None:
        tired = answers(lambda path: f"{status}\r\nRetry-After: 3600", heads)
        async with serving(tired) as base, Site().serve() as other, fetcher() as fetching:
            other.put("/", "x")
            with pytest.raises(FetchError) as caught:
                await fetching.get(f"{base}/feed")
            assert (caught.value.status, caught.value.retry_after) == (int(status[:3]), 3_600.0)
            with pytest.raises(PutOffError):
                await fetching.get(f"{base}/feed")
            assert isinstance(await refused(fetching, f"{base}/2"), PutOffError)
            assert len(heads) == 1
            assert (await fetching.get(f"{other.address}/")).body == b"x"

    asyncio.run(run())


def test_a_503_that_asks_for_no_rest_is_the_trouble_of_one_page() -> None:
    heads: list[str] = []

    async def run() -> None:
        async with serving(answers(lambda path: "503 Service Unavailable", heads)) as base, fetcher() as fetching:
            for path in ("/1", "/2"):
                with pytest.raises(FetchError):
                    await fetching.get(base + path)

    asyncio.run(run())
    assert len(heads) == 2
