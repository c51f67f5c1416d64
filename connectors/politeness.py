"""Politeness towards hosts: how many requests at once, how long between two, and rest for one that asks for it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address
from urllib.parse import urlsplit

from schemas.counted import counted
from schemas.errors import PutOffError
from schemas.redact import redact

PATIENCE = 60.0
"""Seconds that a request waits while its host rests; with more to wait it is put off."""
USUAL_REST = 30.0
"""Seconds of rest for a host that asks us to come less often (429) and does not say how much less."""
MANY_HOSTS = 10_000
"""So many hosts are remembered until those are forgotten that want nothing any more."""


class _Host:
    def __init__(self, at_once: int) -> None:
        self.places = asyncio.Semaphore(at_once)
        self.turn = asyncio.Lock()
        self.users = 0
        self.next = float("-inf")
        self.rests_until = float("-inf")


class Hosts:
    """Lets each request wait for its turn at its host, in the order in which they came, whatever others wait for.

    A server on this machine is known by its port too, and no time lies between two requests to it: that delay is for
    the sake of other people's servers.
    """

    def __init__(
        self,
        *,
        at_once: int,
        delay: float,
        longest_rest: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`delay`: seconds between the starts of two requests to a host. `longest_rest`: seconds beyond which no host
        may ask to be left alone.
        """
        self._at_once, self._delay, self._longest_rest = at_once, delay, longest_rest
        self._clock, self._sleep = clock, sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, url: str, *, delay: float = 0.0) -> AsyncIterator[None]:
        """Holds a place of the url's host for the time of the block, which begins when it is its turn.

        `delay` is what this site itself wants between two requests, in seconds. Raises PutOffError where the host
        rests for longer than PATIENCE.
        """
        name, ours = _host(url)
        host = self._host(name)
        host.users += 1
        try:
            async with host.places:
                async with host.turn:
                    await self._wait(host, url)
                    host.next = self._clock() + max(0.0 if ours else self._delay, delay)
                yield
        finally:
            host.users -= 1

    def rest(self, url: str, seconds: float | None) -> None:
        """Leaves the url's host alone for so many seconds from now on, USUAL_REST where it did not say how many."""
        host = self._host(_host(url)[0])
        wanted = min(USUAL_REST if seconds is None else seconds, self._longest_rest)
        host.rests_until = max(host.rests_until, self._clock() + wanted)

    async def _wait(self, host: _Host, url: str) -> None:
        while True:
            now = self._clock()
            if (rest := host.rests_until - now) > PATIENCE:
                why = f"its server asks to be left alone for another {counted(round(rest / 60), 'minute')}"
                raise PutOffError(f"{redact(url)}: {why}", retry_after=rest)
            if (wait := max(host.next, host.rests_until) - now) <= 0:
                return
            await self._sleep(wait)

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            if len(self._hosts) >= MANY_HOSTS:
                self._forget()
            self._hosts[name] = _Host(self._at_once)
        return self._hosts[name]

    def _forget(self) -> None:
        now = self._clock()
        self._hosts = {
            name: host for name, host in self._hosts.items() if host.users or max(host.next, host.rests_until) > now
        }


def is_ours(url: str) -> bool:
    """Whether the url's host is this machine, as far as its name tells."""
    return _host(url)[1]


def _host(url: str) -> tuple[str, bool]:
    """Gives by what a host is known, and whether it is this machine."""
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")
    try:
        ours = ip_address(name).is_loopback
    except ValueError:
        ours = name == "localhost"
    return (f"{name}:{parts.port}", True) if ours else (name, False)
