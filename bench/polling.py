"""How fast feeds are polled that have nothing new: every one is asked, answers 304, and its state is saved in Kafka.

    .venv/bin/pledgewire up --detach
    .venv/bin/python -m bench.polling --feeds 1000

The feeds are on a local server (a process of its own) under fifty loopback addresses, each known with twenty entries.
It uses topics with a prefix of its own, which it deletes, and prints one JSON object: the seconds that the polls took,
those from nothing to the end (the states read, the cleaning processes started), the most memory that the polling
process had (resident), and what the cleaning processes beside it have (their share of it: PSS), in MB. Options:
--data-dir DIR of the embedded stack, --runs N (the median is told). Linux only, for the addresses.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import statistics
import time
import uuid
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import psutil

from config.model import Config, Feed, Fetching
from pipeline import feed_states, topics
from pipeline.watch_run import watching
from schemas.endpoints import Endpoints
from schemas.feed_state import FeedState, Seen, entry_mark, feed_id
from schemas.ids import digest
from stack.endpoints import endpoints
from tests.pipeline.conftest import delete_topics

HOSTS = 50
ENTRIES = 20
UPDATED = "2026-01-01T00:00:00Z"
ANSWER = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'


def options() -> argparse.Namespace:
    """Gives what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data-dir", type=Path, default=None)
    return parser.parse_args()


def serve(ready: Connection) -> None:
    """Answers every request with 304; tells its addresses first."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                assert b"If-None-Match" in head
                writer.write(ANSWER)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, [f"127.0.1.{host}" for host in range(1, HOSTS + 1)], 0)
        ready.send(["{}:{}".format(*each.getsockname()) for each in server.sockets])
        await server.serve_forever()

    asyncio.run(run())


def known(feed: Feed) -> FeedState:
    """Gives the state of a feed that was polled before."""
    seen = tuple(
        Seen(
            entry=entry_mark(f"{feed.url}/{number}"),
            version=digest(feed.url, str(number)),
            updated="2026-01-01T00:00:00Z",
        )
        for number in range(ENTRIES)
    )
    return FeedState(feed_id=feed_id(feed.url), url=feed.url, etag='"1"', seen=seen)


async def poll(config: Config, there: Endpoints, feeds: tuple[Feed, ...]) -> tuple[float, float, float]:
    """Polls all once; gives the seconds of the polls and of the whole, and the MB of the cleaning processes."""
    start = time.monotonic()
    async with watching(config, there.kafka, feeds, lambda report: None) as watch:
        begun = time.monotonic()
        reports = await watch.once()
        ended = time.monotonic()
        assert all(report.polled and not report.polled.modified for report in reports)
        children = sum(child.memory_full_info().pss for child in psutil.Process().children(recursive=True))
    return ended - begun, ended - start, children / 1e6


def main() -> None:
    """Serves, fills the topic, polls, and cleans up."""
    asked = options()
    changes = {"data_dir": asked.data_dir} if asked.data_dir else {}
    config = Config.model_validate({**changes, "fetching": Fetching(allow_private_addresses=True)})
    there = endpoints(config)
    prefix = f"bench{uuid.uuid4().hex[:8]}."
    mine = msgspec.structs.replace(there, kafka=msgspec.structs.replace(there.kafka, topic_prefix=prefix))
    receiver, sender = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(sender,), daemon=True)
    server.start()
    hosts = receiver.recv()
    feeds = tuple(Feed(url=f"http://{hosts[number % HOSTS]}/feed-{number}") for number in range(asked.feeds))
    topics.ensure(mine.kafka, config.kafka)
    try:
        with closing(feed_states.FeedStates(mine.kafka)) as store:
            for feed in feeds:
                store.save(known(feed))
        runs = [asyncio.run(poll(config, mine, feeds)) for _ in range(asked.runs)]
    finally:
        server.terminate()
        delete_topics(mine)
    polls, whole, children = (statistics.median(column) for column in zip(*runs, strict=True))
    print(
        json.dumps(
            {
                "processors": os.cpu_count(),
                "load": round(os.getloadavg()[0], 1),
                "feeds": asked.feeds,
                "polls_seconds": round(polls, 2),
                "whole_seconds": round(whole, 2),
                "most_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000, 1),
                "cleaning_processes_mb": round(children, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
