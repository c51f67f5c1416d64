"""Why a fetch failed, as a person says it."""

import ssl

import aiohttp

from connectors.address_guard import PrivateAddressError


def reason(error: BaseException) -> str:
    """Gives what goes on from `<address>: ` for whatever aiohttp or the system raised."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PrivateAddressError):
            return "is at a private address"
        cause = getattr(cause, "os_error", None) or cause.__cause__
    match error:
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
