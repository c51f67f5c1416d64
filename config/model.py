"""What can be configured, with its defaults. Flags beat the environment, which beats the file (config.load)."""

from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from config.duration import Duration

Port = Annotated[int, Field(ge=1, le=65535)]
TopicPrefix = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]*\.)*$", max_length=60)]


class Section(BaseModel):
    """A part of the configuration: frozen, and a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class Feed(Section):
    """One RSS or Atom feed that `watch` polls."""

    url: str = Field(pattern=r"^https?://", description="where the feed is; a secret in it reaches no log")
    name: str | None = Field(None, description="what to call it in progress and logs")
    every: Duration = Field(900.0, ge=5, description="seconds between polls, or 90s, 15m, 2h, 1d")
    language: str | None = Field(None, pattern="^[a-z]{2,3}$", description="believed before it is detected")
    tags: tuple[str, ...] = ()


class Fetching(Section):
    """Bounds on what comes from outside."""

    user_agent: str = "pledgewire/0.1 (news monitor)"
    timeout: Duration = Field(30.0, gt=0, description="seconds for a whole fetch, redirects included")
    max_bytes: int = Field(15_000_000, gt=0, description="bytes of a body, after decompression")
    max_redirects: int = Field(5, ge=0, le=20)
    concurrency: int = Field(16, ge=1, le=512)
    allow_private_addresses: bool = Field(False, description="let feeds and pages be on private or loopback addresses")
    clean_timeout: Duration = Field(10.0, gt=0, description="seconds that cleaning one page may take")


class Kafka(Section):
    """Where Kafka is: `embedded`, or bootstrap servers with how to be let in."""

    servers: Literal["embedded"] | tuple[str, ...] = "embedded"
    tls: bool = False
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = None
    username: str | None = None
    password: SecretStr | None = None
    topic_prefix: TopicPrefix = Field("", description="stands before every topic and consumer group, such as `test.`")
    partitions: int = Field(6, ge=1, le=1000)
    replication: int = Field(1, ge=1, le=9, description="copies of each partition; 3 is usual on a cluster")


class Elasticsearch(Section):
    """Where Elasticsearch is: `embedded`, or URLs with how to be let in."""

    urls: Literal["embedded"] | tuple[str, ...] = "embedded"
    ca_file: Path | None = None
    verify_certificates: bool = True
    username: str | None = None
    password: SecretStr | None = None
    api_key: SecretStr | None = None
    index_prefix: str = Field("", pattern="^[a-z0-9-]*$", description="stands before every index and alias")
    shards: int = Field(1, ge=1, le=100)
    replicas: int = Field(0, ge=0, le=10)
    refresh: Duration = Field(1.0, ge=0.01, description="seconds until what is indexed can be found")


class Stack(Section):
    """The embedded servers. Ports not given are found free at the first start and then kept."""

    java_home: Path | None = Field(None, description="a JDK 21 or later; found by itself where not given")
    kafka_port: Port | None = None
    elasticsearch_port: Port | None = None
    kafka_heap: str = Field("512m", pattern="^[0-9]+[mg]$")
    elasticsearch_heap: str = Field("1g", pattern="^[0-9]+[mg]$")
    run_as: str | None = Field(None, description="as root: the user that Elasticsearch runs as; default nobody")
    maven_repository: str | None = Field(None, description="a mirror to fetch from instead of Maven Central")


class Workers(Section):
    """How the workers behave."""

    batch: int = Field(200, ge=1, le=5000, description="articles a bulk request holds at the most")
    within: Duration = Field(0.1, gt=0, description="seconds a batch waits to fill")
    stall: Duration = Field(120.0, gt=0, description="seconds of lag without progress after which a worker ends itself")


class Config(Section):
    """Everything that can be configured."""

    data_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("pledgewire")))
    cache_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_cache_dir("pledgewire")))
    feeds: tuple[Feed, ...] = ()
    fetching: Fetching = Fetching()
    kafka: Kafka = Kafka()
    elasticsearch: Elasticsearch = Elasticsearch()
    stack: Stack = Stack()
    workers: Workers = Workers()
    vocabulary: Path | None = Field(None, description="a folder that replaces the built-in vocabulary")
