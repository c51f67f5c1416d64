"""Where corrections are: the compacted topic `news.correction.v1`."""

import msgspec

from config.servers import Kafka
from pipeline import compacted, topics
from pipeline.correction_book import CorrectionBook
from pipeline.following import Hear
from schemas.correction import Correction
from schemas.endpoints import KafkaEndpoint
from schemas.messages import CORRECTION

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Correction)
DOING = "keep corrections"


def decode(value: bytes) -> Correction | None:
    """Gives the correction in a value; None where it is none: nothing depends on it but itself."""
    try:
        return _DECODER.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def load(endpoint: KafkaEndpoint) -> list[Correction]:
    """Gives what holds of all corrections, oldest first. Raises ServerError where Kafka does not answer."""
    found = (decode(value) for value in compacted.newest(endpoint, CORRECTION, DOING).values())
    return sorted((one for one in found if one is not None), key=lambda one: (one.at, one.correction_id))


def taking_in(book: CorrectionBook) -> Hear:
    """Gives what keeps a book as the topic is."""

    def hear(key: bytes, value: bytes | None) -> None:
        correction = decode(value) if value is not None else None
        if value is None or correction is not None:
            book.hear(key.decode("utf-8", "replace"), correction)

    return hear


class Corrections:
    """Writes corrections, from any thread. Connects at the first; what returned is on all replicas in sync."""

    def __init__(self, endpoint: KafkaEndpoint, settings: Kafka) -> None:
        """Connects to nothing yet, so that a page opens while Kafka is away."""
        self._endpoint, self._settings = endpoint, settings
        self._store: compacted.Store | None = None

    def write(self, identity: str, correction: Correction | None) -> None:
        """Keeps a correction, or, with None, forgets it. Raises ServerError where Kafka does not take it."""
        if self._store is None:
            topics.ensure(self._endpoint, self._settings)
            self._store = compacted.Store(self._endpoint, CORRECTION, DOING)
        value = None if correction is None else _ENCODER.encode(correction)
        self._store.save_all([compacted.Record(identity.encode(), value)])

    def close(self) -> None:
        """Lets go of Kafka."""
        if self._store is not None:
            self._store.close()
