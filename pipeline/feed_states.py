"""Where the feeds' states are kept: the compacted topic `news.feed.v1`."""

import msgspec
from kafka import KafkaConsumer, TopicPartition

from pipeline import compacted
from pipeline.kafka_client import kafka_python, said_plainly
from schemas.endpoints import KafkaEndpoint
from schemas.feed_state import FeedState, join
from schemas.messages import FEED

READ_MS = 1_000

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FeedState)


def load(endpoint: KafkaEndpoint) -> dict[str, FeedState]:
    """Gives the newest state of every feed by its id, read from the topic's beginning to what is its end now.

    A value that is no state is passed over: the feed is then polled as one never seen, which doubles nothing.
    Raises ServerError where Kafka does not answer.
    """
    topic = endpoint.topic_prefix + FEED
    states: dict[str, FeedState] = {}
    with said_plainly(endpoint, "read the feeds' states"):
        consumer = KafkaConsumer(**kafka_python(endpoint), enable_auto_commit=False, group_id=None)
        try:
            partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
            consumer.assign(partitions)
            consumer.seek_to_beginning()
            ends = consumer.end_offsets(partitions) if partitions else {}
            while any(consumer.position(partition) < end for partition, end in ends.items()):
                for records in consumer.poll(timeout_ms=READ_MS).values():
                    for record in records:
                        _remember(states, record.key, record.value)
        finally:
            consumer.close()
    return states


def decoded(value: bytes | None) -> FeedState | None:
    """Gives the state in a record's value, or None where it is none."""
    try:
        return _DECODER.decode(value or b"")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _remember(states: dict[str, FeedState], key: bytes | None, value: bytes | None) -> None:
    found = decoded(value)
    if found is None:
        states.pop((key or b"").decode("ascii", "replace"), None)
        return
    known = states.get(found.feed_id)
    states[found.feed_id] = found if known is None else join(known, found)


class FeedStates:
    """Saves states. A `save` that returns was acknowledged by all replicas in sync; one that raises may be repeated."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        """Connects. Raises ServerError where Kafka does not answer."""
        self._store = compacted.Store(endpoint, FEED, "keep the feeds' states")

    def save(self, state: FeedState) -> None:
        """Stores the state; the next `load` gives it. Raises ServerError where Kafka does not take it."""
        self._store.save(state.feed_id, _ENCODER.encode(state))

    def close(self) -> None:
        """Lets go of Kafka."""
        self._store.close()
