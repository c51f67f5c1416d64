"""Feeds that move, are gone, ask to be left alone, and how the watch follows them."""

import asyncio
from datetime import timedelta

import pytest
from msgspec import structs

from pipeline.schedule import JITTER
from schemas.subscription import Subscription, exactly
from tests.connectors.desk import Desk, desk
from tests.connectors.serving import Handler, Site, raw, says
from tests.connectors.test_watch import MORNING, NOW, atom, page


def test_a_feed_that_moved_is_asked_at_its_new_address_from_then_on_and_publishes_nothing_again() -> None:
    asked: list[int] = []

    async def run() -> None:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/new", atom(site, ("/a", MORNING)))
            move = says(f"308 Permanent Redirect\r\nLocation: {site.address}/new\r\nContent-Length: 0")

            async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                asked.append(1)
                await move(reader, writer)

            async def work(at: Desk) -> None:
                first = await at.poll()
                assert first.moved_to == f"{site.address}/new"
                assert at.state.moved_to == f"{site.address}/new"
                second = await at.poll()
                assert (second.moved_to, second.error) == (None, None)
                assert second.polled is not None
                assert not second.polled.modified
                assert len(at.sink.published) == 1

            async with raw(counted) as old:
                await desk(old + "/old", work)

    asyncio.run(run())
    assert len(asked) == 1


def test_a_move_to_what_is_no_feed_is_not_followed() -> None:
    async def run() -> None:
        async with Site().serve() as site:
            site.put("/login", page("Please log in"))

            async def work(at: Desk) -> None:
                report = await at.poll()
                assert report.error is not None
                assert at.state.moved_to is None

            async with raw(says(f"301 Moved\r\nLocation: {site.address}/login\r\nContent-Length: 0")) as old:
                await desk(old, work)

    asyncio.run(run())


def test_a_feed_that_is_gone_is_not_polled_again_until_somebody_subscribes_anew() -> None:
    async def work(at: Desk) -> None:
        at.book.hear(structs.replace(at.state, subscription=Subscription(changed=exactly(NOW - timedelta(days=1)))))
        report = await at.poll()
        assert report.next_poll is None
        assert report.error is not None
        assert report.error.endswith("is gone for good (410)")
        assert not at.state.wanted
        at.book.hear(structs.replace(at.state, subscription=Subscription(changed=exactly(NOW + timedelta(days=1)))))
        assert at.state.wanted

    async def run() -> None:
        async with raw(says("410 Gone")) as url:
            await desk(url, work)

    asyncio.run(run())


def test_a_watch_ends_by_itself_where_every_feed_is_gone() -> None:
    async def work(at: Desk) -> None:
        async with asyncio.timeout(20):
            await at.watcher.forever({at.identity: at.feed})

    async def run() -> None:
        async with raw(says("410 Gone")) as url:
            await desk(url, work)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("answer", "every", "least", "most"),
    [
        (says("429 Too Many Requests\r\nRetry-After: 7200"), None, 7_200.0, 7_200.0 * (1 + JITTER)),
        (says("503 Service Unavailable\r\nRetry-After: 99999999"), None, 21_600.0, 21_600.0),
        (says("500 Oops"), None, 480.0, 600.0),
        (says("500 Oops"), 3_600.0, 5_760.0, 7_200.0),
    ],
)
def test_a_feed_that_fails_is_left_alone_for_as_long_as_its_server_says(
    answer: Handler, every: float | None, least: float, most: float
) -> None:
    async def work(at: Desk) -> None:
        assert least <= (await at.wait() or 0.0) <= most

    async def run() -> None:
        async with raw(answer) as url:
            await desk(url, work, every)

    asyncio.run(run())


def rss(ttl: str = "") -> bytes:
    """Gives a feed with nothing in it."""
    return f'<rss version="2.0"><channel><title>Herald</title>{ttl}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("headers", "body", "every", "least"),
    [
        ("", rss(), None, 300.0),
        ("\r\nCache-Control: max-age=1800", rss(), None, 1_800.0),
        ("", rss("<ttl>60</ttl>"), None, 3_600.0),
        ("\r\nCache-Control: max-age=1800", rss("<ttl>60</ttl>"), None, 3_600.0),
        ("\r\nCache-Control: max-age=1800", rss("<ttl>60</ttl>"), 30.0, 30.0),
    ],
)
def test_a_feed_is_left_alone_for_as_long_as_it_or_its_server_asks_unless_a_person_wants_otherwise(
    headers: str, body: bytes, every: float | None, least: float
) -> None:
    async def work(at: Desk) -> None:
        wait = await at.wait()
        assert wait is not None
        assert int(least) <= wait + 1 <= least * (1 + JITTER) + 1  # moments are kept in whole seconds

    async def run() -> None:
        async with raw(says(f"200 OK{headers}", body)) as url:
            await desk(url, work, every)

    asyncio.run(run())


def test_a_feed_without_news_is_polled_less_often_and_with_news_more_often() -> None:
    async def run() -> None:
        async with Site().serve() as site:

            async def work(at: Desk) -> None:
                entries = [("/first", MORNING)]
                site.put("/first", page("France"))
                site.put("/feed", atom(site, *entries))
                quiet = await at.wait()
                assert quiet is not None
                assert quiet > 3_600.0  # one entry in the nineteen hours since the morning of the day before
                for hour in range(12):
                    at.now = NOW + timedelta(hours=hour)
                    entries.insert(0, (f"/{hour}", at.now.isoformat()))
                    site.put(f"/{hour}", page(f"Country {hour}"))
                    site.put("/feed", atom(site, *entries))
                    busy = await at.wait()
                assert busy is not None
                assert busy < quiet / 2
                at.now += timedelta(days=3)
                silent = await at.wait()
                assert silent is not None
                assert silent > busy

            await desk(f"{site.address}/feed", work)

    asyncio.run(run())
