"""Every document of an index that fits, in pages, as it was when the scan began."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch

BATCH = 500
_KEPT = "5m"


def scan(
    client: Elasticsearch,
    index: str,
    *,
    query: Mapping[str, Any] | None = None,
    fields: list[str] | None = None,
) -> Iterator[list[dict[str, Any]]]:
    """Gives hits page by page, with their external versions; `fields` narrows their sources.

    Raises what the client raises; a part of the answer is never taken for the whole.
    """
    point = client.open_point_in_time(index=index, keep_alive=_KEPT)["id"]
    after: list[Any] | None = None
    try:
        while True:
            found = client.search(
                pit={"id": point, "keep_alive": _KEPT},
                query=query,
                source_includes=fields,
                size=BATCH,
                sort=["_shard_doc"],
                search_after=after,
                version=True,
                track_total_hits=False,
                allow_partial_search_results=False,
            )
            point = found.get("pit_id", point)
            hits = found["hits"]["hits"]
            if not hits:
                return
            yield hits
            after = hits[-1]["sort"]
    finally:
        client.close_point_in_time(id=point)
