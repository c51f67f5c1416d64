"""Feeds without news on a local server, polled once, and what that takes: told by bench.polling."""

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
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import psutil

from config.model import Config, Feed, Fetching
from connectors.cleaner import Cleaner
from connectors.page import Page
from pipeline import feed_states, topics
from pipeline.watch_run import watching
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.feed_state import FeedState, Seen, entry_mark, feed_id
from schemas.ids import digest
from stack.endpoints import endpoints
from tests.pipeline.conftest import delete_topics

HOSTS = 50
PAGES = 200
PAGE = "<p>France is ready to give Ukraine guarantees of its security, number {}, its president said in Paris.</p>\n"
ENTRIES = 20
UPDATED = "2026-01-01T00:00:00Z"
ANSWER = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'


def options(description: str) -> argparse.Namespace:
    """Gives what was asked for."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
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


def memory(server: int) -> float:
    """Gives the MB that this process and those that it started have, but for the server."""
    all_ = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(one.memory_full_info().pss for one in all_ if one.pid != server) / 1e6


async def poll(config: Config, there: Endpoints, feeds: tuple[Feed, ...], server: int) -> tuple[float, float, float]:
    """Polls all once; gives the seconds of the polls and of the whole, and the MB of all processes."""
    start = time.monotonic()
    async with watching(config, there.kafka, feeds, lambda report: None) as watch:
        begun = time.monotonic()
        reports = await watch.once()
        ended = time.monotonic()
        assert all(report.polled and not report.polled.modified for report in reports)
        return ended - begun, ended - start, memory(server)


async def clean(config: Config, server: int) -> float:
    """Cleans pages; gives the MB of all processes when it has."""
    html = "<html><body><article>" + "".join(map(PAGE.format, range(850))) + "</article></body></html>"
    with Cleaner(timeout=config.fetching.clean_timeout) as cleaner:
        page, now = Page(html=html.encode()), datetime.now(UTC)
        found = await asyncio.gather(*(cleaner.aclean(page, now) for _ in range(PAGES)))
        assert all(isinstance(one, CleanedArticle) for one in found)
        return memory(server)


def main(description: str) -> None:
    """Serves, fills the topic, polls, and cleans up."""
    asked = options(description)
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
        assert server.pid is not None
        runs = [asyncio.run(poll(config, mine, feeds, server.pid)) for _ in range(asked.runs)]
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        cleaning = asyncio.run(clean(config, server.pid))
    finally:
        server.terminate()
        delete_topics(mine)
    polls, whole, all_ = (statistics.median(column) for column in zip(*runs, strict=True))
    print(
        json.dumps(
            {
                "processors": os.cpu_count(),
                "load": round(os.getloadavg()[0], 1),
                "feeds": asked.feeds,
                "polls_seconds": round(polls, 2),
                "whole_seconds": round(whole, 2),
                "most_memory_mb": round(most, 1),
                "all_processes_mb": round(all_, 1),
                "all_processes_mb_after_cleaning": round(cleaning, 1),
            }
        )
    )
