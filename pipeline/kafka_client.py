"""The one place that turns a KafkaEndpoint into the settings of kafka-python, aiokafka and Faust."""

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError
from yarl import URL

from schemas.endpoints import KafkaEndpoint
from schemas.errors import ConfigError, ServerError

# Without any handler Python would print the clients' own warnings beside our one sentence.
for _client in ("kafka", "aiokafka"):
    logging.getLogger(_client).addHandler(logging.NullHandler())

_KAFKA_PYTHON_ALONE = ("bootstrap_timeout_ms", "reconnect_backoff_max_ms")
BOOTSTRAP_MS = 15_000
"""Milliseconds until a Kafka that never answers is given up on; the embedded one starts in about five seconds."""


class Secret(str):
    """A password that a client may use but that no log shows: kafka-python logs its settings at debug level."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def tls_context(endpoint: KafkaEndpoint) -> ssl.SSLContext | None:
    """Gives the TLS context, or None where the endpoint has no TLS. Raises ConfigError where a file does not load."""
    if not endpoint.tls:
        return None
    try:
        context = ssl.create_default_context(cafile=str(endpoint.ca_file) if endpoint.ca_file else None)
        if endpoint.cert_file:
            context.load_cert_chain(endpoint.cert_file, endpoint.key_file)
    except (OSError, ssl.SSLError) as error:
        files = ", ".join(str(file) for file in (endpoint.ca_file, endpoint.cert_file, endpoint.key_file) if file)
        raise ConfigError(f"the certificates for Kafka ({files}) do not load: {error}") from error
    return context


def kafka_python(endpoint: KafkaEndpoint) -> dict[str, Any]:
    """Gives the settings that every client of kafka-python (producer, consumer, admin) shares. Raises ConfigError."""
    settings: dict[str, Any] = {
        "bootstrap_servers": list(endpoint.servers),
        "client_id": "pledgewire",
        "bootstrap_timeout_ms": BOOTSTRAP_MS,
        "reconnect_backoff_max_ms": 2_000,
    }
    context = tls_context(endpoint)
    if context is not None:
        settings["ssl_context"] = context
    if endpoint.sasl_mechanism:
        settings["sasl_mechanism"] = endpoint.sasl_mechanism
        settings["sasl_plain_username"] = endpoint.username
        settings["sasl_plain_password"] = Secret(endpoint.password or "")
    settings["security_protocol"] = ("SASL_" if endpoint.sasl_mechanism else "") + ("SSL" if context else "PLAINTEXT")
    return settings


def aiokafka_client(endpoint: KafkaEndpoint) -> dict[str, Any]:
    """Gives the settings that every client of aiokafka shares. Raises ConfigError."""
    return {key: value for key, value in kafka_python(endpoint).items() if key not in _KAFKA_PYTHON_ALONE}


def faust_broker(endpoint: KafkaEndpoint) -> dict[str, Any]:
    """Gives Faust's `broker` and `broker_credentials`. Raises ConfigError."""
    from faust.auth import SASLCredentials, SSLCredentials  # here, for Faust takes half a second to import

    context = tls_context(endpoint)
    settings: dict[str, Any] = {"broker": [URL(f"kafka://{server}") for server in endpoint.servers]}
    if endpoint.sasl_mechanism:
        settings["broker_credentials"] = SASLCredentials(
            username=endpoint.username,
            password=Secret(endpoint.password or ""),
            mechanism=endpoint.sasl_mechanism,
            ssl_context=context,
        )
    elif context is not None:
        settings["broker_credentials"] = SSLCredentials(context)
    return settings


@contextmanager
def said_plainly(endpoint: KafkaEndpoint, doing: str) -> Iterator[None]:
    """Turns whatever kafka-python raises in the block into a ServerError of one sentence."""
    try:
        yield
    except KafkaError as error:
        where, reason = f"Kafka at {', '.join(endpoint.servers)}", str(error) or type(error).__name__
        if isinstance(error, KafkaConnectionError) or "bootstrap" in reason:
            raise ServerError(
                f"{where} does not answer, so we cannot {doing}: is it running, and are kafka.servers, tls and "
                "sasl_mechanism right? `pledgewire up` starts the embedded one."
            ) from error
        if isinstance(error, KafkaTimeoutError):
            raise ServerError(f"{where} takes too long, so we cannot {doing}: {reason}") from error
        raise ServerError(f"{where} does not let us {doing}: {reason}") from error


def let_go(producer: KafkaProducer, seconds: float) -> None:
    """Closes a producer. What Kafka has not acknowledged within so many seconds fails, for whoever waits for it too.

    Raises nothing: Kafka may be away.
    """
    with suppress(KafkaError):
        producer.flush(timeout=seconds)
    # Its own `close` raises where that flush failed, before it ends the thread that would go on trying.
    producer._sender.force_close()
    with suppress(KafkaError):
        producer.close(timeout=1)
