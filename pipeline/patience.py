"""Waiting for Elasticsearch: for ever, with growing and jittered pauses, and a line in the log each time."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

from pipeline.pulse import Pulse

FIRST = 0.5
LONGEST = 10.0
ATTEMPT_SECONDS = 60.0
"""Longer than the client's own limit for a request: so long an attempt may take without the watchdog's barking."""

log = logging.getLogger(__name__)


class Patience:
    """Counts failures in a row.

    Retrying is being alive: the pulse keeps the watchdog quiet meanwhile, since a new process could do no better, and
    the log says at each attempt that nothing moves, and why.
    """

    def __init__(
        self,
        pulse: Pulse,
        *,
        chance: random.Random | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`chance` gives the jitter, so that many workers do not come back at the same moment."""
        self._pulse, self._sleep = pulse, sleep
        self._chance = chance or random.Random()  # noqa: S311 (jitter is no secret)
        self._failures = 0

    def try_now(self) -> None:
        """Says that an attempt begins."""
        self._pulse.alive_for(ATTEMPT_SECONDS)

    async def after(self, why: str) -> None:
        """Waits after a failure; `why` is a sentence."""
        pause = min(LONGEST, FIRST * 2 ** min(self._failures, 10)) * self._chance.uniform(0.5, 1.0)
        self._failures += 1
        self._pulse.alive_for(pause + ATTEMPT_SECONDS)
        log.warning("indexing waits, nothing is lost: %s (attempt %d; again in %.1f s)", why, self._failures, pause)
        await self._sleep(pause)

    def answered(self) -> None:
        """Says that an attempt succeeded."""
        if self._failures:
            log.info("Elasticsearch takes documents again after %d failed attempts", self._failures)
            self._failures = 0
