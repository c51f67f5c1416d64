"""The ledger on real servers: what feeds list is counted by hand, and the sum must be that, whatever was killed."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from config.model import Config, Feed, Fetching
from pipeline import feed_states, ledger_index
from pipeline.account import Account, account
from pipeline.dead_letter_store import DeadLetters
from pipeline.ledger import Ledger
from pipeline.poll import MOST_TRIES
from pipeline.watch_run import watching
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.feed_state import feed_id
from schemas.ledger import Fate, Line, Told
from search.client import connect
from search.ledger import Asked, entries
from tests.connectors.serving import Site
from tests.connectors.test_watch import MORNING, NOON, atom, page
from tests.pipeline.fetchers import Fetcher
from tests.pipeline.fetchers import until as until_then
from tests.pipeline.indexing import delivery_of, writer_for
from tests.pipeline.test_fetch_group import configure, put_feed
from tests.pipeline.workshop import ODD, Command, found_articles, working

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

FEEDS, ENTRIES = 30, 8


def counted(corner: Endpoints, asked: Asked | None = None) -> Account:
    """Gives the account of the moment."""
    with connect(corner.elasticsearch) as client:
        states = feed_states.load(corner.kafka).values()
        return account(client, corner.elasticsearch.index_prefix, states, asked or Asked())


def listed(corner: Endpoints, fate: Fate) -> dict[str, str | None]:
    """Gives the paths of the entries of a fate, with why."""
    with connect(corner.elasticsearch) as client:
        found = entries(client, corner.elasticsearch.index_prefix, Asked(), fate, 1_000)
    return {"/" + each.entry.split("/", 3)[3]: each.why for each in found}


def put_two_feeds(site: Site) -> tuple[Feed, Feed]:
    """Puts a feed of eight entries and one of three on a site, one of every fate among them."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /premium/\n", "text/plain")
    for path in ("/1", "/2", "/3", "/premium/1"):
        site.put(path, page(f"Country {path}"))
    site.put("/empty", "<html><body></body></html>")
    site.put("/poison", page("RAISE"))
    first = ("/1", "/2", "/3", "/gone", "/empty", "/premium/1", "/poison")
    site.put("/first", atom(site, *((path, MORNING) for path in first)), "application/atom+xml")
    second = ("/1?utm_source=second", "/4")
    site.put("/4", page("Country 4"))
    site.put("/second", atom(site, *((path, MORNING) for path in second)), "application/atom+xml")
    return Feed(url=f"{site.address}/first"), Feed(url=f"{site.address}/second")


def test_each_entry_ends_in_one_fate_with_its_reason_and_expected_is_their_sum(corner: Endpoints) -> None:
    config = Config(fetching=Fetching(allow_private_addresses=True, timeout=5.0))

    async def poll(feeds: tuple[Feed, ...]) -> None:
        async with watching(config, corner.kafka, feeds, lambda report: None) as alone:
            await alone.once()

    async def run() -> None:
        async with Site().serve() as site:
            first, second = put_two_feeds(site)
            await poll((first,))
            before = await asyncio.to_thread(counted, corner)
            assert before.total.fates == {"unwritten": 7}, "no worker has run, and all are remembered"
            assert before.total.expected == 7
            with working(corner, tagging=ODD):
                await poll((second,))
                await until_then(lambda: len(found_articles(corner)) == 4, "articles are missing")
                for _ in range(MOST_TRIES - 1):
                    await poll((first,))
                await until_then(
                    lambda: (
                        counted(corner).total.fates == {"skipped": 3, "duplicate": 1, "dead-lettered": 1, "indexed": 4}
                    ),
                    f"the fates are {counted(corner).total.fates}",
                )
                sums = {each.feed_id: each for each in counted(corner).feeds}
                assert sums[feed_id(first.url)].fates == {"skipped": 3, "dead-lettered": 1, "indexed": 3}
                assert sums[feed_id(first.url)].expected == 7
                assert sums[feed_id(first.url)].polls.polls == MOST_TRIES
                assert sums[feed_id(second.url)].fates == {"duplicate": 1, "indexed": 1}
                skipped = listed(corner, "skipped")
                assert set(skipped) == {"/gone", "/empty", "/premium/1"}
                assert "404" in str(skipped["/gone"])
                assert "robots.txt" in str(skipped["/premium/1"])
                assert listed(corner, "dead-lettered") == {
                    "/poison": "tagging the article failed: the tagger has a fault"
                }

                site.put("/1", page("Country 1", extra="A second paragraph that was not there."))
                site.put("/first", atom(site, ("/1", NOON)), "application/atom+xml")
                await poll((first,))
                assert (await asyncio.to_thread(counted, corner)).total.expected == 10
                await until_then(
                    lambda: counted(corner).total.fates.get("indexed") == 5, "a changed entry is a line of its own"
                )
            future = Asked(since=datetime.now(UTC) + timedelta(hours=1))
            assert (await asyncio.to_thread(counted, corner, future)).total.expected == 0
            one = Asked(feeds=(feed_id(second.url),))
            assert [each.feed_id for each in (await asyncio.to_thread(counted, corner, one)).feeds] == [one.feeds[0]]

        # What a person mended and sent again is accounted for as indexed.
        await asyncio.to_thread(DeadLetters(corner.kafka).retry)
        with working(corner):
            await until_then(lambda: "dead-lettered" not in counted(corner).total.fates, "a retried letter stays dead")
        assert counted(corner).total.fates == {"skipped": 3, "duplicate": 1, "indexed": 6}

    asyncio.run(run())


