"""How many fetches go on at once, over all hosts: many slow servers must not hold up the others."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

SLOW = 1.0
"""Seconds after which a fetch counts as slow."""
MOST_SLOW = 400
"""Slow fetches at once; each may hold a socket, and what its server has sent so far."""

Room = Callable[[], Awaitable[None]]
"""Returns when what is fetched can be taken in."""


async def enough() -> None:
    """Is the Room of whoever takes in everything at once."""


class Places:
    """Gives `count` fetches a place at once, in the order in which they came.

    One that takes longer than `slow` seconds gives its place to the next and goes on beside them, so that servers which
    never answer keep the others waiting for no longer than that; `most_slow` may do so at once.
    """

    def __init__(self, count: int, *, room: Room = enough, slow: float = SLOW, most_slow: int = MOST_SLOW) -> None:
        self._quick, self._all = asyncio.Semaphore(count), asyncio.Semaphore(count + most_slow)
        self._room, self._slow = room, slow

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Holds a place for the time of the block."""
        async with self._all:
            await self._quick.acquire()
            held = True

            def give_way() -> None:
                nonlocal held
                if held:
                    held = False
                    self._quick.release()

            try:
                await self._room()
                timer = asyncio.get_running_loop().call_later(self._slow, give_way)
                try:
                    yield
                finally:
                    timer.cancel()
            finally:
                give_way()
