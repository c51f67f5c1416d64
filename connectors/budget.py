"""How many bytes of answers are held at once, over all fetches: large ones wait, small ones never do."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

SMALL = 131_072
"""Bytes of one answer that wait for nobody; few pages have more."""
HELD_UP = 60.0
"""Seconds after which the next may go beyond the budget, though the last that did is held still."""


class Budget:
    """Lets answers grow while all that are held have `most` bytes together; beyond that one after the other does, so
    that each comes to its end, however large it is.
    """

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._waiting: list[asyncio.Future[None]] = []
        self._beyond: Held | None = None
        self._since = 0.0
        self.held = 0

    def admit(self, one: "Held") -> bool:
        """Whether an answer may go on: there is room, or it is the one that may go beyond."""
        if self.held <= self._most or one.size <= SMALL:
            return True
        now = self._clock()
        if self._beyond is None or now - self._since >= HELD_UP:
            self._beyond, self._since = one, now
        return self._beyond is one

    async def wait(self, one: "Held") -> None:
        """Returns once the answer may grow."""
        while not self.admit(one):
            freed = asyncio.get_running_loop().create_future()
            self._waiting.append(freed)
            with suppress(TimeoutError):
                await asyncio.wait_for(freed, HELD_UP)
            # One that ended otherwise is done, and is passed over when bytes are freed.

    def change(self, one: "Held", size: int) -> None:
        """Counts that an answer has so many bytes from now on; without any it is let go."""
        freed = size < one.size
        self.held += size - one.size
        one.size = size
        if size == 0 and self._beyond is one:
            self._beyond = None
        if freed:
            waiting, self._waiting = self._waiting, []
            for each in waiting:
                if not each.done():
                    each.set_result(None)


class Held:
    """What one answer takes of a budget, until it is let go."""

    def __init__(self, budget: Budget) -> None:
        self._budget, self._loop = budget, asyncio.get_running_loop()
        self.size = 0

    def count(self, size: int) -> None:
        """Takes so many bytes in all."""
        self._budget.change(self, size)

    async def turn(self, limit: asyncio.Timeout) -> None:
        """Returns when the answer may grow; that waiting is no part of `limit`."""
        due = limit.when()
        if due is None or self._budget.admit(self):
            return
        began = self._loop.time()
        limit.reschedule(None)
        await self._budget.wait(self)
        limit.reschedule(due + self._loop.time() - began)

    def let_go(self) -> None:
        """Gives all of it back; may be called from any thread."""
        with suppress(RuntimeError):  # the loop is over, and nobody waits any more
            self._loop.call_soon_threadsafe(self._budget.change, self, 0)
