"""How long the page takes to answer over many articles: fills an index of its own, asks, measures, deletes it.

    .venv/bin/pledgewire up --detach
    .venv/bin/python -m bench.pages --articles 100000

The articles are the seeds, tagged, over and over with other addresses, outlets and days, three copies to a story. Each
address is asked `--times` times, one after the other, application and Elasticsearch on this machine. Prints one JSON
object, milliseconds for each address (p50, p95): `first` right after the articles were written, while Elasticsearch
still merges them and its Java is cold; then, once it has merged and every address was asked `--warm` times, as a server
that has run for a morning answers; and `uncached`, where it had to forget before each request what it had counted, as
it must whenever an article has come. Options: --data-dir DIR.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from elasticsearch import helpers
from starlette.testclient import TestClient

from bench.stream import corner
from config.model import Config
from connectors.file_reader import Reader
from schemas.article import CleanedArticle
from schemas.enriched import EnrichedArticle
from search.client import connect
from search.documents import article_document, position_documents
from search.indices import ensure
from tagging.garbage import keep_loaded
from tagging.tagger import load
from web.app import application
from web.desk import Desk
from web.names import Names

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ADDRESSES = (
    "/",
    "/?q=security+guarantees",
    "/?q=%22security+guarantees%22+OR+membership+-nuclear&actor=state/ru&stance=rejects",
    "/claims?stance=rejects&beneficiary=russia",
    "/positions",
    "/news?since=7d",
    "/stories",
    "/api/suggest?q=mac",
    "/api/articles?size=100&sort=oldest",
)
COPIES = 3
SEEDS = Path(__file__).parents[1] / "seeds"


def main() -> None:
    """Fills, asks, prints, deletes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--warm", type=int, default=60)
    parser.add_argument("--data-dir", type=Path, default=None)
    asked = parser.parse_args()
    config, there = corner(Config(**({"data_dir": asked.data_dir} if asked.data_dir else {})))
    prefix = there.elasticsearch.index_prefix
    tagger = load()
    with connect(there.elasticsearch, timeout=120) as client:
        try:
            ensure(client, config.elasticsearch)
            enriched = [EnrichedArticle(article=one, tags=tagger.tag(one)) for one in seeds()]
            helpers.bulk(client, documents(enriched, prefix, asked.articles), chunk_size=2_000)
            client.indices.refresh(index=f"{prefix}*")
            del enriched
            # As `pledgewire serve` does.
            keep_loaded()
            desk = Desk(client, prefix, Names(tagger), lambda: (), clock=lambda: NOW)
            print(json.dumps({"articles": asked.articles, **measured(desk, asked.times, asked.warm)}))
        finally:
            for index in client.indices.get(index=f"{prefix}*"):
                client.indices.delete(index=index)


def seeds() -> Iterator[CleanedArticle]:
    """Gives the seed articles, cleaned."""
    with Reader() as reader:
        for path in sorted(SEEDS.glob("*.txt")):
            yield from (one for one in reader.file(path, NOW) if isinstance(one, CleanedArticle))


def documents(enriched: list[EnrichedArticle], prefix: str, number: int) -> Iterator[dict[str, Any]]:
    """Gives what is to be indexed: articles that differ in address, outlet, day and story, and their claims."""
    made = [(article_document(one), list(position_documents(one).values())) for one in enriched]
    for at in range(number):
        article, claims = made[at % len(made)]
        story, copy = divmod(at // len(made), COPIES)
        when = (NOW - timedelta(minutes=11 * story + copy)).isoformat()
        identity = f"{at:032x}"
        own = {
            "article_id": identity,
            "when": when,
            "published": when,
            "url": f"https://outlet-{at % 500}.example/{at}",
            "site": f"outlet-{at % 500}.example",
        }
        story_id = f"{story * len(made) + at % len(made):032x}"
        yield _kept(f"{prefix}articles", identity, {**article, **own, "story_id": story_id})
        for place, claim in enumerate(claims):
            position = f"{at:028x}{place:04x}"
            yield _kept(f"{prefix}positions", position, {**claim, **own, "position_id": position})


def measured(desk: Desk, times: int, warm: int) -> dict[str, dict[str, float]]:
    """Gives the milliseconds of each address."""
    ask = TestClient(application(desk, a_second=0), base_url="http://localhost")
    first = {address: sorted(_took(ask, address) for _ in range(times)) for address in ADDRESSES}
    _merged(desk)
    for _ in range(warm):
        for address in ADDRESSES:
            _took(ask, address)
    found = {}
    for address in ADDRESSES:
        cached = sorted(_took(ask, address) for _ in range(times))
        uncached = []
        for _ in range(times):
            desk.client.indices.clear_cache(index=f"{desk.prefix}*", request=True)
            uncached.append(_took(ask, address))
        found[address] = {**_told(cached), **_told(sorted(uncached), "_uncached"), **_told(first[address], "_first")}
    return found


def _merged(desk: Desk) -> None:
    """Waits until Elasticsearch merges no more. Raises TimeoutError after ten minutes."""
    ends = time.monotonic() + 600
    while time.monotonic() < ends:
        stats = desk.client.indices.stats(index=f"{desk.prefix}*", metric="merge")
        if not stats["_all"]["total"]["merges"]["current"]:
            return
        time.sleep(1)
    raise TimeoutError("Elasticsearch still merges after ten minutes")


def _took(ask: TestClient, address: str) -> float:
    began = time.perf_counter()
    assert ask.get(address).status_code == 200, address
    return (time.perf_counter() - began) * 1_000


def _told(counted: list[float], of: str = "") -> dict[str, float]:
    return {
        f"p50{of}": round(statistics.median(counted), 1),
        f"p95{of}": round(counted[int(0.95 * (len(counted) - 1))], 1),
    }


def _kept(index: str, identity: str, document: dict[str, Any]) -> dict[str, Any]:
    return {"_op_type": "index", "_index": index, "_id": identity, "_source": document}


if __name__ == "__main__":
    main()
