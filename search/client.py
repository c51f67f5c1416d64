"""Clients of Elasticsearch, and its failures as one sentence each."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elastic_transport import ConnectionTimeout, TlsError
from elasticsearch import ApiError, AsyncElasticsearch, Elasticsearch, TransportError

from schemas.endpoints import ElasticsearchEndpoint
from schemas.errors import ServerError
from schemas.printable import one_line

TIMEOUT = 30.0
"""Seconds for one request."""

# Without any handler Python would print the client's own warnings beside our one sentence.
logging.getLogger("elastic_transport").addHandler(logging.NullHandler())


def connect(endpoint: ElasticsearchEndpoint, *, timeout: float = TIMEOUT) -> Elasticsearch:
    """Gives a client; asks the server nothing yet. Close it, or use it as a context manager."""
    return Elasticsearch(**_options(endpoint, timeout))


def connect_async(endpoint: ElasticsearchEndpoint, *, timeout: float = TIMEOUT) -> AsyncElasticsearch:
    """Gives an asynchronous client; asks the server nothing yet. Close it, or use it as a context manager."""
    return AsyncElasticsearch(**_options(endpoint, timeout))


def _options(endpoint: ElasticsearchEndpoint, timeout: float) -> dict[str, Any]:
    options: dict[str, Any] = {"hosts": list(endpoint.urls), "request_timeout": timeout}
    if endpoint.api_key:
        options["api_key"] = endpoint.api_key
    elif endpoint.username:
        options["basic_auth"] = (endpoint.username, endpoint.password or "")
    if any(url.startswith("https://") for url in endpoint.urls):
        options["verify_certs"] = endpoint.verify_certificates
        if not endpoint.verify_certificates:
            options["ssl_show_warn"] = False
        elif endpoint.ca_file:
            options["ca_certs"] = str(endpoint.ca_file)
    return options


@contextmanager
def answering(client: Elasticsearch | AsyncElasticsearch) -> Iterator[None]:
    """Turns the client's failures within the block into ServerError: one sentence that names the address."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise ServerError(explained(error, address(client))) from error


def address(client: Elasticsearch | AsyncElasticsearch) -> str:
    """Gives the addresses that a client talks to, without credentials."""
    return ", ".join(node.base_url for node in client.transport.node_pool.all())


def explained(error: ApiError | TransportError, where: str) -> str:
    """Gives one sentence for a failure of the Elasticsearch at `where`."""
    server = f"Elasticsearch at {where}"
    if isinstance(error, TlsError):
        return f"{server} cannot be trusted: {one_line(error.message, longest=200)}; set elasticsearch.ca_file."
    if isinstance(error, ConnectionTimeout):
        return f"{server} did not answer in time; try again, or look at its load."
    if isinstance(error, TransportError):
        return (
            f"{server} does not answer: is it running, and is elasticsearch.urls right? "
            "`pledgewire up` starts the embedded one."
        )
    reason = reason_of(error)
    match error.status_code:
        case 401:
            return f"{server} does not let us in: set elasticsearch.username and password, or api_key, to right ones."
        case 403:
            return f"{server} forbids this: {reason}."
        case 429 | 503:
            return f"{server} is too busy or not ready ({reason}): try again in a moment."
    return f"{server} answers {error.status_code}: {reason}."


def reason_of(error: ApiError) -> str:
    """Gives what the server says of its refusal, the innermost cause first, on one line."""
    body = error.body if isinstance(error.body, dict) else {}
    told = body.get("error", error.message)
    if isinstance(told, dict):
        causes = told.get("root_cause") or [told]
        told = causes[0].get("reason") or told.get("reason") or told.get("type")
    return one_line(str(told), longest=300).rstrip(".")
