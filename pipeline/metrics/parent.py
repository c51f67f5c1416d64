"""What the parent of the workers tells Prometheus: the sums of what they count, what waits, and how often they start.

Workers die and start anew, so their counts are kept in files that outlive them (prometheus_client's multiprocess mode).
"""

import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError
from prometheus_client import CollectorRegistry, Counter, Gauge, PlatformCollector, ProcessCollector
from prometheus_client.multiprocess import MultiProcessCollector

from pipeline.backlog import Backlog, seen_by
from pipeline.kafka_client import kafka_python
from schemas.endpoints import KafkaEndpoint
from schemas.errors import PledgewireError

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client is told where a process writes what it counts."""
LOOK_EVERY = 15.0
"""Seconds between looks at what waits."""

log = logging.getLogger(__name__)


class Parent:
    """The registry of the parent, and what its workers need to write into it."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for the workers' counts, and nobody else's."""
        self._folder = folder
        self.registry = CollectorRegistry()
        MultiProcessCollector(self.registry, path=str(folder))  # type: ignore[no-untyped-call]
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        # Nothing of this is registered as usual: a worker that imported it would export it as its own.
        self._starts = Counter(
            "pledgewire_worker_starts", "How often a worker's process was started.", ["worker"], registry=self.registry
        )
        self._lag = Gauge(
            "pledgewire_lag_messages", "Messages that wait for an agent.", ["agent"], registry=self.registry
        )
        self._letters = Gauge(
            "pledgewire_dead_letters_waiting", "Dead letters that were not retried.", registry=self.registry
        )
        self._kafka = Gauge(
            "pledgewire_kafka_up", "Whether Kafka told at the last look what waits.", registry=self.registry
        )

    def environment(self) -> Mapping[str, str]:
        """Gives the variables for a worker that starts now."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what cleans temporary folders may have taken it
        return {FOLDER: str(self._folder)}

    def started(self, worker: str) -> None:
        """Counts a start."""
        self._starts.labels(worker).inc()

    def see(self, waits: Backlog | None) -> None:
        """Takes what waits; None where Kafka does not tell: then nothing is told of it here either."""
        self._kafka.set(waits is not None)
        if waits is None:
            self._lag.clear()
            self._letters.set(float("nan"))
            return
        for one in waits.agents:
            self._lag.labels(one.agent).set(one.messages)
        self._letters.set(waits.dead_letters)


def look(endpoint: KafkaEndpoint, parent: Parent, stop: threading.Event) -> None:
    """Looks at what waits again and again until `stop` is set."""
    admin: KafkaAdminClient | None = None
    while not stop.is_set():
        try:
            # One client for good: it reconnects by itself, and each that fails to start leaves a thread behind.
            admin = admin or KafkaAdminClient(**kafka_python(endpoint))
            parent.see(seen_by(admin, endpoint))
        except (KafkaError, OSError, PledgewireError) as error:
            log.debug("what waits cannot be seen: %s", error)
            parent.see(None)
        except Exception as error:  # nothing that is only measured may end what is
            log.warning("what waits cannot be seen: %r", error)
            parent.see(None)
        stop.wait(LOOK_EVERY)
    if admin is not None:
        admin.close()


@contextmanager
def measured(endpoint: KafkaEndpoint) -> Iterator[Parent]:
    """Gives the parent's metrics for the time of the block, with a thread that looks at what waits."""
    folder = Path(tempfile.mkdtemp(prefix="pledgewire-metrics-"))
    parent, stop = Parent(folder), threading.Event()
    looking = threading.Thread(target=look, args=(endpoint, parent, stop), name="metrics", daemon=True)
    looking.start()
    try:
        yield parent
    finally:
        stop.set()
        looking.join(5)
        shutil.rmtree(folder, ignore_errors=True)
