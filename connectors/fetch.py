"""Fetching over http and https from servers that nobody vouches for: bounded in time, size, redirects, and where to."""

import asyncio
import time
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urljoin

import aiohttp

from config.model import Fetching
from connectors.addresses import is_web
from connectors.body import read
from connectors.budget import Budget, Held
from connectors.credentials import authorization, bare, carried_over, same_origin
from connectors.fetch_failure import said_plainly
from connectors.fetched import Fetched, Moved
from connectors.freshness import max_age, retry_after
from connectors.link_header import relations
from connectors.places import Places, Room, enough
from connectors.politeness import Hosts
from connectors.robots import Robots
from connectors.robots_rules import MOST_BYTES
from connectors.session import open_session
from connectors.status import is_moved, is_permanent, refusal, wants_rest
from connectors.user_agent import robots_token
from schemas.errors import FetchError
from schemas.redact import redact


def _now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Fetches any number of addresses at once, bounded as configured; an async context manager.

    Each request waits for its turn at its host, and then for a place among all (connectors.politeness, .places); that
    waiting is no part of the time a fetch may take. Every failure is a FetchError of one sentence in which the address
    shows no secret; it tells the status where the server answered with one, and for how long the server wants to be
    left alone. Nothing is tried twice.
    """

    def __init__(self, settings: Fetching, *, clock: Callable[[], datetime] = _now, room: Room = enough) -> None:
        """`room` is waited for before each request: it returns when what is fetched can be taken in."""
        self._settings, self._clock = settings, clock
        self._hosts = Hosts(at_once=settings.per_host, delay=settings.host_delay, longest_rest=settings.longest_wait)
        self._budget = Budget(settings.max_bytes_at_once)
        self._places = Places(settings.concurrency, room=room)
        self._robots = Robots(self._robots_txt, robots_token(settings))
        self._session: aiohttp.ClientSession | None = None

    async def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        etag: str | None = None,
        last_modified: str | None = None,
        robots: bool = False,
    ) -> Fetched:
        """Gives what is at `url`; with `etag` or `last_modified` only what changed since (else status 304).

        `robots` asks the robots.txt of every site on the way first (connectors.robots). Raises FetchError:
        DisallowedError where robots.txt keeps us from it, PutOffError where its host is to be left alone for now.
        """
        return await self._follow(url, _headers(accept, etag, last_modified), robots=robots)

    async def _robots_txt(self, url: str) -> tuple[bytes, float | None]:
        found = await self._follow(url, _headers("text/plain, */*;q=0.5", None, None), first=MOST_BYTES + 1)
        return found.body, found.max_age

    async def _follow(
        self, url: str, headers: dict[str, str], *, robots: bool = False, first: int | None = None
    ) -> Fetched:
        at, left = url, self._settings.timeout
        moved: str | None = None
        for_good, status = True, None
        credentials = authorization(url) if is_web(url) else None
        for _ in range(self._settings.max_redirects + 1):
            if not is_web(at):
                raise FetchError(f"{redact(url)}: leads to something that is no http or https address", status=status)
            sent = dict(headers)
            if credentials and same_origin(at, url):
                sent["Authorization"] = credentials
            delay = await self._robots.ask(at) if robots else 0.0
            async with self._hosts.turn(at, delay=delay), self._places.place():
                began = time.monotonic()
                answer = await self._bounded(url, at, sent, left, moved, first)
                left -= time.monotonic() - began
            if isinstance(answer, Fetched):
                return answer
            at, status = answer.to, answer.status
            for_good = for_good and is_permanent(status)
            moved = carried_over(at, url) if for_good and is_web(at) else moved
        raise FetchError(f"{redact(url)}: redirects more than {self._settings.max_redirects} times", status=status)

    async def _bounded(
        self, url: str, at: str, headers: dict[str, str], left: float, moved: str | None, first: int | None
    ) -> Fetched | Moved:
        """One request, in what is left of the time."""
        with said_plainly(url, self._settings):
            async with (
                asyncio.timeout(left) as limit,
                self._open().get(bare(at), headers=headers, allow_redirects=False) as response,
            ):
                if is_moved(response.status) and "Location" in response.headers:
                    return Moved(response.status, urljoin(at, response.headers["Location"]))
                return await self._read(url, at, response, limit, moved, first)

    async def _read(
        self,
        url: str,
        at: str,
        response: aiohttp.ClientResponse,
        limit: asyncio.Timeout,
        moved: str | None,
        first: int | None,
    ) -> Fetched:
        fresh = max_age(response.headers, self._clock())
        if response.status == 304:
            etag = response.headers.get("ETag")
            return Fetched(url=bare(at), status=304, etag=etag, moved_to=moved, max_age=fresh)
        if response.status != 200:
            wait = retry_after(response.headers, self._clock())
            if wants_rest(response.status, wait):
                self._hosts.rest(at, wait)
            raise FetchError(f"{redact(url)}: {refusal(response.status)}", status=response.status, retry_after=wait)
        links = relations(response.headers.getall("Link", ()), at)
        held = Held(self._budget)
        try:
            body = await read(response, self._settings.max_bytes, held=held, limit=limit, first=first)
        except BaseException:
            held.let_go()
            raise
        found = Fetched(
            url=bare(at),
            status=200,
            body=body,
            content_type=response.content_type if "Content-Type" in response.headers else "",
            charset=response.charset,
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            moved_to=moved,
            max_age=fresh,
            hub=links.get("hub"),
            self_url=links.get("self"),
        )
        weakref.finalize(found, held.let_go).atexit = False
        return found

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = open_session(self._settings)
        return self._session

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()


def _headers(accept: str, etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {"Accept": accept}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers
