"""What a poll tells of the entries that it meets."""

import asyncio
from datetime import datetime

from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from connectors.page import Page
from connectors.refused import Refused
from pipeline.poll import MOST_TRIES
from schemas.article import CleanedArticle
from tests.connectors.desk import Desk, desk
from tests.connectors.serving import Site
from tests.connectors.test_watch import FETCHING, MORNING, NOON, atom, page


def test_what_becomes_of_each_entry_is_noted_in_order() -> None:
    async def run() -> None:
        async with Site().serve() as site:

            async def work(at: Desk) -> None:
                await at.poll()
                assert at.notes == [("failed", "feed")]
                site.put("/a", page("France"))
                site.put("/empty", "<html><body></body></html>")
                site.put("/feed", atom(site, ("/a", MORNING), ("/gone", MORNING), ("/empty", MORNING)))

                at.notes.clear()
                await at.poll()
                assert at.notes[:3] == [("expected", "/a"), ("expected", "/gone"), ("expected", "/empty")]
                assert [fate for fate, entry in at.notes if entry == "/a"] == [
                    "expected",
                    "fetched",
                    "cleaned",
                    "published",
                ]
                assert [fate for fate, entry in at.notes if entry == "/empty"] == ["expected", "fetched", "skipped"]
                assert [fate for fate, entry in at.notes if entry == "/gone"] == ["expected", "retried"]

                at.notes.clear()
                for _ in range(MOST_TRIES - 1):
                    await at.poll()
                assert at.notes == [
                    ("expected", "/gone"),
                    ("retried", "/gone"),
                    ("expected", "/gone"),
                    ("skipped", "/gone"),
                ]

                at.notes.clear()
                await at.poll()
                assert at.notes == [("not-modified", "feed")]

                at.notes.clear()
                site.put("/feed", atom(site, ("/a", NOON)))
                await at.poll()
                assert [fate for fate, _ in at.notes] == ["expected", "fetched", "cleaned", "duplicate"]

            await desk(f"{site.address}/feed", work)

    asyncio.run(run())


def test_a_page_that_took_too_long_to_clean_is_tried_again_for_the_machine_may_have_been_busy() -> None:
    class Busy(Cleaner):
        """Has no time for the first page."""

        busy = True

        async def aclean(self, wanted: Page, now: datetime) -> CleanedArticle | Refused:
            if self.busy:
                self.busy = False
                return Refused(where=wanted.where, why="took longer than 10 s to clean and was given up", again=True)
            return await super().aclean(wanted, now)

    async def run() -> None:
        async with Site().serve() as site, Fetcher(FETCHING) as fetcher:
            site.put("/a", page("France"))
            site.put("/feed", atom(site, ("/a", MORNING)))
            with Busy(timeout=10.0, workers=1) as cleaner:
                at = Desk(cleaner, fetcher, f"{site.address}/feed")
                first, second = await at.poll(), await at.poll()
            assert first.polled is not None
            assert second.polled is not None
            assert str(first.polled.refused[0]).endswith("/a: took longer than 10 s to clean and was given up")
            assert (first.polled.published, second.polled.published) == (0, 1)

    asyncio.run(run())
