"""Servers that say that a feed has moved, is gone, or is to be left alone for a while."""

import asyncio

import pytest

from config.model import Fetching
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from schemas.errors import FetchError
from tests.connectors.serving import Site, raw, says, serving

LOCAL = Fetching(allow_private_addresses=True, timeout=5.0)


async def through(*statuses: int, credentials: str = "") -> tuple[Fetched, str]:
    """Fetches /0, which leads to /1, /2 … with these statuses, and then to a page; gives the answer and the address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        step = int(head.split(" ")[1].strip("/"))
        if step < len(statuses):
            writer.write(f"HTTP/1.1 {statuses[step]} X\r\nLocation: /{step + 1}\r\nContent-Length: 0\r\n\r\n".encode())
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nCache-Control: max-age=1800\r\nContent-Length: 2\r\n\r\nok")

    async with serving(answer) as base, Fetcher(LOCAL) as fetcher:
        asked = base.replace("//", f"//{credentials}")
        return await fetcher.get(asked + "/0"), asked


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ((), None),
        ((301,), "/1"),
        ((308, 301), "/2"),
        ((302,), None),
        ((307,), None),
        ((303, 301), None),
        ((301, 302), "/1"),  # the new address is the one that redirects for the time being
    ],
)
def test_a_feed_has_moved_to_where_permanent_redirects_lead(statuses: tuple[int, ...], moved_to: str | None) -> None:
    found, base = asyncio.run(through(*statuses))
    assert found.moved_to == (moved_to and base + moved_to)
    assert found.url == f"{base}/{len(statuses)}"
    assert found.max_age == 1800.0


def test_a_feed_that_moves_within_its_server_keeps_the_password_it_is_asked_with() -> None:
    found, base = asyncio.run(through(301, credentials="ann:pa%40ss@"))
    assert found.moved_to == base + "/1"
    assert "ann:pa%40ss@" in base
    assert "ann" not in found.url


def test_a_feed_that_moves_to_another_server_leaves_its_password_behind() -> None:
    async def run() -> tuple[Fetched, str]:
        async with Site().serve() as site:
            site.put("/there", "here")
            moves = says(f"301 Moved\r\nLocation: {site.address}/there\r\nContent-Length: 0")
            async with raw(moves) as base, Fetcher(LOCAL) as fetcher:
                return await fetcher.get(base.replace("//", "//ann:secret@") + "/feed"), site.address

    found, address = asyncio.run(run())
    assert found.moved_to == address + "/there"


@pytest.mark.parametrize(
    ("head", "status", "retry_after"),
    [
        ("410 Gone", 410, None),
        ("429 Too Many Requests\r\nRetry-After: 3600", 429, 3600.0),
        ("503 Service Unavailable\r\nRetry-After: 120", 503, 120.0),
        ("404 Not Found", 404, None),
    ],
)
def test_a_refusal_tells_its_status_and_for_how_long(head: str, status: int, retry_after: float | None) -> None:
    async def run() -> FetchError:
        async with raw(says(head)) as base, Fetcher(LOCAL) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get(base)
            return caught.value

    error = asyncio.run(run())
    assert (error.status, error.retry_after) == (status, retry_after)
