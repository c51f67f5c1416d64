"""How fast articles become searchable: publishes generated articles, runs one worker of each role, and measures.

    .venv/bin/pledgewire up --detach
    .venv/bin/python -m bench.stream --articles 2000            # throughput: all at once
    .venv/bin/python -m bench.stream --articles 300 --rate 10   # latency: from publishing to searchable, idle system

It uses topics and indices with a prefix of its own, which it deletes, and prints one JSON object: articles a second,
and for each article the time from `send` to a search that finds it (p50, p95, max; looked for every 50 ms).
Options: --data-dir DIR of the embedded stack, --processes N of each role, --refresh 1s (Elasticsearch's).
"""

import argparse
import json
import os
import statistics
import sys
import threading
import time
import uuid
from pathlib import Path

import msgspec

from config.model import Config
from pipeline import topics, workers
from pipeline.orders import ROLES, orders_for
from pipeline.publisher import Publisher
from schemas.endpoints import Endpoints
from search.client import connect
from search.indices import ensure
from stack.endpoints import endpoints
from tests.pipeline.articles import articles
from tests.pipeline.conftest import delete_topics

LOOK_EVERY = 0.05


def options() -> argparse.Namespace:
    """Gives what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--rate", type=float, default=None, help="articles a second; default: all at once")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--refresh", default="1s")
    parser.add_argument("--data-dir", type=Path, default=None)
    return parser.parse_args()


def corner(config: Config) -> tuple[Config, Endpoints]:
    """Gives the configuration and the servers with prefixes that nobody else has."""
    name = f"bench{uuid.uuid4().hex[:8]}"
    there = endpoints(config)
    mine = msgspec.structs.replace(
        there,
        kafka=msgspec.structs.replace(there.kafka, topic_prefix=f"{name}."),
        elasticsearch=msgspec.structs.replace(there.elasticsearch, index_prefix=f"{name}-"),
    )
    prefixed = config.elasticsearch.model_copy(update={"index_prefix": f"{name}-"})
    return config.model_copy(update={"elasticsearch": prefixed}), mine


def watch(mine: Endpoints, wanted: int, found: dict[str, float]) -> None:
    """Notes for each version when a search first finds it, until all are found."""
    index = f"{mine.elasticsearch.index_prefix}articles"
    with connect(mine.elasticsearch) as client:
        while len(found) < wanted:
            answer = client.search(
                index=index,
                query={"match_all": {}},
                size=10_000,
                source=False,
                docvalue_fields=[{"field": "version_id"}],
                sort=[{"version": "desc"}],
            )
            now = time.monotonic()
            for hit in answer["hits"]["hits"]:
                found.setdefault(hit["fields"]["version_id"][0], now)
            time.sleep(LOOK_EVERY)


def measure(asked: argparse.Namespace, mine: Endpoints) -> dict[str, float | int]:
    """Publishes and waits; gives the figures."""
    sent: dict[str, float] = {}
    found: dict[str, float] = {}
    looking = threading.Thread(target=watch, args=(mine, asked.articles, found))
    looking.start()
    start = time.monotonic()
    with Publisher(mine.kafka) as publisher:
        for number, each in enumerate(articles(asked.articles)):
            if asked.rate:
                time.sleep(max(0.0, start + number / asked.rate - time.monotonic()))
            sent[each.version_id] = time.monotonic()
            publisher.send(each)
    published = time.monotonic()
    looking.join()
    took = sorted(found[each] - sent[each] for each in sent)
    whole = max(found.values()) - start
    return {
        "articles": asked.articles,
        "published_seconds": round(published - start, 2),
        "searchable_seconds": round(whole, 2),
        "articles_per_second": round(asked.articles / whole, 1),
        "p50_seconds": round(statistics.median(took), 3),
        "p95_seconds": round(took[int(len(took) * 0.95)], 3),
        "max_seconds": round(took[-1], 3),
    }


def main() -> None:
    """Makes a corner, starts the workers, warms them up, measures, and cleans up."""
    asked = options()
    if asked.articles > 10_000:
        sys.exit("--articles: 10000 are the most that one search can look for")
    changes = {"elasticsearch": {"refresh": asked.refresh}, **({"data_dir": asked.data_dir} if asked.data_dir else {})}
    config, mine = corner(Config.model_validate(changes))
    topics.ensure(mine.kafka, config.kafka)
    with connect(mine.elasticsearch) as client:
        ensure(client, config.elasticsearch)
    stop = threading.Event()
    orders = [orders_for(role, n + 1, config, mine, "text") for role in ROLES for n in range(asked.processes)]
    parent = threading.Thread(target=workers.run, args=(orders, stop))
    parent.start()
    try:
        warm_up(mine)
        print(json.dumps({"processors": os.cpu_count(), "processes": asked.processes, **measure(asked, mine)}))
    finally:
        stop.set()
        parent.join()
        delete_topics(mine)
        with connect(mine.elasticsearch) as client:
            client.indices.delete(index=",".join(client.indices.get(index=f"{mine.elasticsearch.index_prefix}*")))


def warm_up(mine: Endpoints) -> None:
    """Sends a few articles and waits for them, so that the start of the workers is not measured; removes them."""
    with Publisher(mine.kafka) as publisher:
        for each in articles(20, start=1_000_000):
            publisher.send(each)
    watch(mine, 20, {})
    with connect(mine.elasticsearch) as client:
        index = f"{mine.elasticsearch.index_prefix}articles"
        for each in articles(20, start=1_000_000):
            client.delete(index=index, id=each.article_id)
        client.indices.refresh(index=index)


if __name__ == "__main__":
    main()
