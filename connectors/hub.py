"""Asks hubs over http and https, bounded as fetching is; hubs are named by feeds, so nobody vouches for them."""

import asyncio
from urllib.parse import urljoin

from config.model import Fetching
from connectors.addresses import is_web
from connectors.fetch_failure import said_plainly
from connectors.session import open_session
from schemas.errors import FetchError
from schemas.redact import redact

_AGAIN = frozenset((307, 308))


async def ask(settings: Fetching, hub: str, form: dict[str, str]) -> None:
    """Sends a hub the form; returns where it took it (2xx). Redirects that keep the method are followed.

    Every failure is a FetchError of one sentence.
    """
    at = hub
    with said_plainly(hub, settings):
        async with asyncio.timeout(settings.timeout), open_session(settings) as session:
            for _ in range(settings.max_redirects + 1):
                if not is_web(at):
                    raise FetchError(f"{redact(hub)}: leads to something that is no http or https address")
                async with session.post(at, data=form, allow_redirects=False) as response:
                    if response.status in _AGAIN and "Location" in response.headers:
                        at = urljoin(at, response.headers["Location"])
                        continue
                    if 200 <= response.status < 300:
                        return
                    raise FetchError(f"{redact(hub)}: does not subscribe us ({response.status})")
    raise FetchError(f"{redact(hub)}: redirects more than {settings.max_redirects} times")
