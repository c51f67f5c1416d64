"""Local servers that behave as told: a raw one for those that break the rules, and a site of pages that keeps count."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from email.utils import formatdate

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Gives the address of a server whose connections are all gone when the block ends."""
    open_now: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await handler(reader, writer)
                await writer.drain()
        finally:
            open_now.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        left = list(open_now)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


@asynccontextmanager
async def raw(handler: Handler) -> AsyncIterator[str]:
    """Gives the address of a server on loopback that lets `handler` answer each request after reading its head."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await handler(reader, writer)

    async with serving(answer) as address:
        yield address


def says(head: str, body: bytes = b"") -> Handler:
    """Gives a handler that sends a status line with headers, and a body, and hangs up."""

    async def handler(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n".encode() + body)

    return handler


class Site:
    """Pages by path, served with ETags and answered with 304 where they have not changed; `asked` counts requests."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: Counter[str] = Counter()
        self.not_modified: Counter[str] = Counter()
        self.address = ""

    def put(self, path: str, body: str, kind: str = "text/html; charset=utf-8") -> None:
        """Puts a page at a path, or changes it."""
        self.pages[path] = (kind, body.encode())

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["Site"]:
        """Serves the pages for the time of the block."""
        async with serving(self._answer) as self.address:
            yield self

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ", 2)[1].partition("?")[0]
        self.asked[path] += 1
        writer.write(self._response(path, head))

    def _response(self, path: str, head: str) -> bytes:
        if path not in self.pages:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        kind, body = self.pages[path]
        etag = f'"{hash(body):x}"'
        if f"If-None-Match: {etag}" in head:
            self.not_modified[path] += 1
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\nConnection: close\r\n\r\n".encode()
        return (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nETag: {etag}\r\n"
            f"Last-Modified: {formatdate(usegmt=True)}\r\nConnection: close\r\n\r\n"
        ).encode() + body
