"""A topic as a store: the newest value of every key, read whole at the start and written one or some at a time."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from pipeline.kafka_client import kafka_python, let_go, said_plainly
from schemas.endpoints import KafkaEndpoint
from schemas.messages import state_event

ACKNOWLEDGED_WITHIN = 60.0
SOURCE = "pledgewire/watch"
READ_MS = 1_000


class Record(NamedTuple):
    """A value under its key; without a value the key is forgotten. Without a partition the key decides on one."""

    key: bytes
    value: bytes | None
    partition: int | None = None


def newest(endpoint: KafkaEndpoint, name: str, doing: str) -> dict[bytes, bytes]:
    """Gives the newest value of every key, from the topic's beginning to what is its end now.

    `name` is without the prefix; `doing` says in an error what for. Raises ServerError where Kafka does not answer.
    """
    values: dict[bytes, bytes] = {}
    for key, value, _ in records(endpoint, name, doing):
        values.pop(key, None)
        if value is not None:
            values[key] = value
    return values


def records(endpoint: KafkaEndpoint, name: str, doing: str) -> Iterator[Record]:
    """Gives every record, in the order of each partition, from the beginning to what is the end now.

    `name` is without the prefix; `doing` says in an error what for. Raises ServerError where Kafka does not answer.
    """
    topic = endpoint.topic_prefix + name
    with said_plainly(endpoint, doing):
        consumer = KafkaConsumer(**kafka_python(endpoint), enable_auto_commit=False, group_id=None)
        try:
            places = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
            consumer.assign(places)
            consumer.seek_to_beginning()
            ends = consumer.end_offsets(places) if places else {}
            while any(consumer.position(place) < end for place, end in ends.items()):
                for polled in consumer.poll(timeout_ms=READ_MS).values():
                    for record in polled:
                        yield Record(record.key or b"", record.value, record.partition)
        finally:
            consumer.close()


class Store:
    """Writes values, from any thread. What a `save` that returns stored is on all replicas in sync; one that raises may
    be repeated."""

    def __init__(self, endpoint: KafkaEndpoint, name: str, doing: str) -> None:
        """Connects. Raises ServerError where Kafka does not answer."""
        self._endpoint, self._topic, self._doing = endpoint, endpoint.topic_prefix + name, doing
        self._producer: KafkaProducer | None = None
        self._turn = threading.Lock()
        with said_plainly(endpoint, doing):
            self._connected()

    def save(self, key: str, value: bytes) -> None:
        """Stores the value; the next `newest` gives it. Raises ServerError where Kafka does not take it."""
        self.save_all([Record(key.encode(), value)])

    def partitions(self) -> int:
        """Gives how many partitions the topic has. Raises ServerError where Kafka does not answer."""
        with said_plainly(self._endpoint, self._doing):
            return len(self._connected().partitions_for(self._topic))

    def save_all(self, records: Sequence[Record]) -> None:
        """Stores values by their keys. Raises ServerError where Kafka does not take them all."""
        with said_plainly(self._endpoint, self._doing):
            producer = self._connected()
            try:
                time = datetime.now(UTC).isoformat()
                sent = []
                for key, value, partition in records:
                    event = state_event(self._topic, key.decode(), value or b"", source=SOURCE, time=time)
                    headers = event if value is not None else []
                    sent.append(producer.send(self._topic, value, key, headers, partition))
                for each in sent:
                    each.get(timeout=ACKNOWLEDGED_WITHIN)
            except KafkaError:
                # A producer that was left without an answer may stay so for good; the next save connects anew.
                self._drop(producer)
                raise

    def close(self) -> None:
        """Lets go of Kafka; a `save` under way in another thread fails, a later one connects anew."""
        if self._producer is not None:
            self._drop(self._producer)

    def _connected(self) -> KafkaProducer:
        with self._turn:
            if self._producer is None:
                self._producer = KafkaProducer(**kafka_python(self._endpoint), acks="all", compression_type="zstd")
            return self._producer

    def _drop(self, producer: KafkaProducer) -> None:
        with self._turn:
            ours = self._producer is producer
            self._producer = None if ours else self._producer
        if ours:
            let_go(producer, 2)
