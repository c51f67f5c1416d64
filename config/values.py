"""The kinds of values that a configuration holds, each with the sentence that says what would be right.

Every value arrives as text, whether from file, environment or flag, so that one rule reads them all.
"""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from schemas.printable import one_line
from schemas.redact import redact

EMBEDDED = "embedded"
_HOST_PORT = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?):(\d{1,5})")
LONGEST_URL = 2_048


def words(value: str) -> tuple[str, ...]:
    """Gives the parts of a text with commas or blanks between them."""
    return tuple(part for part in re.split(r"[,\s]+", value) if part)


def listed(value: object) -> object:
    """Gives a list written as one text as a list; lets anything but text through."""
    return words(value) if isinstance(value, str) else value


def alone_or_listed(value: object) -> object:
    """Gives one text as a list of it, whatever is in it: folders have names with blanks and commas."""
    return (value,) if isinstance(value, str) else value


def _servers(value: object, what: str) -> object:
    parts = value if value == EMBEDDED else listed(value)
    if parts == EMBEDDED:
        return parts
    if not isinstance(parts, tuple | list) or not parts or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"is neither `embedded` nor {what}")
    return parts


def host_ports(value: object) -> object:
    """Gives `embedded` or the servers named, each `host:port`. Raises ValueError."""
    parts = _servers(value, "a list of servers: write host:9092 or [host1:9092, host2:9092]")
    for part in () if parts == EMBEDDED else parts:  # type: ignore[attr-defined]
        match = _HOST_PORT.fullmatch(part)
        if match is None or not 0 < int(match[1]) < 65536:
            shown = redact(part) if "@" in part or "://" in part else part[:80]
            raise ValueError(f'"{shown}" is no server: write host:port, such as 127.0.0.1:9092')
    return parts


def server_urls(value: object) -> object:
    """Gives `embedded` or the addresses named, none with credentials in it. Raises ValueError."""
    parts = _servers(value, "a list of addresses: write https://host:9200")
    return parts if parts == EMBEDDED else tuple(_server_url(part) for part in parts)  # type: ignore[attr-defined]


def _server_url(text: str) -> str:
    parts = http_parts(text, "https://host:9200")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"{redact(text)} has credentials in it: use the keys username and password, or api_key")
    if parts.query or parts.fragment:
        raise ValueError(f"{redact(text)} has a query: write https://host:9200")
    return text.rstrip("/")


def http_parts(text: str, example: str) -> SplitResult:
    """Gives the parts of an http or https address. Raises ValueError with `example` as what would be right."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError(f"{_shown(text)} is no address: write {example}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s\x00-\x1f\x7f]", text):
        raise ValueError(f"{_shown(text)} is no http or https address: write {example}")
    if len(text) > LONGEST_URL:
        raise ValueError(f"{redact(text)[:80]} is longer than {LONGEST_URL} characters")
    return parts


def _shown(text: str) -> str:
    return redact(text) if "@" in text or "?" in text else f'"{one_line(text, longest=80)}"'


def _feed_url(text: str) -> str:
    http_parts(text, "https://example.org/feed.xml")
    return text


def _model_url(text: str) -> str:
    example = "https://api.example.org/v1"
    parts = http_parts(text, example)
    if parts.query or parts.fragment or parts.username is not None or parts.password is not None:
        raise ValueError(f"{redact(text)} has more than a path: write {example}, and the key as api_key")
    return text.rstrip("/").removesuffix("/chat/completions")


def _callback(text: str) -> str:
    parts = http_parts(text, "https://push.example.org/websub")
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError(f"{redact(text)} has more than a path: write https://push.example.org/websub")
    return text.rstrip("/")


def _loopback(text: str) -> str:
    host, _, port = text.rpartition(":")
    if _HOST_PORT.fullmatch(text) is None or not 0 < int(port) < 65536:
        raise ValueError(f'"{one_line(text, longest=80)}" is no address to listen on: write 127.0.0.1:8771')
    if host != "localhost" and not _is_loopback(host.strip("[]")):
        raise ValueError(
            f"{one_line(text, longest=80)} is open to the network: write 127.0.0.1:8771, with a proxy before it"
        )
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError:
        shown = one_line(text, longest=80)
        raise ValueError(f'"{shown}" is no address or network: write 127.0.0.1 or 10.1.0.0/16') from None


def _write_token(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9._~+/=-]{16,200}", secret.get_secret_value()):
        raise ValueError("is no token: write 16 to 200 letters, digits and . _ ~ + / = -, drawn by chance")
    return secret


def _folded(path: Path) -> Path:
    if "\0" in str(path):
        raise ValueError("holds a character that no path holds: take it away")
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError("names a user's home that this machine does not have: write the path from / on") from error


HostPorts = Annotated[Literal["embedded"] | tuple[str, ...], BeforeValidator(host_ports)]
ServerUrls = Annotated[Literal["embedded"] | tuple[str, ...], BeforeValidator(server_urls)]
Hosts = Annotated[
    tuple[
        Annotated[
            str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", max_length=253, examples=["news.example.org"])
        ],
        ...,
    ],
    BeforeValidator(alone_or_listed),
]
FeedUrl = Annotated[str, AfterValidator(_feed_url)]
CallbackUrl = Annotated[str, AfterValidator(_callback)]
ModelUrl = Annotated[str, AfterValidator(_model_url)]
HeaderName = Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9-]*$", max_length=80, examples=["X-Remote-User"])]
Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], BeforeValidator(listed)]
WriteToken = Annotated[SecretStr, AfterValidator(_write_token)]
Loopback = Annotated[str, AfterValidator(_loopback)]
Contact = Annotated[
    str,
    Field(pattern=r"^[^\s@()<>;]+@[^\s@()<>;]+$|^https?://[^\s()<>;]+$", max_length=150, examples=["news@example.org"]),
]
UserAgent = Annotated[str, Field(pattern=r"^[A-Za-z][\x20-\x7e]*$", max_length=200, examples=["herald-monitor/1.0"])]
Words = Annotated[tuple[str, ...], BeforeValidator(listed)]
Place = Annotated[Path, AfterValidator(_folded)]
Places = Annotated[tuple[Place, ...], BeforeValidator(alone_or_listed)]
Port = Annotated[int, Field(ge=1, le=65535)]
TopicPrefix = Annotated[
    str, Field(pattern=r"^([a-z0-9][a-z0-9-]*\.)*$", max_length=60, examples=["test.", "team.news."])
]
