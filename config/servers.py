"""Which servers are used, and how they let us in: Kafka, Elasticsearch, and those that we run ourselves."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from config.duration import Duration
from config.section import Section
from config.values import HostPorts, Place, Port, ServerUrls, TopicPrefix

Heap = Annotated[str, Field(pattern="^[1-9][0-9]*[mg]$", examples=["512m", "2g"])]


class Kafka(Section):
    """Where Kafka is: `embedded`, or bootstrap servers with how to be let in."""

    servers: HostPorts = Field("embedded", description="embedded, or servers: [host1:9092, host2:9092]")
    tls: bool = Field(False, description="speak TLS with the servers")
    ca_file: Place | None = Field(None, description="certificates to trust beside the system's (PEM)")
    cert_file: Place | None = Field(None, description="our own certificate, where the servers want one (PEM)")
    key_file: Place | None = Field(None, description="the key of cert_file (PEM)")
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        None, description="how user and password are given: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"
    )
    username: str | None = Field(None, description="the user that the servers know us by")
    password: SecretStr | None = Field(None, description="its password; password_file keeps it out of this file")
    password_file: Place | None = Field(None, description="a file that holds the password and nothing else")
    topic_prefix: TopicPrefix = Field("", description="stands before every topic and consumer group, such as test.")
    partitions: int = Field(6, ge=1, le=1000, description="partitions of a new topic")
    replication: int = Field(1, ge=1, le=9, description="copies of each partition; 3 is usual on a cluster")


class Elasticsearch(Section):
    """Where Elasticsearch is: `embedded`, or URLs with how to be let in."""

    urls: ServerUrls = Field("embedded", description="embedded, or addresses: [https://host:9200]")
    ca_file: Place | None = Field(None, description="certificates to trust beside the system's (PEM)")
    verify_certificates: bool = Field(True, description="false trusts any certificate: for tries only")
    username: str | None = Field(None, description="the user that the server knows us by")
    password: SecretStr | None = Field(None, description="its password; password_file keeps it out of this file")
    password_file: Place | None = Field(None, description="a file that holds the password and nothing else")
    api_key: SecretStr | None = Field(None, description="an API key instead of user and password")
    api_key_file: Place | None = Field(None, description="a file that holds the API key and nothing else")
    index_prefix: str = Field(
        "",
        pattern="^([a-z0-9][a-z0-9-]*)?$",
        max_length=60,
        examples=["test-"],
        description="stands before every index and alias",
    )
    shards: int = Field(1, ge=1, le=100, description="shards of a new index")
    replicas: int = Field(0, ge=0, le=10, description="copies of each shard; 1 is usual on a cluster")
    refresh: Duration = Field(1.0, ge=0.01, description="time until what is indexed can be found")


class Stack(Section):
    """The embedded servers. Ports not given are found free at the first start and then kept."""

    java_home: Place | None = Field(None, description="a JDK 21 or later; found by itself where not given")
    kafka_port: Port | None = Field(None, description="the port of the embedded Kafka")
    elasticsearch_port: Port | None = Field(None, description="the port of the embedded Elasticsearch")
    kafka_heap: Heap = Field("512m", description="memory for the embedded Kafka")
    elasticsearch_heap: Heap = Field("1g", description="memory for the embedded Elasticsearch")
    run_as: str | None = Field(None, description="as root: the user that Elasticsearch runs as; default nobody")
    maven_repository: str | None = Field(
        None, repr=False, description="a mirror to fetch from instead of Maven Central"
    )
