"""The server that hubs call back: it verifies what we asked for and takes what they send, and answers nobody else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from aiohttp import web

from pipeline.push import Push
from schemas.errors import ServerError

READ_SECONDS = 30.0
AT_ONCE = 16
CHUNK = 65_536
_HEADERS = {
    "Server": "pledgewire",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


@asynccontextmanager
async def serving(push: Push, host: str, port: int, *, most_bytes: int) -> AsyncIterator[int]:
    """Serves on a loopback address for the time of the block; gives the port. A body may have `most_bytes`.

    The last part of a path is the token, whatever a reverse proxy leaves before it. Raises ServerError where the
    address cannot be listened on.
    """
    handler = _Handler(push, most_bytes)
    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", handler.verify)
    app.router.add_route("POST", "/{path:.*}", handler.take)
    # No access log: the token in the path is a secret. No unpacking: hubs send feeds as they are.
    runner = web.AppRunner(app, access_log=None, auto_decompress=False, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise ServerError(f"websub.listen: {host}:{port} cannot be listened on ({error.strerror})") from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


class _Handler:
    def __init__(self, push: Push, most_bytes: int) -> None:
        self._push, self._most = push, most_bytes
        self._places = asyncio.Semaphore(AT_ONCE)

    async def verify(self, request: web.Request) -> web.Response:
        status, text = self._push.verify(_token(request), request.query)
        return web.Response(status=status, text=text, content_type="text/plain", headers=_HEADERS)

    async def take(self, request: web.Request) -> web.Response:
        token = _token(request)
        status = self._push.knows(token)
        if status == HTTPStatus.ACCEPTED and self._places.locked():
            status = HTTPStatus.SERVICE_UNAVAILABLE
        if status == HTTPStatus.ACCEPTED and request.headers.get("Content-Encoding", "identity") != "identity":
            status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if status != HTTPStatus.ACCEPTED:
            return _answer(status)
        async with self._places:
            try:
                async with asyncio.timeout(READ_SECONDS):
                    body = await self._body(request)
            except TimeoutError:
                return _answer(HTTPStatus.REQUEST_TIMEOUT)
        if body is None:
            return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return _answer(self._push.take(token, request.headers.get("X-Hub-Signature", ""), body))

    async def _body(self, request: web.Request) -> bytes | None:
        if (request.content_length or 0) > self._most:
            return None
        body = bytearray()
        async for chunk in request.content.iter_chunked(CHUNK):
            body += chunk
            if len(body) > self._most:
                return None
        return bytes(body)


def _token(request: web.Request) -> str:
    return str(request.path).rstrip("/").rpartition("/")[2]


def _answer(status: int) -> web.Response:
    later = {"Retry-After": "60"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    response = web.Response(status=status, headers=_HEADERS | later)
    if status >= HTTPStatus.BAD_REQUEST:
        response.force_close()  # what is left of a body that nobody reads would be read as the next request
    return response
