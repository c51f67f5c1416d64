"""Fetchers that share feeds through Kafka alone: one more, one killed, feeds added and removed while they run."""

import asyncio
import json
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest

from config.model import Config, Feed, Fetching
from config.servers import Kafka
from connectors import addresses
from pipeline import feed_states, subscriptions, topics
from pipeline.compacted import Store
from pipeline.subscribed import subscribe, subscription
from pipeline.watch import Report
from pipeline.watch_run import sharing
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.feed_state import FeedState, feed_id
from schemas.messages import CLEANED, FEED, decode
from tests.connectors.serving import Site
from tests.connectors.test_watch import MORNING, atom, page
from tests.pipeline.fetchers import Fetcher, until
from tests.pipeline.kafka_side import everything

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

FEEDS = 200


def put_feed(site: Site, name: str, articles: int = 1) -> str:
    """Puts a feed of so many articles on the site, or adds to it; gives the feed's address."""
    paths = [f"/{name}/{number}" for number in range(articles)]
    for path in paths:
        site.put(path, page(path))
    site.put(f"/{name}", atom(site, *((path, MORNING) for path in paths)), "application/atom+xml")
    return f"{site.address}/{name}"


def configure(folder: Path, urls: list[str]) -> None:
    """Writes the configuration of feeds that are polled every ten seconds."""
    feeds = [{"url": url, "every": "10s"} for url in urls]
    settings = {"feeds": feeds, "fetching": {"allow_private_addresses": True, "timeout": "20s"}}
    (folder / "pledgewire.yaml").write_text(json.dumps(settings))


def test_three_fetchers_share_200_feeds_and_take_over_those_of_one_that_is_killed(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    async def run() -> None:
        fetchers: list[Fetcher] = []

        async def start() -> None:
            name = f"fetcher-{len(fetchers)}"
            fetchers.append(await Fetcher.start(stack_config.data_dir, corner, tmp_path, name))

        async with Site().serve() as site:
            feeds = {put_feed(site, f"feed-{number}") for number in range(FEEDS)}
            configure(tmp_path, sorted(feeds))
            try:
                await start()
                await until(lambda: fetchers[0].polled() == feeds, "the first fetcher polls all")
                await start()
                await start()
                await until(lambda: all(each.polled() for each in fetchers), "no feed moves to the new fetchers")
                await asyncio.sleep(10)

                marks = {each: each.mark() for each in fetchers}
                await until(lambda: set().union(*(each.polled(marks[each]) for each in fetchers)) == feeds, "some rest")
                shares = {each: each.polled(marks[each]) for each in fetchers}
                assert all(shares.values())
                assert not any(one & other for one, other in combinations(shares.values(), 2))

                killed, *left = fetchers
                for number in range(FEEDS):
                    put_feed(site, f"feed-{number}", articles=2)
                await until(lambda: any(site.asked[f"/feed-{number}/1"] for number in range(FEEDS)), "nothing is new")
                killed.process.kill()
                await killed.process.wait()
                marks = {each: each.mark() for each in left}
                await until(
                    lambda: set().union(*(each.polled(marks[each]) for each in left)) == feeds, "feeds are forgotten"
                )
                await until(lambda: published(corner) == {f"{feed}/{n}" for feed in feeds for n in (0, 1)}, "articles")
            finally:
                for each in fetchers:
                    await each.end()
            assert all("Traceback" not in each.said() for each in fetchers)

    asyncio.run(run())


def published(corner: Endpoints) -> set[str]:
    """Gives the addresses of all articles that were published."""
    records = everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)
    return {decode(record.value, CleanedArticle).url for record in records}


