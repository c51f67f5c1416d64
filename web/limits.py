"""What one client may ask: so many units of work a second, and so many requests under way for all of them."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problems import refused

COSTS = {
    "/api/suggest": 0.2,
    "/api/ledger": 5.0,
    "/api/news": 5.0,
    "/news": 5.0,
    "/api/matrix": 2.0,
    "/api/timeline": 2.0,
    "/positions": 2.0,
    "/api/operations": 2.0,
    "/operations": 2.0,
    "/api/openapi.json": 0.2,
}
"""Units that requests cost; others cost 1, and files of ours nothing."""
EXPORT = 20.0
WALK = 4.0
"""A step of a walk, which may have Elasticsearch keep a point in time."""
BURST = 60.0
"""Units that a client may use at once when it has been quiet."""
AT_ONCE = 16
WAITING = 64
PATIENCE = 5.0
READING = 30.0
"""Seconds in which a client takes each piece of an answer: who does not would keep a turn that others wait for."""
MOST_CLIENTS = 10_000
LONGEST_QUERY = 16_000


class Allowance:
    """Units of work by client: each regains `a_second` of them up to `burst`. Never holds more than MOST_CLIENTS."""

    def __init__(self, a_second: float, clock: Callable[[], float] = time.monotonic, *, burst: float = BURST) -> None:
        self._a_second, self._clock, self._burst = a_second, clock, burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float) -> float:
        """Takes units and gives 0.0, or gives the seconds to wait where too few are left."""
        now = self._clock()
        left, then = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - then) * self._a_second)
        enough = left >= cost
        self._left[client] = (left - cost if enough else left, now)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if enough else (cost - left) / self._a_second

    def give(self, client: str, cost: float) -> None:
        """Gives units back that were taken."""
        left, then = self._left.get(client, (self._burst, self._clock()))
        self._left[client] = (min(self._burst, left + cost), then)


class Limits:
    """Middleware that answers 429 to who asks too much, 503 where too much is under way, 414 to what is too long."""

    def __init__(self, app: ASGIApp, *, a_second: float) -> None:
        self._app = app
        self._allowance = Allowance(a_second) if a_second else None
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        sent_away = await self._sent_away(scope)
        if sent_away is not None:
            await sent_away(scope, receive, send)
            return
        late = False

        async def in_time(message: Message) -> None:
            nonlocal late
            try:
                async with asyncio.timeout(READING):
                    await send(message)
            except TimeoutError:
                late = True
                raise

        try:
            await self._app(scope, receive, in_time)
        except Exception:
            if not late:
                raise
            # The answer breaks off, and the server ends the connection.
        finally:
            self._turns.release()

    async def _sent_away(self, scope: Scope) -> Response | None:
        """Gives the answer to who asks too much; None where the request has its turn now."""
        path, query = scope["path"], scope["query_string"]
        if len(query) > LONGEST_QUERY:
            return refused(path, 414, f"the address is longer than {LONGEST_QUERY} characters: ask for less")
        wait = self._allowance.take(_client(scope), cost(path, query)) if self._allowance else 0.0
        if wait:
            seconds = int(wait) + 1
            return refused(path, 429, f"too much is asked at once: wait {seconds} s", {"Retry-After": str(seconds)})
        if self._waiting >= WAITING or not await self._turn():
            return refused(path, 503, "too much is under way: try again in a moment", {"Retry-After": "2"})
        return None

    async def _turn(self) -> bool:
        self._waiting += 1
        try:
            await asyncio.wait_for(self._turns.acquire(), PATIENCE)
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return True


def cost(path: str, query: bytes = b"") -> float:
    """Gives the units of a request."""
    if path.endswith((".csv", ".ndjson")):
        return EXPORT
    return WALK if b"cursor=" in query else COSTS.get(path, 1.0)


def _client(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""
