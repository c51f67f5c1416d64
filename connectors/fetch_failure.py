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
def said_plainly(url: str, settings: Fetching, allowing: str = "fetching.allow_private_addresses") -> Iterator[None]:
    """Raises as a FetchError of one sentence on `url`, without its secrets, whatever aiohttp or the system raises in
    the block. `allowing` is the key of the configuration that lets private addresses be connected to.
    """
    try:
        yield
    except (aiohttp.ClientError, OSError, ssl.SSLError, ValueError, TooLargeError) as error:
        raise FetchError(f"{redact(url)}: {_reason(error, settings, allowing)}") from error


def is_private(error: BaseException) -> bool:
    """Whether it was raised since an address is private, so that trying again cannot help."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PrivateAddressError):
            return True
        cause = getattr(cause, "os_error", None) or cause.__cause__
    return False


def _reason(error: BaseException, settings: Fetching, allowing: str) -> str:
    if is_private(error):
        return f"is at a private address, which `{allowing}` does not allow"
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
