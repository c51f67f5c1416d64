"""Where the feeds' states are kept: the compacted topic `news.feed.v1`."""

import msgspec

from pipeline import compacted
from schemas.endpoints import KafkaEndpoint
from schemas.feed_state import FeedState, join
from schemas.messages import FEED

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FeedState)


def load(endpoint: KafkaEndpoint) -> dict[str, FeedState]:
    """Gives the newest state of every feed by its id, read from the topic's beginning to what is its end now.

    A value that is no state is passed over: the feed is then polled as one never seen, which doubles nothing.
    Raises ServerError where Kafka does not answer.
    """
    states: dict[str, FeedState] = {}
    for key, value in compacted.records(endpoint, FEED, "read the feeds' states"):
        _remember(states, key, value)
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
