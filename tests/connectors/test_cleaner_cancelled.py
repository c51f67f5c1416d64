"""Cleaning whose poll is ended in the middle, as when a feed moves to another fetcher."""

import asyncio
import os
import time

from connectors.cleaner import Cleaner


def test_a_process_goes_on_when_nobody_waits_any_more_for_what_it_does() -> None:
    async def run() -> tuple[int, int]:
        with Cleaner(timeout=30.0, workers=1) as cleaner:
            before = await cleaner.arun("x", os.getpid)
            unwanted = asyncio.create_task(cleaner.arun("x", time.sleep, 4.0))
            await asyncio.sleep(1.5)
            unwanted.cancel()
            await asyncio.gather(unwanted, return_exceptions=True)
            return before, await cleaner.arun("x", os.getpid)

    before, after = asyncio.run(run())
    # Where pebble is told to cancel a task it ends the process, and may wait a minute for a lock before it does.
    assert before == after
