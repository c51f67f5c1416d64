"""Batches that are indexed and wait for the look at their stories; they are acked after it, in the order they came."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from msgspec import Struct

PAUSE = 1.0
"""Seconds between two looks: one look costs the same for one article and for a hundred."""
MOST_WAITING = 4_000
"""Articles that may wait for a look before the next batch does."""

Look = Callable[[Sequence[str]], Awaitable[None]]
Ack = Callable[[], Awaitable[None]]


class _Batch(Struct, frozen=True):
    articles: Sequence[str]
    ack: Ack


class Settling:
    """Acks each batch after the look that follows its indexing.

    Delivery: a worker that is killed before the look has not acked, so its successor looks.
    """

    def __init__(self, look: Look, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._look, self._sleep = look, sleep
        self._waiting: list[_Batch] = []
        self._changed = asyncio.Condition()

    async def add(self, articles: Sequence[str], ack: Ack) -> None:
        """Adds a batch that was indexed; waits where too many are waiting already."""
        async with self._changed:
            self._waiting.append(_Batch(articles, ack))
            self._changed.notify_all()
            await self._changed.wait_for(lambda: sum(len(each.articles) for each in self._waiting) <= MOST_WAITING)

    async def run(self) -> None:
        """Looks and acks for ever. Raises what the look and the ack raise; then what waits was not acked."""
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: bool(self._waiting))
            await self._sleep(PAUSE)
            batches = list(self._waiting)
            await self._look(list(dict.fromkeys(name for each in batches for name in each.articles)))
            for each in batches:
                await each.ack()
            async with self._changed:
                del self._waiting[: len(batches)]
                self._changed.notify_all()
