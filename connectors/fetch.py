"""Fetching over http and https from servers that nobody vouches for: bounded in time, size, redirects, and where to."""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import aiohttp
from msgspec import Struct

from config.model import Fetching
from connectors.addresses import is_web
from connectors.fetch_failure import reason
from connectors.freshness import max_age, retry_after
from connectors.link_header import relations
from connectors.session import open_session
from connectors.status import is_moved, is_permanent, refusal
from schemas.errors import FetchError
from schemas.redact import redact

CHUNK = 65_536


class Fetched(Struct, frozen=True, kw_only=True):
    """What a server answered: `status` is 200 with a body, or 304 without one; `url` is where the redirects led.

    `moved_to` is the address to ask from now on, where the server says that it moved for good (the first redirects are
    301 or 308); it holds the credentials of the address asked where it is of the same origin. `max_age` is for how
    many seconds the answer stays fresh. `hub` and `self_url` are those of WebSub, where Link headers name them.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    max_age: float | None = None
    hub: str | None = None
    self_url: str | None = None


def _now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Fetches any number of addresses at once, bounded as configured; an async context manager.

    Every failure is a FetchError of one sentence in which the address shows no secret; it tells the status where the
    server answered with one, and for how long the server wants to be left alone. Nothing is tried twice.
    """

    def __init__(self, settings: Fetching, *, clock: Callable[[], datetime] = _now) -> None:
        self._settings, self._clock = settings, clock
        self._places = asyncio.Semaphore(settings.concurrency)
        self._session: aiohttp.ClientSession | None = None

    async def get(
        self, url: str, *, accept: str = "*/*", etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Gives what is at `url`; with `etag` or `last_modified` only what changed since (else status 304)."""
        async with self._places:
            try:
                async with asyncio.timeout(self._settings.timeout):
                    return await self._follow(url, _headers(accept, etag, last_modified))
            except TimeoutError as error:
                raise FetchError(f"{redact(url)}: took longer than {self._settings.timeout:g} s") from error
            except (aiohttp.ClientError, OSError, ssl.SSLError, ValueError) as error:
                raise FetchError(f"{redact(url)}: {reason(error)}") from error

    async def _follow(self, url: str, headers: dict[str, str]) -> Fetched:
        at = url
        moved: str | None = None
        for_good = True
        credentials = _credentials(url)
        for _ in range(self._settings.max_redirects + 1):
            if not is_web(at):
                raise FetchError(f"{redact(url)}: leads to something that is no http or https address")
            sent = dict(headers)
            if credentials and _origin(at) == _origin(url):
                sent["Authorization"] = credentials
            async with self._open().get(_bare(at), headers=sent, allow_redirects=False) as response:
                if is_moved(response.status) and "Location" in response.headers:
                    at = urljoin(at, response.headers["Location"])
                    for_good = for_good and is_permanent(response.status)
                    moved = _with_credentials(at, url) if for_good else moved
                    continue
                return await self._read(url, at, response, moved)
        raise FetchError(f"{redact(url)}: redirects more than {self._settings.max_redirects} times")

    async def _read(self, url: str, at: str, response: aiohttp.ClientResponse, moved: str | None) -> Fetched:
        fresh = max_age(response.headers, self._clock())
        if response.status == 304:
            etag = response.headers.get("ETag")
            return Fetched(url=_bare(at), status=304, etag=etag, moved_to=moved, max_age=fresh)
        if response.status != 200:
            wait = retry_after(response.headers, self._clock())
            raise FetchError(f"{redact(url)}: {refusal(response.status)}", status=response.status, retry_after=wait)
        body = bytearray()
        async for chunk in response.content.iter_chunked(CHUNK):
            body += chunk
            if len(body) > self._settings.max_bytes:
                raise FetchError(f"{redact(url)}: is more than {_size(self._settings.max_bytes)}")
        links = relations(response.headers.getall("Link", ()), at)
        return Fetched(
            url=_bare(at),
            status=200,
            body=bytes(body),
            content_type=response.content_type if "Content-Type" in response.headers else "",
            charset=response.charset,
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            moved_to=moved,
            max_age=fresh,
            hub=links.get("hub"),
            self_url=links.get("self"),
        )

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


def _credentials(url: str) -> str | None:
    parts = urlsplit(url)
    if not parts.username and not parts.password:
        return None
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return "Basic " + b64encode(pair.encode()).decode()


def _bare(url: str) -> str:
    """Takes the credentials out of an address, so that no header, log or error shows them."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def _with_credentials(at: str, asked: str) -> str:
    """Gives `at` with the credentials of the address asked where both are of one origin, else without any."""
    bare, parts = _bare(at), urlsplit(asked)
    if _origin(at) != _origin(asked) or "@" not in parts.netloc:
        return bare
    return urlunsplit(urlsplit(bare)._replace(netloc=parts.netloc))


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _size(most: int) -> str:
    return f"{most / 1e6:g} MB" if most >= 100_000 else f"{most} bytes"