def test_the_sum_holds_when_fetchers_workers_and_their_parent_are_killed_in_the_middle(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    expected = FEEDS * ENTRIES + FEEDS

    async def run() -> None:
        fetchers: list[Fetcher] = []
        commands: list[Command] = []

        async def start() -> None:
            fetchers.append(await Fetcher.start(stack_config.data_dir, corner, tmp_path, f"fetcher-{len(fetchers)}"))
            commands.append(Command(stack_config.data_dir, corner, tmp_path / "work.log"))

        def fetched(site: Site) -> int:
            return sum(number for path, number in site.asked.items() if path.count("/") == 2)

        async with Site().serve() as site:
            urls = [put_feed(site, f"feed-{number}", ENTRIES) for number in range(FEEDS)]
            for number, url in enumerate(urls):
                # One entry of each feed is never found: it is tried again, and skipped in the end.
                paths = [*(f"/feed-{number}/{n}" for n in range(ENTRIES)), f"/feed-{number}/gone"]
                site.put(url.removeprefix(site.address), atom(site, *((path, MORNING) for path in paths)))
            configure(tmp_path, urls)
            try:
                await start()
                await until_then(lambda: fetched(site) > 40, "nothing is fetched")
                fetchers[0].process.kill()
                await fetchers[0].process.wait()
                assert fetched(site) < FEEDS * ENTRIES, "it was over before the kill; the test shows nothing"
                await asyncio.to_thread(lambda: commands[0].child("enrich").kill())
                await start()
                await until_then(lambda: fetched(site) > 150, "it does not go on")
                await asyncio.to_thread(lambda: commands[0].child("index").kill())
                commands[0].process.kill()
                await until_then(
                    lambda: counted(corner).total.fates == {"skipped": FEEDS, "indexed": FEEDS * ENTRIES},
                    "entries have no end",
                    300,
                )
            finally:
                for each in fetchers:
                    await each.end()
                for command in commands:
                    await asyncio.to_thread(command.close)

    asyncio.run(run())
    found = counted(corner)
    assert found.total.expected == expected
    assert all(each.expected == ENTRIES + 1 for each in found.feeds)
    assert len(found_articles(corner)) == FEEDS * ENTRIES
    assert list(DeadLetters(corner.kafka).read()) == []


def test_an_entry_is_remembered_only_after_the_ledger_was_told_of_it(
    corner: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(fetching=Fetching(allow_private_addresses=True, timeout=5.0))

    async def poll(site: Site) -> None:
        feed = Feed(url=f"{site.address}/feed")
        async with watching(config, corner.kafka, (feed,), lambda report: None) as alone:
            await alone.once()

    async def away(self: Ledger) -> None:
        raise ServerError("Kafka is away")

    async def run() -> None:
        async with Site().serve() as site:
            put_feed(site, "feed", 3)
            with monkeypatch.context() as patched:
                patched.setattr(Ledger, "flush", away)
                with pytest.raises(ServerError):
                    await poll(site)
            assert not any(state.seen for state in feed_states.load(corner.kafka).values())
            await poll(site)
            assert (await asyncio.to_thread(counted, corner)).total.fates == {"unwritten": 3}

    asyncio.run(run())


def test_what_is_told_in_any_order_and_twice_leaves_the_fate_that_takes_precedence(corner: Endpoints) -> None:
    def told(fate: Fate, attempt: int = 0) -> bytes:
        line = Line(
            line_id="a" * 32,
            feed_id="b" * 32,
            feed="https://news.example/feed",
            entry="https://news.example/1",
            expected_at="2026-01-02T03:04:05Z",
            attempt=attempt,
        )
        return msgspec.json.encode(Told(line=line, fate=fate, at="2026-01-02T03:04:05Z"))

    async def run() -> None:
        async with writer_for(corner) as writer:
            for batch, becomes in (
                ([told("expected"), told("fetched")], "fetched"),
                ([told("retried"), told("cleaned")], "retried"),
                ([told("expected", 1)], "expected"),
                ([told("indexed", 1), told("published", 1)], "indexed"),
                ([told("tagged", 1), told("indexed", 1)], "indexed"),
                ([told("skipped")], "indexed"),
            ):
                assert await ledger_index.write([delivery_of(value) for value in batch], writer) == []
                assert counted(corner).total.fates == {becomes: 1}
            (failure,) = await ledger_index.write([delivery_of(b'{"line": 1}')], writer)
            assert failure[1].reason.startswith("the message is no line of the ledger")

    asyncio.run(run())
