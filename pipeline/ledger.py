"""The ledger seen from where articles come in: what is told of entries and files goes to `news.ledger.v1`."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import msgspec

from connectors.assemble import moment
from pipeline.compacted import Record, Store
from pipeline.fates import Noted
from pipeline.outlet import whole
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError
from schemas.ledger import LONGEST_WHY, Told
from schemas.messages import LEDGER
from schemas.printable import one_line

EVERY = 1.0
"""Seconds between two tellings while polls go on: what a page waits for is seen, what takes no time costs nothing."""

log = logging.getLogger(__name__)


class Ledger:
    """Hears polls (`note` is a pipeline.fates.Note) and keeps what was told last of each line until Kafka has it.

    Delivery: when `flush` returns, Kafka has all that was noted before. Whoever remembers that an entry was dealt with
    flushes first; so an entry that is remembered has a line, whenever the process dies. What is told twice is told
    once.
    """

    def __init__(self, endpoint: KafkaEndpoint, clock: Callable[[], datetime]) -> None:
        """Connects. Raises ServerError where Kafka does not answer."""
        self._store, self._clock = Store(endpoint, LEDGER, "write the ledger"), clock
        self._waiting: dict[str, Told] = {}
        self._turn = asyncio.Lock()

    def note(self, noted: Noted) -> None:
        """Hears what became of an entry, or of what a watched file holds; of feeds there are no lines."""
        if noted.line is None or noted.fate == "not-modified" or noted.fate == "failed":
            return
        self._waiting[noted.line.line_id] = Told(
            line=noted.line,
            fate=noted.fate,
            at=moment(self._clock()),
            why=one_line(noted.why, longest=LONGEST_WHY) if noted.why else None,
            article_id=noted.article.article_id if noted.article else None,
            version_id=noted.article.version_id if noted.article else None,
        )

    async def flush(self) -> None:
        """Tells Kafka. Raises ServerError where it does not take it; it is told at the next call then."""
        async with self._turn:
            told, self._waiting = self._waiting, {}
            try:
                if told:
                    await whole(self._write, list(told.values()), self._store.close)
            except BaseException:
                self._waiting = {**told, **self._waiting}
                raise

    async def run(self) -> None:
        """Tells Kafka of what is under way, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.flush()
            except ServerError as error:
                log.debug("the ledger waits: %s", error)

    def close(self) -> None:
        """Lets go of Kafka."""
        self._store.close()

    def _write(self, told: list[Told]) -> None:
        self._store.save_all([Record(each.line.line_id.encode(), msgspec.json.encode(each)) for each in told])
