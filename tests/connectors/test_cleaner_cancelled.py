"""Cleaning whose poll is ended in the middle, as when a feed moves to another fetcher."""

import asyncio
from datetime import UTC, datetime

from connectors.cleaner import Cleaner
from connectors.page import Page
from connectors.refused import Refused
from schemas.article import CleanedArticle
from tests.connectors.test_watch import page

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_pages_that_nobody_waits_for_any_more_do_not_hold_up_the_next() -> None:
    async def run() -> CleanedArticle | Refused:
        with Cleaner(timeout=30.0, workers=2) as cleaner:

            def clean(number: int) -> asyncio.Task[CleanedArticle | Refused]:
                wanted = Page(html=page(f"Country {number}").encode(), url=f"https://a.example/{number}")
                return asyncio.create_task(cleaner.aclean(wanted, NOW))

            await clean(0)
            left = [clean(number) for number in range(40)]
            await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            # Where pebble is told to cancel them it waits a minute for a lock, and longer than that for the next page.
            async with asyncio.timeout(50):
                return await clean(41)

    assert isinstance(asyncio.run(run()), CleanedArticle)
