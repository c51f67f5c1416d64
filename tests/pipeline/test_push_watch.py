"""Push and polls together: a hub pushes what a feed has to say, and it goes the way of a polled feed."""

import asyncio
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from config.model import Config, Feed, Fetching, Websub
from connectors import hub as asking
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from pipeline import push, push_run
from pipeline.poll import Poller
from pipeline.watch import Report
from pipeline.watch_run import watching
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.errors import FetchError
from schemas.feed_state import FeedState, feed_id
from schemas.messages import CLEANED, decode
from stack import ports
from tests.connectors.serving import Site
from tests.connectors.test_watch import MORNING, NOW, Kafkaless, atom, page, published
from tests.pipeline.hub import Hub

FETCHING = Fetching(allow_private_addresses=True, timeout=5.0)


def test_what_is_pushed_may_be_the_new_entries_alone_and_nothing_that_was_known_is_fetched_again() -> None:
    sink = Kafkaless()

    async def run() -> Site:
        async with Site().serve() as site:
            for name in "abc":
                site.put(f"/{name}", page(name.upper()))
            site.put("/feed", atom(site, ("/a", MORNING), ("/b", MORNING)))
            feed = Feed(url=f"{site.address}/feed")
            state = FeedState(feed_id=feed_id(feed.url), url=feed.url)
            with Cleaner(timeout=10.0, workers=1) as cleaner:
                async with Fetcher(FETCHING) as fetcher:
                    poller = Poller(fetcher, cleaner, publish=sink.publish, save=sink.save, clock=lambda: NOW)
                    first = await poller.poll(feed, state)
                    pushed = await poller.push(feed, first.state, atom(site, ("/c", MORNING)).encode())
                    assert (pushed.listed, pushed.new, pushed.published) == (1, 1, 1)
                    assert (pushed.state.etag, len(pushed.state.seen)) == (first.state.etag, 3)
                    site.put("/feed", atom(site, ("/c", MORNING), ("/a", MORNING), ("/b", MORNING)))
                    last = await poller.poll(feed, pushed.state)
                    assert (last.listed, last.new) == (3, 0)
                    with pytest.raises(FetchError):
                        await poller.push(feed, last.state, b"<html>no feed</html>")
            return site

    site = asyncio.run(run())
    assert [one.title for one in sink.published] == ["/a", "/b", "/c"]
    assert site.asked["/a"] == site.asked["/b"] == site.asked["/c"] == 1


async def eventually(what: Callable[[], bool]) -> None:
    """Waits until something is so, for a minute at the most."""
    async with asyncio.timeout(60):
        while not what():  # noqa: ASYNC110 (there is nothing to be told by)
            await asyncio.sleep(0.02)


@pytest.mark.servers
@pytest.mark.parametrize("https", [True, False])
def test_a_feed_with_a_hub_is_published_when_the_hub_pushes(
    https: bool, endpoints: Endpoints, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "LOOK_EVERY", 0.02)
    reports: list[Report] = []
    said: list[str] = []
    port = ports.free(set())
    config = Config(
        data_dir=tmp_path / "data",
        fetching=FETCHING,
        websub=Websub(callback=f"http://127.0.0.1:{port}/", listen=f"127.0.0.1:{port}"),
    )

    async def ask(settings: Fetching, hub: str, form: dict[str, str]) -> None:
        """Lets the hub of the test be reached over https, where it is to be."""
        await asking.ask(settings, hub.replace("https://", "http://") if https else hub, form)

    monkeypatch.setattr(push_run, "ask", ask)

    async def run() -> None:
        async with Site().serve() as site, Hub().serve() as hub:
            topic = f"{site.address}/feed"
            links = f'<link rel="hub" href="{hub.address}"/><link rel="self" href="{topic}"/>'

            def feed(*entries: tuple[str, str]) -> str:
                return atom(site, *entries).replace("<title>Herald</title>", f"<title>Herald</title>{links}")

            site.put("/a", page("France"))
            site.put("/b", page("Poland"))
            site.put("/feed", feed(("/a", MORNING)))
            feeds = (Feed(url=topic, every=3600.0),)
            async with watching(config, endpoints.kafka, feeds, reports.append, push=True, say=said.append) as alone:
                task = asyncio.create_task(alone.forever())
                await asyncio.wait_for(hub.changed.wait(), 60)
                assert hub.verified == [(200, True)]
                assert list(hub.secrets) == [(topic, hub.requests[0]["hub.callback"])]
                fresh = feed(("/b", MORNING))
                site.put("/feed", feed(("/b", MORNING), ("/a", MORNING)))
                assert await hub.send(topic, fresh.encode()) == [202]
                await eventually(lambda: len(reports) == 2)
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            assert site.asked["/feed"] == (1 if https else 2)  # what is not signed only has the feed polled

    asyncio.run(run())
    assert [report.polled.published for report in reports if report.polled] == [1, 1]
    titles = [decode(value, CleanedArticle).title for value in published(endpoints.kafka, CLEANED)]
    assert sorted(titles) == ["/a", "/b"]
    assert said[0].endswith("from now on")
    assert stat.S_IMODE((tmp_path / "data" / push_run.KEY).stat().st_mode) == 0o600


@pytest.mark.servers
def test_where_another_process_listens_feeds_are_polled_without_pushes(endpoints: Endpoints, tmp_path: Path) -> None:
    said: list[str] = []

    async def run() -> None:
        async with Site().serve() as site:
            port = int(site.address.rpartition(":")[2])
            settings = Websub(callback="https://push.example/", listen=f"127.0.0.1:{port}")
            config = Config(data_dir=tmp_path / "data", fetching=FETCHING, websub=settings)
            site.put("/feed", atom(site))
            feeds = (Feed(url=f"{site.address}/feed"),)
            async with watching(config, endpoints.kafka, feeds, lambda report: None, push=True, say=said.append) as one:
                assert [bool(report.polled) for report in await one.once()] == [True]

    asyncio.run(run())
    assert len(said) == 1
    assert said[0].endswith("Feeds are polled without pushes.")
