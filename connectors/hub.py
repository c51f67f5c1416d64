"""Asks hubs over http and https, bounded as fetching is; hubs are named by feeds, so nobody vouches for them."""

import asyncio
import ssl
from types import TracebackType
from urllib.parse import urljoin

import aiohttp

from config.model import Fetching
from connectors.address_guard import public_socket
from connectors.addresses import is_web
from connectors.fetch_failure import reason
from schemas.errors import FetchError
from schemas.redact import redact

_AGAIN = frozenset((307, 308))


class Hubs:
    """Sends forms to hubs; an async context manager. Every failure is a FetchError of one sentence."""

    def __init__(self, settings: Fetching) -> None:
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, hub: str, form: dict[str, str]) -> None:
        """Sends the form; returns where the hub took it (2xx). Redirects that keep the method are followed."""
        at = hub
        try:
            async with asyncio.timeout(self._settings.timeout):
                for _ in range(self._settings.max_redirects + 1):
                    if not is_web(at):
                        raise FetchError(f"{redact(hub)}: leads to something that is no http or https address")
                    async with self._open().post(at, data=form, allow_redirects=False) as response:
                        if response.status in _AGAIN and "Location" in response.headers:
                            at = urljoin(at, response.headers["Location"])
                            continue
                        if 200 <= response.status < 300:
                            return
                        raise FetchError(f"{redact(hub)}: does not subscribe us ({response.status})")
        except TimeoutError as error:
            raise FetchError(f"{redact(hub)}: took longer than {self._settings.timeout:g} s") from error
        except (aiohttp.ClientError, OSError, ssl.SSLError, ValueError) as error:
            raise FetchError(f"{redact(hub)}: {reason(error)}") from error
        raise FetchError(f"{redact(hub)}: redirects more than {self._settings.max_redirects} times")

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            factory = None if self._settings.allow_private_addresses else public_socket
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=4, socket_factory=factory, use_dns_cache=False),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self._settings.user_agent},
                trust_env=False,
            )
        return self._session

    async def __aenter__(self) -> "Hubs":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
