"""What a poll tells of the entries that it meets."""

import asyncio

from pipeline.poll import MOST_TRIES
from tests.connectors.desk import Desk, desk
from tests.connectors.serving import Site
from tests.connectors.test_watch import MORNING, NOON, atom, page


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
                assert [fate for fate, entry in at.notes if entry == "/empty"] == ["expected", "fetched", "refused"]
                assert [fate for fate, entry in at.notes if entry == "/gone"] == ["expected", "retried"]

                at.notes.clear()
                for _ in range(MOST_TRIES - 1):
                    await at.poll()
                assert at.notes == [
                    ("expected", "/gone"),
                    ("retried", "/gone"),
                    ("expected", "/gone"),
                    ("refused", "/gone"),
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
