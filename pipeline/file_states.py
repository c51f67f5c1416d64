"""Where it is remembered which files of watched folders were read: the compacted topic `news.file.v1`."""

import msgspec

from pipeline import compacted
from schemas.endpoints import KafkaEndpoint
from schemas.file_state import FileState
from schemas.messages import FILE

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FileState)
_DOING = "keep which files were read"


def load(endpoint: KafkaEndpoint) -> dict[str, FileState]:
    """Gives what is remembered of every file, by its id. Raises ServerError where Kafka does not answer.

    A value that is no state is passed over: the file is then read as one never seen.
    """
    states: dict[str, FileState] = {}
    for value in compacted.newest(endpoint, FILE, _DOING).values():
        try:
            state = _DECODER.decode(value)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        states[state.file_id] = state
    return states


class FileStates:
    """Saves states. A `save` that returns was acknowledged by all replicas in sync; one that raises may be repeated."""

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        """Connects. Raises ServerError where Kafka does not answer."""
        self._store = compacted.Store(endpoint, FILE, _DOING)

    def save(self, state: FileState) -> None:
        """Stores the state; the next `load` gives it. Raises ServerError where Kafka does not take it."""
        self._store.save(state.file_id, _ENCODER.encode(state))

    def close(self) -> None:
        """Lets go of Kafka."""
        self._store.close()
