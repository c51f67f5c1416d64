"""Watching feeds of a local site, with the articles and the feeds' states in a real Kafka."""

import asyncio
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from kafka import KafkaConsumer, TopicPartition

from config.model import Config, Feed, Fetching
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from pipeline.feed_book import FeedBook
from pipeline.poll import MOST_TRIES, Poller
from pipeline.polled import Polled
from pipeline.schedule import Bounds
from pipeline.watch import Report, Watcher
from pipeline.watch_run import watching
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints, KafkaEndpoint
from schemas.errors import ServerError
from schemas.feed_state import FeedState, feed_id
from schemas.ledger import Line
from schemas.messages import CLEANED, FEED, decode
from schemas.publish import json_schema
from tests.connectors.serving import Site

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BOUNDS = Bounds(shortest=300.0, longest=6 * 3600.0)
FETCHING = Fetching(allow_private_addresses=True, timeout=5.0)


def page(subject: str, extra: str = "") -> str:
    """Gives a page with an article."""
    return (
        f'<html lang="en"><head><title>{subject} offers troops</title></head><body><article><h1>{subject} offers troops'
        f"</h1><p>{subject} offered troops to Ukraine on Monday as part of security guarantees that would begin with a "
        f"ceasefire, its leader told reporters.</p><p>Russia rejected the offer of {subject} at once and said that any "
        f"such force would be a target for its army. {extra}</p></article></body></html>"
    )


