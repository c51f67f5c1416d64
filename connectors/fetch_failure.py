"""Why a fetch failed, as a person says it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp

from config.model import Fetching
from connectors.address_guard import PrivateAddressError
from connectors.body import TooLargeError
from schemas.errors import FetchError
from schemas.redact import redact


@contextmanager
def said_plainly(url: str, settings: Fetching) -> Iterator[None]:
    """Raises as a FetchError of one sentence on `url`, without its secrets, whatever aiohttp or the system raises in
    the block.
    """
    try:
        yield
    except (aiohttp.ClientError, OSError, ssl.SSLError, ValueError, TooLargeError) as error:
        raise FetchError(f"{redact(url)}: {_reason(error, settings)}") from error


def _reason(error: BaseException, settings: Fetching) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PrivateAddressError):
            return "is at a private address, which `fetching.allow_private_addresses` does not allow"
        cause = getattr(cause, "os_error", None) or cause.__cause__
    match error:
        case TooLargeError():
            return str(error)
        case aiohttp.ConnectionTimeoutError():
            return "does not answer"
        case aiohttp.SocketTimeoutError():
            return f"sent nothing for {settings.silence_timeout:g} s"
        case TimeoutError():
            return f"took longer than {settings.timeout:g} s"
        case aiohttp.ClientConnectorDNSError():
            return "its host has no address"
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError() | ssl.SSLError():
            return "has no certificate that can be trusted, or does not speak TLS"
        case aiohttp.ClientConnectorError():
            return "does not answer"
        case aiohttp.ClientPayloadError():
            return "broke off, or is not what its headers say"
        case aiohttp.ClientResponseError() if "content-encoding" in error.message.lower():
            return "is compressed in a way that cannot be read"
        case aiohttp.ClientResponseError():
            return "does not answer in HTTP as it should, or with headers that are too long"
        case aiohttp.InvalidURL() | ValueError():
            return "is no address"
        case _:
            return "hung up"