def test_a_running_fetcher_hears_of_feeds_that_are_added_changed_and_removed(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    async def run() -> None:
        async with Site().serve() as site:
            configure(tmp_path, [])
            fetcher = await Fetcher.start(stack_config.data_dir, corner, tmp_path, "one")
            try:
                first, second = (Feed(url=put_feed(site, name), every=5.0) for name in ("first", "second"))
                await asyncio.to_thread(subscriptions.add, corner.kafka, [first, second], datetime.now(UTC))
                await until(lambda: fetcher.polled() == {first.url, second.url}, "an added feed is not polled")

                named = first.model_copy(update={"name": "The First"})
                await asyncio.to_thread(subscriptions.add, corner.kafka, [named], datetime.now(UTC))
                await until(lambda: "The First" in fetcher.polled(), "a changed feed is polled as it was before")

                states = await asyncio.to_thread(feed_states.load, corner.kafka)
                gone = [states[feed_id(second.url)]]
                await asyncio.to_thread(subscriptions.remove, corner.kafka, gone, datetime.now(UTC))
                await until(lambda: "Watching 1 feed " in fetcher.said(), "a removed feed is still polled")
                mark, asked = fetcher.mark(), site.asked["/second"]
                await until(lambda: fetcher.polled(mark) == {"The First"}, "the other is not polled any more")
                await asyncio.sleep(6)
                assert site.asked["/second"] == asked
            finally:
                await fetcher.end()
            states = await asyncio.to_thread(feed_states.load, corner.kafka)
            first_state, second_state = states[feed_id(first.url)], states[feed_id(second.url)]
            assert first_state.wanted
            assert first_state.label == "The First"
            assert not second_state.wanted
            assert second_state.seen  # added again it goes on where it was, and publishes nothing twice
            assert site.asked["/first/0"] == 1

    asyncio.run(run())


def test_a_fetcher_that_is_ended_leaves_the_group_at_once(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    async def run() -> None:
        async with Site().serve() as site:
            feeds = {put_feed(site, f"feed-{number}") for number in range(12)}
            configure(tmp_path, sorted(feeds))
            first = await Fetcher.start(stack_config.data_dir, corner, tmp_path, "first")
            try:
                await until(lambda: first.polled() == feeds, "feeds are missing")
                second = await Fetcher.start(stack_config.data_dir, corner, tmp_path, "second")
                await until(lambda: bool(second.polled()), "no feed moves")
                await first.end()
                assert first.process.returncode == 0
                await until(lambda: "Watching 12 feeds" in second.said(), "feeds are not taken over")
            finally:
                await first.end()
                await second.end()

    asyncio.run(run())


class Sharer:
    """A fetcher of this process, and what it reports."""

    def __init__(self, config: Config, corner: Endpoints) -> None:
        self.reports: list[Report] = []
        self._task = asyncio.create_task(self._run(config, corner))

    async def _run(self, config: Config, corner: Endpoints) -> None:
        async with sharing(config, corner.kafka, self.reports.append, lambda feeds, partitions: None) as member:
            await member.run()

    async def end(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


def test_all_feeds_of_a_site_are_one_fetchers_also_where_an_older_pledgewire_put_them_elsewhere(
    corner: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def everywhere(host: Any, *args: Any, **kwargs: Any) -> Any:
        return real("127.0.0.1" if str(host).endswith(".example") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", everywhere)

    def as_before(feeds: list[Feed]) -> None:
        """Subscribes as it was before feeds had a home: the partition follows from the key."""
        store = Store(corner.kafka, FEED, "subscribe")
        for feed in feeds:
            state = FeedState(feed_id=feed_id(feed.url), url=feed.url)
            store.save(state.feed_id, msgspec.json.encode(subscribe(state, subscription(feed, datetime.now(UTC)))))
        store.close()

    def lying() -> dict[str, set[int]]:
        """Gives the partitions in which each feed's record lies."""
        newest: dict[tuple[str, int], bool] = {}
        for record in everything(corner.kafka, corner.kafka.topic_prefix + FEED):
            newest[record.key.decode(), record.partition] = record.value is not None
        return {key: {place for (one, place), there in newest.items() if one == key and there} for key, _ in newest}

    async def run() -> None:
        async with Site().serve() as site:
            port = site.address.rsplit(":", 1)[1]
            paths = [f"feed-{number}" for number in range(5)]
            for path in paths:
                put_feed(site, path)
            feeds = [
                Feed(url=f"http://{name}.site-{number}.example:{port}/{path}", every=3_600.0)
                for number in range(6)
                for name, path in zip(("rss", "www", "rss", "m", "feeds"), paths, strict=True)
            ]
            await asyncio.to_thread(topics.ensure, corner.kafka, Kafka())
            await asyncio.to_thread(as_before, feeds)
            before = await asyncio.to_thread(feed_states.load, corner.kafka)
            assert {state.url for state in before.values() if state.wanted} == {feed.url for feed in feeds}

            config = Config(fetching=Fetching(allow_private_addresses=True, host_delay=0.0))
            sharers = [Sharer(config, corner), Sharer(config, corner)]
            await until(lambda: sum(len(each.reports) for each in sharers) == len(feeds), "some feeds are not polled")
            await asyncio.sleep(2)
            for each in sharers:
                await each.end()

            one, other = ({report.label for report in each.reports} for each in sharers)
            assert not one & other
            assert {feed.url for feed in feeds} == one | other
            sites = [{addresses.owner(url) for url in urls} for urls in (one, other)]
            assert not sites[0] & sites[1]
            for path in paths:
                assert site.asked[f"/{path}"] == 6
            assert all(len(there) == 1 for there in (await asyncio.to_thread(lying)).values())
            after = await asyncio.to_thread(feed_states.load, corner.kafka)
            assert all(after[key].seen and after[key].subscription == before[key].subscription for key in before)

    asyncio.run(run())


def test_a_fetcher_that_starts_again_waits_for_what_is_not_due(corner: Endpoints) -> None:
    async def run_until(config: Config, true: Callable[[list[Report], list[int]], bool]) -> list[Report]:
        """Polls until that is so; gives the reports."""
        reports, shares = list[Report](), list[int]()
        async with sharing(config, corner.kafka, reports.append, lambda feeds, _: shares.append(feeds)) as member:
            task = asyncio.create_task(member.run())
            try:
                await until(lambda: true(reports, shares), "nothing happens")
                await asyncio.sleep(2)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        return reports

    async def run() -> None:
        async with Site().serve() as site:
            feed = Feed(url=put_feed(site, "feed"), every=3_600.0)
            config = Config(feeds=(feed,), fetching=Fetching(allow_private_addresses=True))
            first = await run_until(config, lambda reports, shares: bool(reports))
            assert [report.polled.published for report in first if report.polled] == [1]
            second = await run_until(config, lambda reports, shares: 1 in shares)
            assert second == []
            assert site.asked["/feed"] == 1
            # What a person changes is not waited for.
            hasty = config.model_copy(update={"feeds": (feed.model_copy(update={"every": 5.0}),)})
            third = await run_until(hasty, lambda reports, shares: bool(reports))
            assert [report.polled.modified for report in third if report.polled] == [False]

    asyncio.run(run())