def atom(site: Site, *entries: tuple[str, str], content: str = "") -> str:
    """Gives an Atom feed of (path, updated) entries."""
    items = "".join(
        f'<entry><id>urn:{path}</id><title>{path.partition("?")[0]}</title><link href="{site.address}{path}"/>'
        f"<updated>{updated}</updated>"
        f'<content type="html">{content}</content></entry>'
        for path, updated in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>{items}</feed>'


MORNING, NOON = "2026-01-01T08:00:00Z", "2026-01-01T12:00:00Z"


class Kafkaless:
    """Polls with the real fetcher and cleaner; what is published and saved is kept in lists."""

    def __init__(self) -> None:
        self.published: list[CleanedArticle] = []
        self.saved: list[FeedState] = []
        self.refuses = False

    async def publish(self, articles: Sequence[CleanedArticle], lines: Sequence[Line]) -> None:
        if self.refuses:
            raise ServerError("Kafka is away")
        self.published += articles

    async def save(self, state: FeedState) -> None:
        self.saved.append(state)

    async def polls(self, site: Site, times: int, change: Any = None, tags: tuple[str, ...] = ()) -> list[Polled]:
        """Polls the site's /feed several times, each with the state of the last; `change(n)` is called before."""
        feed = Feed(url=f"{site.address}/feed", tags=tags)
        state = FeedState(feed_id=feed_id(feed.url), url=feed.url)
        results = []
        with Cleaner(timeout=10.0, workers=1) as cleaner:
            async with Fetcher(FETCHING) as fetcher:
                poller = Poller(fetcher, cleaner, publish=self.publish, save=self.save, clock=lambda: NOW)
                for number in range(times):
                    if change:
                        change(number)
                    results.append(await poller.poll(feed, state))
                    state = results[-1].state
        return results


def test_an_entry_whose_feed_tells_of_a_change_is_fetched_again_and_published_only_if_it_changed() -> None:
    sink = Kafkaless()

    async def run() -> list[Polled]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/b", page("Poland"))
            site.put("/feed", atom(site, ("/a", MORNING), ("/b", MORNING)))

            def change(number: int) -> None:
                if number == 1:
                    site.put("/a", page("France", "This was added at noon."))
                    site.put("/feed", atom(site, ("/a", NOON), ("/b", NOON)))

            return await sink.polls(site, 2, change)

    first, second = asyncio.run(run())
    assert (first.new, first.published, first.unchanged) == (2, 2, 0)
    assert (second.new, second.published, second.unchanged) == (2, 1, 1)
    before, after = sink.published[0], sink.published[-1]
    assert before.article_id == after.article_id
    assert before.version_id != after.version_id
    assert after.text.endswith("This was added at noon.")


def test_two_entries_that_lead_to_one_article_publish_it_once() -> None:
    sink = Kafkaless()

    async def run() -> list[Polled]:
        async with Site().serve() as site:
            own = page("France").replace("<title>", f'<link rel="canonical" href="{site.address}/a"><title>')
            site.put("/a", own)
            site.put("/a/amp.html", own)
            listed = atom(site, ("/a", MORNING), ("/a/amp.html", MORNING))
            site.put("/feed", listed.replace("<title>/a/amp.html</title>", "<title>/a</title>"))
            return await sink.polls(site, 2)

    first, second = asyncio.run(run())
    assert (first.new, first.published, first.unchanged) == (2, 1, 1)
    assert second.new == 0
    assert [each.url.rpartition("/")[2] for each in sink.published] == ["a"]


def test_an_article_says_the_tags_of_the_feed_that_it_came_by() -> None:
    sink = Kafkaless()

    async def run() -> None:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/feed", atom(site, ("/a", MORNING)))
            await sink.polls(site, 1, tags=("Europe, East", "  wire\n", "wire", *map(str, range(30)), "x" * 300))

    asyncio.run(run())
    (article,) = sink.published
    assert article.feed_tags == ("Europe, East", "wire", *map(str, range(17)))


def test_a_page_that_changes_without_word_from_the_feed_is_not_fetched_again() -> None:
    sink = Kafkaless()

    async def run() -> tuple[list[Polled], Site]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/feed", atom(site, ("/a", MORNING)))
            return await sink.polls(site, 2, lambda number: site.put("/a", page("France", str(number)))), site

    (_, second), site = asyncio.run(run())
    assert not second.modified
    assert site.asked["/a"] == 1
    assert site.not_modified["/feed"] == 1


def test_nothing_is_remembered_of_articles_that_kafka_did_not_take() -> None:
    sink = Kafkaless()
    sink.refuses = True

    async def run() -> None:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/feed", atom(site, ("/a", MORNING)))
            await sink.polls(site, 1)

    with pytest.raises(ServerError):
        asyncio.run(run())
    assert sink.saved == []


def test_an_entry_that_cannot_be_had_is_tried_again_and_then_given_up() -> None:
    sink = Kafkaless()

    async def run() -> tuple[list[Polled], Site]:
        async with Site().serve() as site:
            site.put("/feed", atom(site, ("/gone", MORNING)))
            return await sink.polls(site, MOST_TRIES + 2), site

    results, site = asyncio.run(run())
    assert [one.new for one in results] == [1] * MOST_TRIES + [0] * 2
    assert site.asked["/gone"] == MOST_TRIES
    assert str(results[0].refused[0]).endswith("/gone: not found (404)")
    assert not results[-1].modified  # only now may the feed be answered with 304


def test_an_entry_that_comes_back_is_published() -> None:
    sink = Kafkaless()

    async def run() -> list[Polled]:
        async with Site().serve() as site:
            site.put("/feed", atom(site, ("/late", MORNING)))
            return await sink.polls(site, 2, lambda number: site.put("/late" if number else "/early", page("France")))

    results = asyncio.run(run())
    assert [one.published for one in results] == [0, 1]


def test_a_feeds_own_text_is_published_where_the_page_gives_none() -> None:
    sink = Kafkaless()

    async def run() -> None:
        async with Site().serve() as site:
            text = "&lt;p&gt;" + "France offered troops to Ukraine and will send them when a ceasefire holds. " * 8
            site.put("/feed", atom(site, ("/gone", MORNING), content=text))
            await sink.polls(site, 1)

    asyncio.run(run())
    (article,) = sink.published
    assert article.text.startswith("France offered troops to Ukraine")
    assert article.published == MORNING
    assert article.published_from == "feed"


def test_waits_grow_with_errors_up_to_a_bound_and_a_success_ends_them() -> None:
    sink, reports = Kafkaless(), list[Report]()

    async def run() -> None:
        async with Site().serve() as site:
            feed = Feed(url=f"{site.address}/feed", every=60.0)
            with Cleaner(timeout=10.0, workers=1) as cleaner:
                async with Fetcher(FETCHING) as fetcher:
                    book = FeedBook(sink.save)
                    poller = Poller(fetcher, cleaner, publish=sink.publish, save=book.save, clock=lambda: NOW)
                    watcher = Watcher(
                        poller,
                        book,
                        BOUNDS,
                        clock=lambda: NOW,
                        chance=random.Random(7),
                        report=reports.append,
                        concurrency=4,
                    )
                    for number in range(13):
                        if number == 12:
                            site.put("/feed", atom(site))
                        await watcher.once({book.of(feed).feed_id: feed})

    asyncio.run(run())
    waits = [(datetime.fromisoformat(one.next_poll or "") - NOW).total_seconds() for one in reports]
    for errors, wait in enumerate(waits[:-1], start=1):
        longest = min(60.0 * 2**errors, BOUNDS.longest)
        assert 0.79 * longest <= wait <= longest
    assert len(set(waits[-4:-1])) == 3  # jitter
    assert waits[-1] == 60.0
    assert sink.saved[-2].errors == 12
    assert sink.saved[-1].errors == 0


def published(endpoint: KafkaEndpoint, topic: str) -> list[bytes]:
    """Gives every value in a topic."""
    consumer = KafkaConsumer(bootstrap_servers=list(endpoint.servers), group_id=None, enable_auto_commit=False)
    try:
        name = endpoint.topic_prefix + topic
        partitions = [TopicPartition(name, number) for number in consumer.partitions_for_topic(name) or ()]
        consumer.assign(partitions)
        consumer.seek_to_beginning()
        ends = consumer.end_offsets(partitions)
        values: list[bytes] = []
        while any(consumer.position(partition) < end for partition, end in ends.items()):
            for records in consumer.poll(timeout_ms=500).values():
                values += [record.value for record in records]
        return values
    finally:
        consumer.close()


async def watch_once(endpoint: KafkaEndpoint, *feeds: Feed) -> list[Report]:
    """Does what `watch --once` does, as a process of its own would."""
    config = Config(fetching=FETCHING, feeds=feeds)
    async with watching(config, endpoint, feeds, lambda report: None) as watcher:
        return await watcher.once()


@pytest.mark.servers
def test_what_is_new_is_published_once_also_after_a_restart(endpoints: Endpoints) -> None:
    async def run() -> tuple[list[Report], Site]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/b", page("Poland"))
            site.put("/feed", atom(site, ("/a", MORNING), ("/b", MORNING)))
            site.put("/other", atom(site, ("/a", MORNING)))
            feed = Feed(url=f"{site.address}/feed")
            reports = []
            for _ in range(3):
                reports += await watch_once(endpoints.kafka, feed)
            return [*reports, *await watch_once(endpoints.kafka, Feed(url=f"{site.address}/other"))], site

    reports, site = asyncio.run(run())
    polled = [report.polled for report in reports]
    assert [one.published for one in polled if one] == [2, 0, 0, 0]
    assert [one.modified for one in polled if one] == [True, False, False, True]
    assert site.not_modified["/feed"] == 2
    values = published(endpoints.kafka, CLEANED)
    schema = Draft202012Validator(json_schema(CLEANED))
    for value in values:
        schema.validate(json.loads(value))
    assert sorted(decode(value, CleanedArticle).title for value in values) == ["/a", "/b"]
    states = Draft202012Validator(json_schema(FEED))
    for value in published(endpoints.kafka, FEED):
        states.validate(json.loads(value))


@pytest.mark.servers
def test_a_broken_feed_stops_no_other(endpoints: Endpoints) -> None:
    async def run() -> dict[str, Report]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/good", atom(site, ("/a", MORNING)))
            site.put("/html", page("Poland"))
            site.put("/empty", "")
            site.put("/big", "x" * 400_000)
            feeds = [Feed(url=site.address + path) for path in ("/404", "/html", "/empty", "/big", "/good")]
            config = Config(fetching=FETCHING.model_copy(update={"max_bytes": 300_000}))
            async with watching(config, endpoints.kafka, tuple(feeds), lambda report: None) as watcher:
                return {report.label.rsplit("/", 1)[1]: report for report in await watcher.once()}

    found = asyncio.run(run())
    sentences = {name: (report.error or "").split(": ", 1)[-1] for name, report in found.items()}
    assert sentences == {
        "404": "not found (404)",
        "html": "is a web page and no feed",
        "empty": "is empty",
        "big": "is more than 0.3 MB",
        "good": "",
    }
    assert len(published(endpoints.kafka, CLEANED)) == 1


@pytest.mark.servers
def test_the_secrets_in_a_feeds_address_reach_no_message(endpoints: Endpoints) -> None:
    async def run() -> list[Report]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            # A feed that hands its own token on to the pages it lists.
            site.put("/feed", atom(site, ("/a?token=swordfish&amp;id=5", MORNING)))
            host = site.address.removeprefix("http://")
            return await watch_once(endpoints.kafka, Feed(url=f"http://ann:hunter2@{host}/feed?token=swordfish"))

    (report,) = asyncio.run(run())
    assert report.polled is not None
    assert report.polled.published == 1
    everything = (
        b"".join(published(endpoints.kafka, CLEANED) + published(endpoints.kafka, FEED)) + repr(report).encode()
    )
    assert b"hunter2" not in everything
    assert b"swordfish" not in everything
    (value,) = published(endpoints.kafka, CLEANED)
    assert decode(value, CleanedArticle).url.endswith("/a?id=5")


@pytest.mark.servers
def test_watching_goes_on_after_polls_and_is_ended_at_any_time(endpoints: Endpoints) -> None:
    reports: list[Report] = []

    async def run() -> None:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/feed", atom(site, ("/a", MORNING)))
            feeds = (Feed(url=f"{site.address}/feed", every=5.0), Feed(url=f"{site.address}/404", every=5.0))
            config = Config(fetching=FETCHING)
            enough = asyncio.Event()

            def hear(report: Report) -> None:
                reports.append(report)
                if sum(one.label.endswith("/feed") for one in reports) == 2:
                    enough.set()

            async with watching(config, endpoints.kafka, feeds, hear) as watcher:
                task = asyncio.create_task(watcher.forever())
                await asyncio.wait_for(enough.wait(), 60)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

    asyncio.run(run())
    good = [one.polled for one in reports if one.label.endswith("/feed")]
    assert [one.published for one in good if one] == [1, 0]
    assert any(one.error for one in reports)


def command(config: Config, endpoints: Endpoints, *arguments: str) -> list[str]:
    """Gives the command line of `pledgewire watch` against the suite's servers."""
    settings = [f"kafka.topic_prefix={endpoints.kafka.topic_prefix}", "fetching.allow_private_addresses=true"]
    flags = [flag for setting in settings for flag in ("--set", setting)]
    return [sys.executable, "-m", "cli", "--data-dir", str(config.data_dir), *flags, "watch", *arguments]


@pytest.mark.servers
def test_the_command_ends_with_seven_where_every_feed_failed(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path
) -> None:
    arguments = ["--once", "--feed", "http://ann:hunter2@127.0.0.1:9/feed?token=swordfish"]
    ended = subprocess.run(
        command(stack_config, endpoints, *arguments), capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert ended.returncode == 7
    assert ended.stderr.splitlines()[-1] == "pledgewire: http://***@127.0.0.1:9/feed?token=***: does not answer"
    assert "Traceback" not in ended.stderr
    assert "hunter2" not in ended.stdout + ended.stderr


@pytest.mark.servers
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_the_command_ends_cleanly_when_it_is_interrupted(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    process = subprocess.Popen(
        command(stack_config, endpoints, "--json", "--feed", "http://127.0.0.1:9/feed"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    line = json.loads(process.stdout.readline())  # the first poll has failed, the next is minutes away
    assert line["error"] == "http://127.0.0.1:9/feed: does not answer"
    process.send_signal(sent)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in errors
    assert errors.splitlines()[-1] == "1 poll: 0 articles published, 0 entries refused, 1 poll failed."


@pytest.mark.servers
def test_a_person_at_a_terminal_sees_how_the_watch_stands(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path
) -> None:
    here, there = pty.openpty()
    process = subprocess.Popen(
        command(stack_config, endpoints, "--feed", "http://127.0.0.1:9/feed"),
        stdout=subprocess.PIPE,
        stderr=there,
        cwd=tmp_path,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(there)
    seen = b""
    while b"1 failed" not in seen:
        seen += os.read(here, 4_096)
    process.send_signal(signal.SIGINT)
    with suppress(OSError):  # the other end is closed
        while more := os.read(here, 4_096):
            seen += more
    os.close(here)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    assert "feeds    1 watched · 1 failing · next in " in shown
    assert "polls    1 in " in shown
    assert "entries  0 new" in shown
    assert "1 poll: 0 articles published, 0 entries refused, 1 poll failed." in shown
    assert (process.communicate(timeout=60)[0], process.returncode) == (b"", 130)


@pytest.mark.servers
def test_the_command_without_a_feed_says_what_to_do(stack_config: Config, endpoints: Endpoints, tmp_path: Path) -> None:
    ended = subprocess.run(
        command(stack_config, endpoints, "--once"), capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1] == (
        "pledgewire: there is no feed: `pledgewire feeds add URL` adds one, or add `feeds:` to pledgewire.yaml"
    )


def test_a_feed_is_due_when_its_state_says_so() -> None:
    feed = Feed(url="http://feed.example/", every=600.0)
    identity = feed_id(feed.url)

    def due_in(next_poll: timedelta, errors: int = 0) -> float:
        state = FeedState(
            feed_id=identity,
            url=feed.url,
            errors=errors,
            next_poll=(NOW + next_poll).isoformat().replace("+00:00", "Z"),
        )
        sink = Kafkaless()
        poller = Poller(None, None, publish=sink.publish, save=sink.save, clock=lambda: NOW)  # type: ignore[arg-type]
        watcher = Watcher(
            poller,
            FeedBook(sink.save, [state]),
            BOUNDS,
            clock=lambda: NOW,
            chance=random.Random(1),
            report=lambda report: None,
            concurrency=1,
        )
        return watcher.due_in(identity, feed)

    assert due_in(timedelta(minutes=5)) == 300.0
    assert due_in(timedelta(minutes=-5)) == 0.0
    assert due_in(timedelta(hours=5)) == 600.0  # it was polled every day before, and every ten minutes now
    assert due_in(timedelta(hours=5), errors=9) == 5 * 3600.0


def test_an_index_of_sitemaps_is_a_feed_whose_sitemaps_are_read_at_every_poll() -> None:
    sink = Kafkaless()

    def urls(site: Site, *paths: str) -> str:
        return f"<urlset>{''.join(f'<url><loc>{site.address}{path}</loc></url>' for path in paths)}</urlset>"

    async def run() -> list[Polled]:
        async with Site().serve() as site:
            site.put("/a", page("France"))
            site.put("/b", page("Poland"))
            site.put("/feed", "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>")
            site.put("/news.xml", urls(site, "/a"))

            def change(number: int) -> None:
                if number == 1:
                    site.put("/news.xml", urls(site, "/a", "/b"))

            return await sink.polls(site, 2, change)

    first, second = asyncio.run(run())
    assert (first.listed, first.published) == (1, 1)
    assert (second.listed, second.new, second.published) == (2, 1, 1)
    assert [article.title for article in sink.published] == ["France offers troops", "Poland offers troops"]
