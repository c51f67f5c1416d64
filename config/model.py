"""What can be configured, with its defaults. Flags beat the environment, which beats the file (config.load)."""

from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, model_validator

from config.alerts import Alerts, Mail, Receiver, Saved
from config.duration import Duration
from config.section import Section
from config.servers import Elasticsearch, Kafka, Stack
from config.values import (
    CallbackUrl,
    Contact,
    FeedUrl,
    HeaderName,
    Hosts,
    Loopback,
    ModelUrl,
    Networks,
    Place,
    Places,
    UserAgent,
    Words,
    WriteToken,
    listed,
)
from schemas.redact import redact

Language = Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["en", "uk"])]


class Feed(Section):
    """One feed that `watch` polls: RSS, Atom, RDF, JSON Feed, a sitemap or an index of sitemaps."""

    url: FeedUrl = Field(description="where the feed is; a secret in it reaches no log")
    name: str | None = Field(None, max_length=200, description="what to call it in progress and logs")
    every: Duration | None = Field(
        None, ge=5, le=30 * 86400, description="time between polls: 90s, 15m, 2h; by default it follows the feed"
    )
    language: Language | None = Field(None, description="the language of its articles, believed before it is detected")
    tags: Words = Field((), description="your own words for it")

    @model_validator(mode="before")
    @classmethod
    def _of_its_address(cls, value: Any) -> Any:
        return {"url": value} if isinstance(value, str) else value

    def __repr_args__(self) -> Any:
        return [(name, redact(shown) if name == "url" else shown) for name, shown in super().__repr_args__()]


class Fetching(Section):
    """Bounds on what comes from outside."""

    contact: Contact | None = Field(None, description="a mail address or page of yours, told to servers")
    user_agent: UserAgent = Field("pledgewire/0.1 (news monitor)", description="how we name ourselves; contact follows")
    timeout: Duration = Field(30.0, gt=0, description="time for a whole fetch, redirects included, waiting not")
    connect_timeout: Duration = Field(10.0, gt=0, description="time to find a server and connect to it")
    silence_timeout: Duration = Field(15.0, gt=0, description="time that a server may send nothing, at first or later")
    max_bytes: int = Field(15_000_000, gt=0, description="bytes of a body, after decompression")
    max_bytes_at_once: int = Field(
        100_000_000, gt=0, description="bytes of all answers that are held at once; beyond that large ones wait"
    )
    max_redirects: int = Field(5, ge=0, le=20, description="redirects followed for one fetch")
    concurrency: int = Field(
        32, ge=1, le=512, description="fetches under way at once; those of slow servers not counted"
    )
    per_host: int = Field(2, ge=1, le=32, description="fetches from one host at once")
    host_delay: Duration = Field(
        1.0, ge=0, le=60, description="time between two fetches from one host, not this machine"
    )
    allow_private_addresses: bool = Field(False, description="let feeds and pages be on private or loopback addresses")
    shortest_wait: Duration = Field(300.0, ge=5, description="time at the least between two polls of a feed")
    longest_wait: Duration = Field(
        21_600.0, ge=5, le=30 * 86400, description="time at the most between two polls, also of one that fails"
    )
    clean_timeout: Duration = Field(10.0, gt=0, description="time that cleaning one page may take")


class Websub(Section):
    """Push: feeds that name a hub are sent to us when they change. Off until `callback` is given."""

    callback: CallbackUrl | None = Field(None, description="the public address that hubs call; a proxy passes it on")
    listen: Loopback = Field("127.0.0.1:8771", description="where `pledgewire watch` listens, on this machine alone")
    lease: Duration = Field(5 * 86400.0, ge=300, le=30 * 86400, description="time that hubs are asked to push for")


class Tagger(Section):
    """What tags: our rules, or a language model behind an OpenAI-compatible endpoint."""

    kind: Literal["rules", "llm"] = Field("rules", description="rules, or llm: then every article is sent to the url")
    url: ModelUrl | None = Field(None, description="the endpoint, up to what stands before /chat/completions")
    model: str | None = Field(None, max_length=200, description="the model's name there")
    api_key: SecretStr | None = Field(None, description="its key; best as PLEDGEWIRE_TAGGER__API_KEY or in a file")
    api_key_file: Place | None = Field(None, description="a file that holds the key and nothing else")
    timeout: Duration = Field(45.0, ge=1, le=55, description="time for one article, further attempts included")
    most_characters: int = Field(20_000, ge=500, le=200_000, description="characters of an article that are sent")
    allow_private_addresses: bool = Field(False, description="let the endpoint be on a private or loopback address")


class Workers(Section):
    """How the workers behave."""

    batch: int = Field(200, ge=1, le=5000, description="articles a bulk request holds at the most")
    within: Duration = Field(0.1, gt=0, description="time a batch waits to fill")
    story_window: Duration = Field(
        72 * 3600.0, gt=0, le=30 * 86400, description="time within which copies of one text are the same story"
    )
    stall: Duration = Field(120.0, gt=0, description="time of lag without progress after which a worker ends itself")


class Web(Section):
    """The page and its API, which `pledgewire serve` serves."""

    listen: Loopback = Field("127.0.0.1:8770", description="where `pledgewire serve` listens, on this machine alone")
    in_container: bool = Field(
        False, description="listen on every address: in a container alone, whose ports are published on loopback"
    )
    hosts: Hosts = Field((), description="names of a proxy before it, under which browsers may call it")
    requests_per_second: float = Field(
        20.0, ge=0, le=10_000, description="what one client may ask, searches a second; 0 is any number"
    )
    write_token: WriteToken | None = Field(None, description="what writing needs; drawn by itself where not given")
    write_token_file: Place | None = Field(None, description="a file that holds the token and nothing else")
    trusted_user_header: HeaderName | None = Field(None, description="the header in which a proxy says who writes")
    trusted_proxies: Networks = Field((), description="addresses of the proxies that are believed it")


class Metrics(Section):
    """What Prometheus may read, on this machine alone. Off where no address is given."""

    watch: Loopback | None = Field(None, description="where `pledgewire watch` serves /metrics")
    serve: Loopback | None = Field(None, description="where `pledgewire serve` serves /metrics, beside the page")
    work: Loopback | None = Field(None, description="where `pledgewire work` serves /metrics, for all its workers")


class Config(Section):
    """Everything that can be configured."""

    data_dir: Place = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("pledgewire")),
        description="where the embedded servers keep their data; by default the user's data folder",
    )
    cache_dir: Place = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("pledgewire")),
        description="where downloads are kept; by default the user's cache folder",
    )
    vocabulary: Place | None = Field(
        None, description="a folder laid over the built-in vocabulary, or instead of it: see vocabulary/README.md"
    )
    feeds: Annotated[tuple[Feed, ...], BeforeValidator(listed)] = Field(
        (), description="the feeds that `pledgewire watch` polls"
    )
    folders: Places = Field((), description="folders whose new and changed files `pledgewire watch` reads")
    saved: tuple[Saved, ...] = Field((), description="saved searches, each with feeds of its own and those it tells")
    receivers: tuple[Receiver, ...] = Field((), description="receivers of alerts whose addresses or keys are secrets")
    alerts: Alerts = Alerts()
    mail: Mail = Mail()
    fetching: Fetching = Fetching()
    websub: Websub = Websub()
    kafka: Kafka = Kafka()
    elasticsearch: Elasticsearch = Elasticsearch()
    stack: Stack = Stack()
    tagger: Tagger = Tagger()
    workers: Workers = Workers()
    metrics: Metrics = Metrics()
    web: Web = Web()
