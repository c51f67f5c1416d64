"""Ends a worker that has work and gets none of it done: a group left silently, an agent that hangs (Faust #138)."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError
from msgspec import Struct

from pipeline.backlog import progress
from pipeline.kafka_client import kafka_python
from pipeline.pulse import Pulse
from schemas.endpoints import KafkaEndpoint

LOOK_EVERY = 10.0
STALLED = 75
"""The exit code of a worker that its watchdog ended."""

log = logging.getLogger(__name__)


class Judge:
    """Decides from what it is told, at moments given in seconds, whether the worker is stuck."""

    def __init__(self, stall: float, pulse: Pulse) -> None:
        """`stall`: seconds of lag without progress that are too many."""
        self._stall, self._pulse = stall, pulse
        self._seen: Mapping[int, int] = {}
        self._since: float | None = None

    def excuse(self) -> None:
        """Starts counting anew: nothing could be seen, for instance since Kafka is away."""
        self._since = None

    def stuck(self, now: float, committed: Mapping[int, int], ends: Mapping[int, int]) -> float | None:
        """Gives the seconds without progress where they are too many, else None. Both mappings: partition to offset."""
        lag = sum(max(0, end - committed.get(partition, 0)) for partition, end in ends.items())
        if lag == 0 or committed != self._seen or self._pulse.alive or self._since is None:
            self._since, self._seen = now, dict(committed)
            return None
        without = now - self._since
        return without if without >= self._stall else None


class Watched(Struct, frozen=True, kw_only=True):
    """A topic that an agent of this worker reads, and the pulse of that agent.

    `by_all`: each worker of the role holds a part of the topic, so that one who holds none may have been left out.
    """

    topic: str
    pulse: Pulse
    by_all: bool = True


class Watchdog(threading.Thread):
    """A thread that asks Kafka itself, over its own connection, what the group has committed and what there is.

    It looks at the partitions that this worker holds; where it holds none, at all of a topic's that is read by all.
    """

    def __init__(
        self,
        endpoint: KafkaEndpoint,
        *,
        group: str,
        watched: Sequence[Watched],
        held: Callable[[str], frozenset[int]],
        stall: float,
        end: Callable[[int], object] = os._exit,
    ) -> None:
        """`held` gives the partitions of a topic that this worker holds now; `end` ends the process."""
        super().__init__(name="watchdog", daemon=True)
        self._endpoint, self._group, self._held, self._end = endpoint, group, held, end
        self._judges = [(each, Judge(stall, each.pulse)) for each in watched]
        self._stall = stall

    def run(self) -> None:
        """Looks again and again until the process ends."""
        admin: KafkaAdminClient | None = None
        while True:
            for watched, judge in self._judges:
                # Each for itself: that one topic cannot be seen excuses no agent of another.
                try:
                    # One client for good: it reconnects by itself, and each that fails to start leaves a thread behind.
                    admin = admin or KafkaAdminClient(**kafka_python(self._endpoint))
                    self._look(admin, watched, judge)
                except (KafkaError, OSError) as error:
                    log.debug("the watchdog cannot see Kafka: %s", error)
                    judge.excuse()
                except Exception as error:  # a watchdog that died would be missed by nobody
                    log.warning("the watchdog cannot tell whether there is progress: %r", error)
                    judge.excuse()
            time.sleep(min(self._stall / 4, LOOK_EVERY))

    def _look(self, admin: KafkaAdminClient, watched: Watched, judge: Judge) -> None:
        held = self._held(watched.topic)
        if not held and not watched.by_all:
            judge.excuse()
            return
        committed, ended = progress(admin, self._group, watched.topic, held)
        without = judge.stuck(time.monotonic(), committed, ended)
        if without is not None:
            lag = sum(ended.values()) - sum(committed.values())
            log.critical(
                "ALARM: %d messages wait and none was finished for %.0f seconds; this worker ends, a new one starts",
                lag,
                without,
                extra={"topic": watched.topic},
            )
            logging.shutdown()
            self._end(STALLED)
