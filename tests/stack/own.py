"""A stack of its own for tests that stop, kill or break servers."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import requests
from kafka import KafkaConsumer, KafkaProducer

from tests.conftest import QUICK

READY = "`pledgewire status` shows both"
HEAPS = ("--set", "stack.kafka_heap=256m", "--set", "stack.elasticsearch_heap=512m")
DROP = """
import importlib, os, pkgutil, sys
import cli.main, config, encodings, html.entities, kafka, pipeline.backlog, rich.markdown, rich.progress, stack
for package in (encodings, config, stack, kafka):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if found.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(found.name)
        except Exception:
            continue
os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.argv[0] = "pledgewire"
cli.main.main()
"""
"""Runs the command line as nobody: all is imported first, since root's Python may be where nobody may not read."""


def until(condition: Callable[[], object], seconds: float = 90.0) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


class Own:
    """The command line on a data folder of its own, as ourselves or as nobody, and the servers that it runs."""

    def __init__(self, folder: Path, *flags: str, as_nobody: bool = False) -> None:
        self.data = folder / "data"
        self.folder = folder
        (folder / "pledgewire.yaml").write_text("{}\n", encoding="utf-8")
        start = (sys.executable, "-c", DROP) if as_nobody else (sys.executable, "-m", "cli")
        self.command = (
            *start, "--config", str(folder / "pledgewire.yaml"), "--data-dir", str(self.data), *HEAPS, *flags
        )  # fmt: skip
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PLEDGEWIRE_")}
        self.environment |= QUICK
        self.output = folder / "up.txt"
        self.up: subprocess.Popen[bytes] | None = None
        self.filled = False

    def run(self, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end."""
        return subprocess.run(
            [*self.command, *arguments],
            capture_output=True,
            text=True,
            timeout=timeout,
            env=self.environment,
            check=False,
        )

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Runs `up` in the foreground; what it says is in `said`."""
        if self.up is not None:
            self.up.wait(60)
        with self.output.open("wb") as output:
            self.up = subprocess.Popen(
                [*self.command, "up", *arguments],
                stdout=output,
                stderr=output,
                env=self.environment,
                start_new_session=True,
            )
        return self.up

    def ensure(self) -> None:
        """Has the servers running in the foreground of a child of ours."""
        if self.up is None or self.up.poll() is not None:
            self.begin()
            until(lambda: READY in self.said or (self.up and self.up.poll() is not None))
        assert READY in self.said, self.said

    @property
    def said(self) -> str:
        """What the last `up` wrote."""
        return self.output.read_text(encoding="utf-8") if self.output.exists() else ""

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends the last `up` by a signal and gives its exit code."""
        assert self.up is not None
        self.up.send_signal(how)
        return self.up.wait(60)

    def status(self) -> dict[str, Any]:
        """What `status --json` tells, servers by name."""
        found: dict[str, Any] = json.loads(self.run("status", "--json").stdout)
        return {**found, "servers": {server["name"]: server for server in found["servers"]}}

    @property
    def password(self) -> str:
        """Elasticsearch's password."""
        return (self.data / "stack" / "elasticsearch.password").read_text().strip()

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Asks Elasticsearch."""
        url = self.status()["servers"]["elasticsearch"]["address"]
        answer = requests.request(method, f"{url}/{path}", json=body, auth=("pledgewire", self.password), timeout=30)
        answer.raise_for_status()
        return answer.json()

    def fill(self) -> None:
        """Puts a message and a document into the servers, once, for tests to find again."""
        if not self.filled:
            publish(self.status()["servers"]["kafka"]["address"], "kept", b"a message")
            self.ask("PUT", "kept/_doc/1?refresh=true", {"text": "a document"})
            self.filled = True

    def holds_all(self) -> bool:
        """Whether what `fill` put there is there."""
        message = consume(self.status()["servers"]["kafka"]["address"], "kept") == [b"a message"]
        return message and self.ask("GET", "kept/_doc/1")["_source"] == {"text": "a document"}

    def processes(self) -> list[psutil.Process]:
        """Every living process of this machine that was started with our data folder."""
        return [
            one
            for one in psutil.process_iter(["cmdline"])
            if one.pid != os.getpid() and any(str(self.folder) in word for word in one.info["cmdline"] or ())
        ]

    def clean(self) -> None:
        """Leaves nothing running."""
        self.run("down")
        if self.up is not None and self.up.poll() is None:
            self.end()


def publish(address: str, topic: str, value: bytes) -> None:
    """Makes a topic and puts a message into it that the broker acknowledges."""
    from kafka import KafkaAdminClient
    from kafka.admin import NewTopic

    admin = KafkaAdminClient(bootstrap_servers=address)
    admin.create_topics([NewTopic(topic, 1, 1)])
    admin.close()
    producer = KafkaProducer(bootstrap_servers=address, acks="all")
    producer.send(topic, value).get(30)
    producer.close()


def consume(address: str, topic: str) -> list[bytes]:
    """Gives the values of a topic."""
    consumer = KafkaConsumer(
        topic, bootstrap_servers=address, auto_offset_reset="earliest", consumer_timeout_ms=10_000, group_id=None
    )
    try:
        return [next(consumer).value]
    finally:
        consumer.close()


def reachable_from_elsewhere(port: int) -> bool:
    """Whether a port answers on an address of this machine that is not loopback."""
    addresses = [
        address.address
        for each in psutil.net_if_addrs().values()
        for address in each
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ]
    for address in addresses:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            continue
        return True
    return False
