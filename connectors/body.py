"""The body of an answer, as far as it may go: bounded as it comes over the wire and as it unfolds."""

import asyncio

import aiohttp

from connectors.budget import Held

CHUNK = 65_536
LOOK = 0.5
"""Seconds between looks at what has come over the wire where nothing unfolds from it."""


class TooLargeError(Exception):
    """Raised where a body is larger than it may be; says so in words that go on from its address."""


async def read(
    response: aiohttp.ClientResponse, most: int, *, held: Held, limit: asyncio.Timeout, first: int | None = None
) -> bytes:
    """Gives the whole body, or its `first` bytes. Raises TooLargeError beyond `most` bytes, and what aiohttp raises.

    It counts in `held`, and waits there for its turn to grow, which is no part of `limit`. What comes compressed is
    bounded too: the header of a gzip file may go on for ever and unfolds to nothing.
    """
    content = response.content
    body = bytearray()
    while not content.at_eof():
        await held.turn(limit)
        try:
            async with asyncio.timeout(LOOK):
                body += await content.read(CHUNK)
        except aiohttp.SocketTimeoutError:
            raise
        except TimeoutError:
            pass
        held.count(len(body))
        if first is not None and len(body) >= first:
            return bytes(body[:first])
        if max(len(body), content.total_raw_bytes) > most:
            raise TooLargeError(f"is more than {most / 1e6:g} MB" if most >= 100_000 else f"is more than {most} bytes")
    return bytes(body)
