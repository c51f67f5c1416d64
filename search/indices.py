"""The indices behind the aliases (search.mapping names them): made by templates, moved to newer mappings."""

import time
from collections.abc import Callable
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError
from msgspec import Struct

from config.servers import Elasticsearch as Settings
from schemas.errors import ServerError
from schemas.progress import Progress, Silent
from search.client import answering, reason_of
from search.mapping import ALERTS, ARTICLES, LEDGER, MAPPING_VERSION, POSITIONS, mappings
from search.migration import Target, move

KINDS = (ARTICLES, POSITIONS, LEDGER, ALERTS)
PRIORITY = 500
"""Of our templates: above those that a full Elasticsearch brings along."""


class Index(Struct, frozen=True):
    """The index that an alias writes to, and the version of the mapping it was made with."""

    name: str
    mapping: int


def alias(kind: str, prefix: str) -> str:
    """Gives the alias of a kind of document, such as `articles`, under an index prefix."""
    return f"{prefix}{kind}"


def ensure(
    client: Elasticsearch,
    settings: Settings,
    *,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
    version: int = MAPPING_VERSION,
) -> None:
    """Makes templates, indices and aliases as they should be; several may do so at once, and again at every start.

    An index with an older mapping is copied to a new one and the alias moved; no document is lost, and writing waits
    meanwhile (403 `cluster_block_exception`: try again). Raises ServerError, also where a newer pledgewire was here.
    """
    with answering(client):
        for kind in KINDS:
            _ensure(client, kind, settings, progress or Silent(), sleep, version)


def current(client: Elasticsearch, name: str) -> Index | None:
    """Gives the index that an alias writes to, None where there is none. Raises ServerError if `name` is an index."""
    try:
        found = client.indices.get(index=name, features=["aliases", "mappings"])
    except NotFoundError:
        return None
    if name in found:
        raise ServerError(
            f"{name} is an index in Elasticsearch where pledgewire needs an alias: rename or delete it, "
            "or set elasticsearch.index_prefix."
        )
    writing = [index for index, about in found.items() if about["aliases"][name].get("is_write_index")]
    index = writing[0] if writing else max(found)
    return Index(index, found[index]["mappings"].get("_meta", {}).get("pledgewire", 0))


def _ensure(
    client: Elasticsearch,
    kind: str,
    settings: Settings,
    progress: Progress,
    sleep: Callable[[float], None],
    version: int,
) -> None:
    name = alias(kind, settings.index_prefix)
    index = current(client, name)
    if index is not None and index.mapping > version:
        raise ServerError(
            f"{name} was made by a newer pledgewire (mapping {index.mapping}; this one knows {version}): "
            "upgrade this installation."
        )
    _put_template(client, kind, settings, version)
    if index is None:
        _first(client, name, version)
    elif index.mapping < version:
        move(client, Target(name, index.name, version), progress, sleep)
    index = current(client, name)
    if index is not None:
        client.indices.put_settings(index=index.name, settings=_changing(settings))


def _first(client: Elasticsearch, name: str, version: int) -> None:
    """Makes the first index together with its alias, in one step; that somebody else just did so is as good."""
    try:
        client.indices.create(index=f"{name}-v{version}-000001", aliases={name: {"is_write_index": True}})
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        if current(client, name) is None:
            raise ServerError(
                f"The index {name}-v{version}-000001 is there but the alias {name} is not: "
                f"add the alias to it, or delete the index and replay ({reason_of(error)})."
            ) from None


def _put_template(client: Elasticsearch, kind: str, settings: Settings, version: int) -> None:
    name = alias(kind, settings.index_prefix)
    body = mappings(kind)
    body["_meta"] = {"pledgewire": version}
    fixed = {"number_of_shards": settings.shards}
    client.indices.put_index_template(
        name=f"pledgewire-{name}",
        index_patterns=[f"{name}-v*"],
        priority=PRIORITY,
        version=version,
        template={"settings": {"index": {**fixed, **_changing(settings)}}, "mappings": body},
    )


def _changing(settings: Settings) -> dict[str, Any]:
    """What may be changed of an index that is there."""
    return {"number_of_replicas": settings.replicas, "refresh_interval": f"{round(settings.refresh * 1000)}ms"}
