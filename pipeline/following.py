"""A compacted topic followed from its beginning, in a thread of its own: for a process that shows what it holds."""

import logging
import threading
from collections.abc import Callable

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from pipeline.kafka_client import kafka_python
from schemas.endpoints import KafkaEndpoint

Hear = Callable[[bytes, bytes | None], None]
POLL_MS = 1_000
AGAIN = 5.0
"""Seconds after which a Kafka that does not answer, or a topic that is not there, is asked again."""

log = logging.getLogger(__name__)


class Following:
    """Tells every record of a topic, in the order of each partition, and goes on with what comes.

    Delivery: what is there is told at least once; where Kafka was away, everything is told again from the beginning.
    """

    def __init__(self, endpoint: KafkaEndpoint, name: str, hear: Hear) -> None:
        """Begins. `name` is without the prefix; `hear` is called in the thread, and must not raise."""
        self._endpoint, self._topic, self._hear = endpoint, endpoint.topic_prefix + name, hear
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"following {name}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends it, within a second or two where Kafka answers; a daemon thread keeps no process alive."""
        self._ended.set()
        self._thread.join(2 * POLL_MS / 1_000)

    def _run(self) -> None:
        silent = False
        while not self._ended.is_set():
            try:
                self._follow()
            except (KafkaError, OSError, ValueError) as error:
                if not silent:
                    log.warning("what %s holds is not known while Kafka is away: %s", self._topic, error)
                silent = True
            self._ended.wait(AGAIN)

    def _follow(self) -> None:
        consumer = KafkaConsumer(**kafka_python(self._endpoint), enable_auto_commit=False, group_id=None)
        try:
            places = [
                TopicPartition(self._topic, number) for number in consumer.partitions_for_topic(self._topic) or ()
            ]
            if not places:
                return
            consumer.assign(places)
            consumer.seek_to_beginning()
            while not self._ended.is_set():
                for polled in consumer.poll(timeout_ms=POLL_MS).values():
                    for record in polled:
                        self._hear(record.key or b"", record.value)
        finally:
            consumer.close()
