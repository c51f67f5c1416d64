"""What `serve` tells Prometheus: how many answers it gave, of which kind, and how long they took."""

import time

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KINDS = ("page", "api", "static")
REQUESTS = Counter("pledgewire_web_requests", "Answers of the page and its API, by status.", ["kind", "status"])
SECONDS = Histogram(
    "pledgewire_web_request_seconds", "Time until an answer was sent, by kind of address.", ["kind"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
)  # fmt: skip
for _kind in KINDS:
    SECONDS.labels(_kind)
    REQUESTS.labels(_kind, "2xx")


class Measured:
    """Counts the answers of an application. Addresses are told apart by kind alone: anybody may make up more."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        kind, began, status = _kind_of(scope["path"]), time.monotonic(), "5xx"

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = f"{message['status'] // 100}xx"
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            REQUESTS.labels(kind, status).inc()
            SECONDS.labels(kind).observe(time.monotonic() - began)


def _kind_of(path: str) -> str:
    first = path.split("/", 2)[1:2]
    return first[0] if first and first[0] in ("api", "static") else "page"
