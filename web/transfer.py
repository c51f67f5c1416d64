"""How answers of the API travel: not again where the asker has them, compressed for who can read that."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problems import of_api

SMALLEST = 1_000
"""Bytes below which compressing is not worth it."""
LEVEL = 5


class Transfer:
    """Middleware that gives an answer of the API as 304 or by gzip, where the asker says that this will do.

    Pages stay as they are: they hold the token of their forms beside words that anybody may have put into their
    address, and the length of the two compressed together tells of the token (BREACH).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed = GZipMiddleware(self._unless_known, minimum_size=SMALLEST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_ours = scope["type"] == "http" and of_api(scope["path"])
        await (self._compressed if of_ours else self._app)(scope, receive, send)

    async def _unless_known(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = _tags(Headers(scope=scope).get("if-none-match", ""))
        unchanged = False

        async def once(message: Message) -> None:
            nonlocal unchanged
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                tags = _tags(headers.get("etag", ""))
                unchanged = message["status"] == 200 and bool(tags) and not known.isdisjoint({*tags, "*"})
                if unchanged:
                    message["status"] = 304
                    del headers["content-length"]
                    headers.add_vary_header("Accept-Encoding")
            elif unchanged:
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, once)


def _tags(header: str) -> set[str]:
    """Gives entity tags as they are compared for reading (RFC 9110, 8.8.3.2: weakly)."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",") if tag.strip()}
