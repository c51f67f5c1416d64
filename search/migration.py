"""Moves an alias to a new index with a newer mapping, and every document with it.

The old index is closed to writing first, so that what is copied is all there is; writers get a 403 and try again.
Each mover copies into an index of its own, and the alias is swapped by one request that succeeds only while it still
points where it did: of several movers one wins, and nobody's half copy is ever searched. Copies keep their external
versions. (`_reindex` would be simpler; a minimal Elasticsearch has none.)
"""

from collections.abc import Callable
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError
from msgspec import Struct

from schemas.counted import counted
from schemas.errors import ServerError
from schemas.progress import Progress
from search.client import reason_of
from search.documents import brought_up
from search.scan import scan

LOOK_EVERY = 1.0
PATIENCE = 60
"""Looks at another mover's copy that does not grow, after which it counts as dead."""
ATTEMPTS = 3


class Target(Struct, frozen=True):
    """The alias to move, the index it points to, and the mapping version that it shall have."""

    alias: str
    old: str
    version: int


def move(client: Elasticsearch, target: Target, progress: Progress, sleep: Callable[[float], None]) -> None:
    """Moves the alias, or waits until another has. The old index stays, closed to writing. Raises ServerError."""
    number = 1
    while (new := _made(client, target, number)) is None:
        if _moved_by_another(client, target, _name(target, number), sleep):
            return
        number += 1
    progress.say(f"Moving {target.alias} from {target.old} to {new}; writing waits until it is done.")
    try:
        _carry_over(client, target, new, progress)
    except BaseException:
        if not _points_to(client, target.alias, new):
            client.options(ignore_status=404).indices.delete(index=new)
            client.indices.put_settings(index=target.old, settings={"index.blocks.write": None})
        raise
    for dead in range(1, number):
        client.options(ignore_status=404).indices.delete(index=_name(target, dead))


def _carry_over(client: Elasticsearch, target: Target, new: str, progress: Progress) -> None:
    for _ in range(ATTEMPTS):
        before = _closed(client, target.old)
        _copy(client, target.old, new, progress)
        _compare(client, target.old, new)
        if _closed(client, target.old) == before:
            _swap(client, target, new, progress)
            return
        # Somebody opened the old index and wrote: what was deleted there must not come back from the copy.
        client.indices.delete(index=new)
        client.indices.create(index=new)
    raise ServerError(f"{target.old} is written to although it is closed: stop all workers and try again.")


def _name(target: Target, number: int) -> str:
    return f"{target.alias}-v{target.version}-{number:06d}"


def _made(client: Elasticsearch, target: Target, number: int) -> str | None:
    name = _name(target, number)
    try:
        client.indices.create(index=name)
    except BadRequestError as error:
        if error.error == "resource_already_exists_exception":
            return None
        raise
    return name


def _moved_by_another(client: Elasticsearch, target: Target, new: str, sleep: Callable[[float], None]) -> bool:
    """Waits while another mover's copy grows; False where it stopped short."""
    seen, still = -1, 0
    while still < PATIENCE:
        if not _points_to(client, target.alias, target.old):
            return True
        try:
            client.indices.refresh(index=new)
            count = client.count(index=new)["count"]
        except NotFoundError:
            return not _points_to(client, target.alias, target.old)
        still = still + 1 if count == seen else 0
        seen = count
        sleep(LOOK_EVERY)
    return False


def _points_to(client: Elasticsearch, alias: str, index: str) -> bool:
    return bool(client.indices.exists_alias(name=alias, index=index))


def _closed(client: Elasticsearch, index: str) -> list[int]:
    """Closes an index to writing, and gives where each shard's writing stands."""
    client.indices.add_block(index=index, block="write")
    client.indices.refresh(index=index)
    shards = client.indices.stats(index=index, level="shards")["indices"][index]["shards"]
    primaries = (copy for copies in shards.values() for copy in copies if copy["routing"]["primary"])
    return sorted(copy["seq_no"]["max_seq_no"] for copy in primaries)


def _copy(client: Elasticsearch, old: str, new: str, progress: Progress) -> None:
    total = client.count(index=old)["count"]
    done = 0
    for hits in scan(client, old):
        operations: list[dict[str, Any]] = []
        for hit in hits:
            kept = {"_id": hit["_id"], "version": hit["_version"], "version_type": "external_gte"}
            operations += ({"index": kept}, brought_up(hit["_source"]))
        answer = client.bulk(index=new, operations=operations)
        failed = [item["index"] for item in answer["items"] if item["index"]["status"] >= 300]
        if failed:
            reason = failed[0]["error"].get("reason", failed[0]["error"]["type"])
            raise ServerError(f"{old} stays in use: its document {failed[0]['_id']} does not fit {new} ({reason}).")
        done += len(hits)
        progress.update(f"Copying {old}", done, total, unit="document")
    client.indices.refresh(index=new)


def _compare(client: Elasticsearch, old: str, new: str) -> None:
    counts = [client.count(index=index)["count"] for index in (old, new)]
    if counts[0] != counts[1]:
        raise ServerError(f"{old} stays in use: it has {counted(counts[0], 'document')}, and its copy {counts[1]}.")


def _swap(client: Elasticsearch, target: Target, new: str, progress: Progress) -> None:
    actions: list[dict[str, Any]] = [
        {"remove": {"index": target.old, "alias": target.alias, "must_exist": True}},
        {"add": {"index": new, "alias": target.alias, "is_write_index": True}},
    ]
    try:
        client.indices.update_aliases(actions=actions)
    except NotFoundError as error:
        if _points_to(client, target.alias, target.old):
            raise ServerError(f"The alias {target.alias} could not be moved: {reason_of(error)}.") from None
        client.indices.delete(index=new)  # another mover was faster
        return
    progress.say(f"{target.alias} is now {new}. {target.old} is kept, closed to writing: delete it when you like.")
