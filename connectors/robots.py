"""The robots.txt of every site that pages are fetched from, asked for once and remembered for a while."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from connectors.robots_rules import Rules, read
from connectors.status import wants_rest
from schemas.errors import DisallowedError, FetchError, PutOffError
from schemas.redact import redact

Read = Callable[[str], Awaitable[tuple[bytes, float | None]]]
"""Gives what is at an address and for how many seconds it stays fresh, or raises FetchError."""

SHORTEST, LONGEST = 3_600.0, 86_400.0
"""Seconds that rules are remembered, as their server says; RFC 9309 wants a day at the most."""
AGAIN = 600.0
"""Seconds until a robots.txt is asked for again that could not be had."""
MOST_SITES = 10_000
MOST_WEIGHT = 4_000_000


class _Site:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.rules: Rules | None = None
        self.failure: FetchError | None = None
        self.until = float("-inf")

    @property
    def weight(self) -> int:
        return self.rules.weight if self.rules else 0


class Robots:
    """Says what sites allow us. Bounded in memory: the sites not asked about for longest are forgotten first."""

    def __init__(self, fetch: Read, token: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """`token` is the product token by which robots.txt may speak of us."""
        self._fetch, self._token, self._clock = fetch, token, clock
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._weight = 0

    async def ask(self, url: str) -> float:
        """Gives the seconds that the site wants between two fetches, 0 where it does not say.

        Raises DisallowedError where it does not allow us the page, FetchError where its robots.txt cannot be had: then
        nothing of it may be fetched for now.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        site = self._sites.setdefault(origin, _Site())
        self._sites.move_to_end(origin)
        async with site.lock:
            if self._clock() >= site.until:
                before = site.weight
                await self._renew(site, f"{origin}/robots.txt")
                if self._sites.get(origin) is site:
                    self._weight += site.weight - before
                    self._forget()
        if site.rules is None:
            raise _unknown(url, site.failure)
        if not site.rules.allow(url):
            raise DisallowedError(f"{redact(url)}: its site's robots.txt does not allow it")
        return site.rules.delay

    async def _renew(self, site: _Site, address: str) -> None:
        try:
            body, fresh = await self._fetch(address)
        except PutOffError as error:
            site.failure = error
            site.until = self._clock() + min(error.retry_after or AGAIN, AGAIN)
        except FetchError as error:
            if error.status is None or error.status >= 500 or wants_rest(error.status, error.retry_after):
                # What the site allowed before holds on (RFC 9309, 2.4).
                site.failure, site.until = error, self._clock() + AGAIN
            else:
                self._keep(site, Rules(), None)
        else:
            self._keep(site, await asyncio.to_thread(read, body, self._token), fresh)

    def _keep(self, site: _Site, rules: Rules, fresh: float | None) -> None:
        site.rules, site.failure = rules, None
        site.until = self._clock() + (LONGEST if fresh is None else min(max(fresh, SHORTEST), LONGEST))

    def _forget(self) -> None:
        while len(self._sites) > 1 and (len(self._sites) > MOST_SITES or self._weight > MOST_WEIGHT):
            _, site = self._sites.popitem(last=False)
            self._weight -= site.weight


def _unknown(url: str, failure: FetchError | None) -> FetchError:
    why = str(failure).partition(": ")[2]
    if failure is None or failure.status is None:
        kind = PutOffError if isinstance(failure, PutOffError) else FetchError
        return kind(f"{redact(url)}: {why}", retry_after=failure.retry_after if failure else None)
    kind = PutOffError if wants_rest(failure.status, failure.retry_after) else FetchError
    waits = f"{redact(url)}: waits until its site's robots.txt can be had again: {why}"
    return kind(waits, retry_after=failure.retry_after)
