"""The one way in which we speak http and https with servers that nobody vouches for."""

import aiohttp

from config.model import Fetching
from connectors.address_guard import public_socket

MAX_HEADER_LINE = 8_190
MAX_HEADERS = 128


def open_session(settings: Fetching) -> aiohttp.ClientSession:
    """Gives a session that connects to public addresses alone (unless all are allowed), keeps no cookies, and bounds
    time and headers. No proxy of the environment is used: behind one the address connected to could not be judged.
    """
    factory = None if settings.allow_private_addresses else public_socket
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=settings.concurrency, socket_factory=factory, use_dns_cache=False),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": settings.user_agent},
        timeout=aiohttp.ClientTimeout(total=settings.timeout),
        max_line_size=MAX_HEADER_LINE,
        max_field_size=MAX_HEADER_LINE,
        max_headers=MAX_HEADERS,
        trust_env=False,
    )
