"""The one way in which we speak http and https with servers that nobody vouches for."""

import aiohttp

from config.model import Fetching
from connectors.address_guard import public_socket
from connectors.resolver import Resolver
from connectors.user_agent import user_agent

CODINGS = "gzip, deflate, br, zstd"
"""What servers may compress with; aiohttp reads no more of it than it is asked for, which bombs make necessary."""
MAX_HEADER_LINE = 8_190
MAX_HEADERS = 128
KEPT_OPEN = 4.0
"""Seconds that a connection is kept for the next request; with more, polling many hosts would run out of sockets."""


def open_session(settings: Fetching) -> aiohttp.ClientSession:
    """Gives a session that connects to public addresses alone (unless all are allowed), keeps no cookies, and bounds
    time and headers. No proxy of the environment is used: behind one the address connected to could not be judged.
    """
    factory = None if settings.allow_private_addresses else public_socket
    return aiohttp.ClientSession(
        # How many at once is decided by whoever asks (politeness, places), so the connector has no limit of its own.
        connector=aiohttp.TCPConnector(
            limit=0,
            socket_factory=factory,
            resolver=Resolver(),
            use_dns_cache=False,
            keepalive_timeout=KEPT_OPEN,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent(settings), "Accept-Encoding": CODINGS},
        # The whole time is bounded by whoever asks, since some of it may be spent waiting.
        timeout=aiohttp.ClientTimeout(total=None, connect=settings.connect_timeout, sock_read=settings.silence_timeout),
        max_line_size=MAX_HEADER_LINE,
        max_field_size=MAX_HEADER_LINE,
        max_headers=MAX_HEADERS,
        trust_env=False,
    )
