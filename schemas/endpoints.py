"""How to reach the servers, whichever way they run: what the stack or the configuration hands to the clients."""

from pathlib import Path

from msgspec import Struct


class KafkaEndpoint(Struct, frozen=True, kw_only=True):
    """Bootstrap servers (`host:port`) and how to be let in."""

    servers: tuple[str, ...]
    tls: bool = False
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    sasl_mechanism: str | None = None
    username: str | None = None
    password: str | None = None
    topic_prefix: str = ""

    def __repr__(self) -> str:
        return f"KafkaEndpoint({', '.join(self.servers)})"


class ElasticsearchEndpoint(Struct, frozen=True, kw_only=True):
    """URLs without credentials, and how to be let in."""

    urls: tuple[str, ...]
    ca_file: Path | None = None
    verify_certificates: bool = True
    username: str | None = None
    password: str | None = None
    api_key: str | None = None
    index_prefix: str = ""

    def __repr__(self) -> str:
        return f"ElasticsearchEndpoint({', '.join(self.urls)})"


class ModelEndpoint(Struct, frozen=True, kw_only=True):
    """A language model behind an OpenAI-compatible endpoint; `url` ends before `/chat/completions`.

    `timeout` (seconds) bounds one answer with all attempts at it; `most_characters` is how much of an article is sent.
    """

    url: str
    model: str
    api_key: str | None = None
    timeout: float = 45.0
    most_characters: int = 20_000
    allow_private_addresses: bool = False

    def __repr__(self) -> str:
        return f"ModelEndpoint({self.url}, {self.model})"


class MailEndpoint(Struct, frozen=True, kw_only=True):
    """A server that sends mail (SMTP), and whom mail comes from; `tls` is starttls, tls or none."""

    host: str
    port: int
    sender: str
    tls: str = "starttls"
    username: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"MailEndpoint({self.host}:{self.port})"


class Endpoints(Struct, frozen=True, kw_only=True):
    """Both servers."""

    kafka: KafkaEndpoint
    elasticsearch: ElasticsearchEndpoint
