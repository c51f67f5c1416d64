"""Where the feeds' states are kept: the compacted topic `news.feed.v1`."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from pipeline import compacted
from pipeline.compacted import Record
from pipeline.feed_home import home
from schemas.endpoints import KafkaEndpoint
from schemas.feed_state import FeedState, join
from schemas.messages import FEED

Key = TypeVar("Key")

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FeedState)


def load(endpoint: KafkaEndpoint) -> dict[str, FeedState]:
    """Gives the newest state of every feed by its id, read from the topic's beginning to what is its end now.

    A value that is no state is passed over: the feed is then polled as one never seen, which doubles nothing.
    Raises ServerError where Kafka does not answer.
    """
    by_partition: dict[tuple[int | None, bytes], FeedState] = {}
    for key, value, partition in compacted.records(endpoint, FEED, "read the feeds' states"):
        _remember(by_partition, (partition, key), decoded(value))
    states: dict[str, FeedState] = {}
    for found in by_partition.values():
        _remember(states, found.feed_id, found)
    return states


def decoded(value: bytes | None) -> FeedState | None:
    """Gives the state in a record's value, or None where it is none."""
    try:
        return _DECODER.decode(value or b"")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _remember(states: dict[Key, FeedState], key: Key, found: FeedState | None) -> None:
    if found is None:
        states.pop(key, None)
        return
    known = states.get(key)
    states[key] = found if known is None else join(known, found)


class FeedStates:
    """Saves states. What returns was acknowledged by all replicas in sync; what raises may be repeated."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        """Connects. Raises ServerError where Kafka does not answer."""
        self._endpoint = endpoint
        self._store = compacted.Store(endpoint, FEED, "keep the feeds' states")

    def save(self, state: FeedState) -> None:
        """Stores the state; the next `load` gives it. Raises ServerError where Kafka does not take it."""
        self._save([state])

    def settle(self, feed_ids: Sequence[str], partition: int) -> None:
        """Brings home all that any partition knows of feeds, and then takes away what lies in this one. Raises
        ServerError. Whoever dies in between leaves records in both, which are joined when they are read.
        """
        known = load(self._endpoint)
        self._save([known[each] for each in feed_ids if each in known])
        self._store.save_all([Record(each.encode(), None, partition) for each in feed_ids])

    def _save(self, states: Sequence[FeedState]) -> None:
        count = self._store.partitions()
        places = [home(state.url, state.feed_id, count) for state in states]
        records = zip(states, places, strict=True)
        self._store.save_all(
            [Record(state.feed_id.encode(), _ENCODER.encode(state), place) for state, place in records]
        )

    def close(self) -> None:
        """Lets go of Kafka."""
        self._store.close()
