"""Fetches that fail, told by kind: a fetcher that says so of each."""

import ssl
from collections.abc import Callable
from typing import Any

import aiohttp

from connectors.body import TooLargeError
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from schemas.errors import DisallowedError, FetchError, PutOffError

KINDS = ("robots", "put-off", "http-4xx", "http-5xx", "redirect", "timeout", "dns", "tls", "connection", "too-large",
         "other")  # fmt: skip
_CAUSES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (TooLargeError, "too-large"),
    (TimeoutError, "timeout"),
    (aiohttp.ClientConnectorDNSError, "dns"),
    ((aiohttp.ClientSSLError, ssl.SSLError), "tls"),
    ((aiohttp.ClientConnectionError, OSError), "connection"),
)


class CountedFetcher(Fetcher):
    """A Fetcher that tells the kind of each failure, one of KINDS."""

    def __init__(self, *given: Any, failed: Callable[[str], None], **named: Any) -> None:
        """`failed` hears the kind, before the failure is raised; the rest is for the Fetcher."""
        super().__init__(*given, **named)
        self._failed = failed

    async def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        etag: str | None = None,
        last_modified: str | None = None,
        robots: bool = False,
    ) -> Fetched:
        """As Fetcher.get."""
        try:
            return await super().get(url, accept=accept, etag=etag, last_modified=last_modified, robots=robots)
        except FetchError as error:
            self._failed(kind(error))
            raise


def kind(error: FetchError) -> str:
    """Gives the kind of a failure."""
    if isinstance(error, DisallowedError):
        return "robots"
    if isinstance(error, PutOffError):
        return "put-off"
    if error.status is not None:
        of_status = {3: "redirect", 4: "http-4xx", 5: "http-5xx"}
        return of_status.get(error.status // 100, "other")
    return next((name for causes, name in _CAUSES if isinstance(error.__cause__, causes)), "other")
