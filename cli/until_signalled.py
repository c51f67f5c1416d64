"""Work that goes on until it is done, fails, or the process is asked to end."""

import asyncio
import signal
from collections.abc import Coroutine, Sequence
from typing import Any

INTERRUPTED = 130
"""The exit code for Ctrl-C."""


async def until_signalled(work: Sequence[Coroutine[Any, Any, None]]) -> int:
    """Works at all of it at once; gives the exit code of the signal that ended it, or 0."""
    received: list[int] = []
    task = asyncio.ensure_future(_together(work))

    def stop(signum: int) -> None:
        received.append(signum)
        task.cancel()

    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop, each)
    try:
        await task
    except asyncio.CancelledError:
        if not received:
            raise
    return INTERRUPTED if received and received[0] == signal.SIGINT else 0


async def _together(work: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Ends all of it where one fails, with that one's error."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
