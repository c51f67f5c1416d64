"""Feeds whose records lie in another partition than theirs, as in topics of before; they are brought home."""

import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from schemas.errors import ServerError

log = logging.getLogger(__name__)

Settle = Callable[[Sequence[str], int], Awaitable[None]]
"""Brings feeds home whose records lie in this partition; then Kafka has them there, and here no more."""

AGAIN = 60.0
"""Seconds until a feed is brought home again whose record came back: somebody thinks that it belongs here."""
AT_ONCE = 500


class Strays:
    """Those that were read; nobody polls them from here, for whoever has their partition does once they are there."""

    def __init__(self, settle: Settle, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._settle, self._clock = settle, clock
        self._found: defaultdict[int, set[str]] = defaultdict(set)
        self._settled: dict[str, float] = {}

    def hear(self, partition: int, identity: str) -> None:
        """Takes in one that was read."""
        self._found[partition].add(identity)

    def forget(self, partition: int, identity: str) -> None:
        """Drops one that is there no more."""
        self._found[partition].discard(identity)

    def clear(self) -> None:
        """Drops all of them: the partitions are another's now."""
        self._found.clear()

    async def bring_home(self, partition: int) -> None:
        """Brings home what was read of a partition. What Kafka does not take now is tried at the next call."""
        here, now = self._found[partition], self._clock()
        due = [each for each in here if now - self._settled.get(each, float("-inf")) >= AGAIN][:AT_ONCE]
        if not due:
            return
        try:
            await self._settle(due, partition)
        except ServerError as error:
            log.warning("%s", error)
            return
        here.difference_update(due)
        self._settled.update(dict.fromkeys(due, now))
