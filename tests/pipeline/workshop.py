"""Runs workers for tests: by the parent's own loop in a thread, or by the command as a person would type it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from config.model import Config, Tagger, Workers
from pipeline import workers
from pipeline.orders import ROLES, orders_for
from pipeline.tagging_process import COMMAND
from schemas.endpoints import Endpoints
from search.client import connect
from search.indices import alias
from tests.pipeline.conftest import settings

ODD = (sys.executable, "-m", "tests.pipeline.odd_tagger")


@contextmanager
def working(
    endpoints: Endpoints,
    *,
    tagging: Sequence[str] = COMMAND,
    asked: Workers | None = None,
    vocabulary: Path | None = None,
    tagger: Tagger | None = None,
    **more: Any,
) -> Iterator[None]:
    """Runs one worker of each role for the time of the block; the parent is a thread of this process.

    `more` are further parts of the configuration.
    """
    config = Config(
        elasticsearch=settings(endpoints),
        workers=asked or Workers(),
        vocabulary=vocabulary,
        tagger=tagger or Tagger(),
        **more,
    )
    orders = [
        type(given)(**{**{name: getattr(given, name) for name in given.__struct_fields__}, "tagging": tuple(tagging)})
        for given in (orders_for(role, 1, config, endpoints, "text") for role in ROLES)
    ]
    stop = threading.Event()
    parent = threading.Thread(target=workers.run, args=(orders, stop))
    parent.start()
    try:
        yield
    finally:
        stop.set()
        parent.join(30)
    assert not parent.is_alive()


class Command:
    """`pledgewire work`, typed."""

    def __init__(
        self, data_dir: Path, endpoints: Endpoints, log: Path, *settings: str, variables: Mapping[str, str] = {}
    ) -> None:
        """Starts it in the corner's prefixes, with more settings (`KEY=VALUE`) and variables."""
        self._log = log
        self._stream = log.open("ab")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "cli", "--data-dir", str(data_dir)),
                *("--set", f"kafka.topic_prefix={endpoints.kafka.topic_prefix}"),
                *("--set", "kafka.partitions=3"),
                *("--set", f"elasticsearch.index_prefix={endpoints.elasticsearch.index_prefix}"),
                *("--set", "elasticsearch.refresh=50ms"),
                *(word for each in settings for word in ("--set", each)),
                "work",
            ],
            stdout=self._stream,
            stderr=self._stream,
            env={**os.environ, "NO_COLOR": "1", **variables},
        )

    def children(self) -> list[psutil.Process]:
        """Gives the worker processes."""
        return psutil.Process(self.process.pid).children()

    def child(self, role: str) -> psutil.Process:
        """Gives the process of a role, once it is there."""
        until(lambda: bool(self._of(role)), f"there is no {role} process")
        return self._of(role)[0]

    def _of(self, role: str) -> list[psutil.Process]:
        return [each for each in self.children() if f"{role}-1" in _words(each)]

    def log(self) -> str:
        """Gives what it and its workers have said."""
        return self._log.read_text()

    def close(self) -> None:
        """Ends it, if it runs."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(20)
        self._stream.close()


def _words(process: psutil.Process) -> list[str]:
    """Gives its command line; none of one that was killed and has not been waited for yet."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie is one too
        return []


def count(endpoints: Endpoints, kind: str = "articles") -> int:
    """Gives how many documents can be found."""
    with connect(endpoints.elasticsearch) as client:
        index = alias(kind, endpoints.elasticsearch.index_prefix)
        client.indices.refresh(index=index)
        return int(client.count(index=index)["count"])


def found_articles(endpoints: Endpoints) -> dict[str, dict[str, Any]]:
    """Gives every article that can be found, by id."""
    with connect(endpoints.elasticsearch) as client:
        index = f"{endpoints.elasticsearch.index_prefix}articles"
        client.indices.refresh(index=index)
        hits = client.search(index=index, size=5_000, source_includes=["version_id", "versions", "position_ids"])
    return {hit["_id"]: hit["_source"] for hit in hits["hits"]["hits"]}


def until(true: Callable[[], bool], what: str, seconds: float = 120.0) -> None:
    """Waits until something is so; fails where it is not after so long."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain: {what}"
        time.sleep(0.2)
