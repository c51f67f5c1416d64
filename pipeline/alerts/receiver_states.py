"""Where the receivers' states are kept: the compacted topic `news.receiver.v1`, written by the worker that delivers."""

import msgspec

from pipeline import compacted
from pipeline.compacted import Store
from schemas.endpoints import KafkaEndpoint
from schemas.messages import RECEIVER
from schemas.receiver_state import ReceiverState

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(ReceiverState)


def load(endpoint: KafkaEndpoint) -> dict[str, ReceiverState]:
    """Gives the newest state of every receiver by its key; what is no state is passed over. Raises ServerError."""
    found: dict[str, ReceiverState] = {}
    for value in compacted.newest(endpoint, RECEIVER, "read the receivers' states").values():
        try:
            state = _DECODER.decode(value)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        found[state.key] = state
    return found


class ReceiverStates:
    """Saves states. What returns was acknowledged by all replicas in sync; what raises may be repeated."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        """Connects. Raises ServerError where Kafka does not answer."""
        self._store = Store(endpoint, RECEIVER, "keep the receivers' states")

    def save(self, state: ReceiverState) -> None:
        """Stores the state; the next `load` gives it. Raises ServerError where Kafka does not take it."""
        self._store.save(state.key, _ENCODER.encode(state))

    def close(self) -> None:
        """Lets go of Kafka."""
        self._store.close()
