"""What the parent tells a worker process, over its stdin: neither arguments nor environment may hold passwords."""

from pathlib import Path
from typing import IO, Any, Literal

import msgspec
from msgspec import Struct

from config.model import Config, Workers
from config.servers import Elasticsearch
from pipeline.alerts.receivers import Means, means_of
from pipeline.taggers import model_of
from pipeline.tagging_process import COMMAND
from schemas.endpoints import Endpoints, ModelEndpoint

Role = Literal["enrich", "index"]
ROLES: tuple[Role, ...] = ("enrich", "index")


class Orders(Struct, frozen=True, kw_only=True):
    """Everything that a worker process needs to know. `name` is the one in its log lines, such as `enrich-1`.

    `tagging` is the command that starts the tagging process; `means` is how receivers of alerts are told.
    """

    name: str
    role: Role
    endpoints: Endpoints
    workers: dict[str, Any]
    elasticsearch: dict[str, Any]
    vocabulary: Path | None
    log_format: Literal["text", "json"]
    model: ModelEndpoint | None = None
    means: Means = Means()
    tagging: tuple[str, ...] = COMMAND

    def __repr__(self) -> str:
        return f"Orders({self.name})"

    def workers_settings(self) -> Workers:
        """Gives the configuration's section on workers."""
        return Workers.model_validate(self.workers)

    def elasticsearch_settings(self) -> Elasticsearch:
        """Gives the configuration's section on Elasticsearch, without passwords (the endpoint has them)."""
        return Elasticsearch.model_validate(self.elasticsearch)


def orders_for(
    role: Role, number: int, config: Config, endpoints: Endpoints, log_format: Literal["text", "json"]
) -> Orders:
    """Gives the orders of one process of a role. Raises ConfigError."""
    return Orders(
        name=f"{role}-{number}",
        role=role,
        endpoints=endpoints,
        workers=config.workers.model_dump(mode="json"),
        elasticsearch=config.elasticsearch.model_dump(mode="json", exclude={"password", "api_key"}),
        vocabulary=config.vocabulary,
        log_format=log_format,
        model=model_of(config.tagger),
        means=means_of(config) if role == "index" else Means(),
    )


def write(orders: Orders, stream: IO[bytes]) -> None:
    """Writes the orders as one line and leaves the stream open: its end means that the parent is gone."""
    stream.write(msgspec.json.encode(orders, enc_hook=str) + b"\n")
    stream.flush()


def read(stream: IO[bytes]) -> Orders:
    """Gives the orders from the first line of the stream."""
    return msgspec.json.decode(stream.readline(), type=Orders, dec_hook=lambda kind, value: kind(value))
