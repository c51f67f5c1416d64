"""What Prometheus reads: counts that hold through the deaths of workers, and a dashboard that names what there is."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from prometheus_client import REGISTRY, CollectorRegistry, Counter, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pytest_httpserver import HTTPServer
from starlette.types import Message, Receive, Scope, Send

from config.model import Config, Fetching
from pipeline.backlog import Backlog, Waiting
from pipeline.carried import PUBLISHED, published_in, with_time
from pipeline.delivery import Delivery
from pipeline.fates import Noted
from pipeline.fetch_failures import CountedFetcher
from pipeline.metrics import dashboard, polling, stages
from pipeline.metrics.parent import FOLDER, Parent
from pipeline.metrics.server import serving
from pipeline.publisher import Publisher
from pipeline.watch import Report
from schemas.endpoints import Endpoints
from schemas.errors import FetchError
from schemas.messages import CLEANED
from stack.ports import free
from tests.pipeline.articles import articles
from tests.pipeline.kafka_side import send
from tests.pipeline.workshop import Command, until
from web.measured import Measured

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def samples(text: str) -> dict[str, float]:
    """Gives what was read, by name with labels: `pledgewire_polls_total{outcome="failed"}`."""
    found = {}
    for family in text_string_to_metric_families(text):
        for one in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(one.labels.items()))
            found[f"{one.name}{{{labels}}}" if labels else one.name] = one.value
    return found


def read(address: str) -> dict[str, float]:
    try:
        with urlopen(f"http://{address}/metrics", timeout=10) as answer:
            return samples(answer.read().decode())
    except URLError:
        return {}


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def delivery(*headers: tuple[str, bytes]) -> Delivery:
    return Delivery(topic="t", partition=0, offset=0, key=None, value=None, headers=list(headers))


def test_every_metric_of_the_dashboard_exists_and_the_file_is_what_the_code_gives(tmp_path: Path) -> None:
    parent = Parent(tmp_path)
    parent.started("index-1")
    parent.see(Backlog(agents=(Waiting(agent="index", topic="t", messages=3),), dead_letters=1))
    stages.buried(delivery())
    there = samples((generate_latest(REGISTRY) + generate_latest(parent.registry)).decode())
    names = {name.partition("{")[0] for name in there}
    asked = {
        name
        for panel in dashboard.PANELS
        for query, _ in panel.queries
        for name in re.findall(r"pledgewire_\w+", query)
    }
    assert asked
    assert asked <= names
    ours = {
        name for name in names if name.startswith("pledgewire_") and not name.endswith(("_created", "_sum", "_count"))
    }
    assert ours == asked, "a metric that no panel shows"
    file = Path(__file__).parents[2] / "docs" / "grafana" / "pledgewire.json"
    assert file.read_text(encoding="utf-8") == dashboard.written()


def test_what_is_away_is_not_told_as_it_was(tmp_path: Path) -> None:
    parent = Parent(tmp_path)
    parent.see(Backlog(agents=(Waiting(agent="index", topic="t", messages=3),), dead_letters=1))
    found = samples(generate_latest(parent.registry).decode())
    assert (found['pledgewire_lag_messages{agent="index"}'], found["pledgewire_kafka_up"]) == (3, 1)
    parent.see(None)
    found = samples(generate_latest(parent.registry).decode())
    assert 'pledgewire_lag_messages{agent="index"}' not in found
    assert found["pledgewire_kafka_up"] == 0
    assert found["pledgewire_dead_letters_waiting"] != found["pledgewire_dead_letters_waiting"]  # no number


def test_workers_are_told_of_a_folder_that_is_there_even_where_somebody_took_it_away(tmp_path: Path) -> None:
    folder = tmp_path / "counts"
    folder.mkdir()
    parent = Parent(folder)
    folder.rmdir()
    assert parent.environment() == {FOLDER: str(folder)}
    assert folder.is_dir()


def test_an_article_keeps_when_it_was_published_and_what_says_no_moment_is_passed_over() -> None:
    told = with_time([("ce_time", b"2026-01-02T03:04:00+00:00"), ("ce_id", b"x")])
    assert told == [(PUBLISHED, b"2026-01-02T03:04:00+00:00")]
    assert published_in(told) == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    for odd in (b"", b"soon", b"2026-01-02T03:04:00", b"\xff", b"9" * 100_000):
        assert with_time([("ce_time", odd)]) == []
        assert published_in([(PUBLISHED, odd)]) is None
    name = "pledgewire_publication_to_index_seconds"
    before = (
        counted(f"{name}_count"),
        counted(f"{name}_sum"),
        counted(f"{name}_bucket", le="2.5"),
        counted(f"{name}_bucket", le="5.0"),
    )
    late, early = (PUBLISHED, b"2026-01-02T03:04:01+00:00"), (PUBLISHED, b"2026-01-02T03:05:00+00:00")
    stages.indexed([delivery(late), delivery(early), delivery()], NOW)
    after = (
        counted(f"{name}_count"),
        counted(f"{name}_sum"),
        counted(f"{name}_bucket", le="2.5"),
        counted(f"{name}_bucket", le="5.0"),
    )
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 4, 0, 1]


def test_polls_and_entries_are_counted_by_what_they_came_to() -> None:
    names = [("pledgewire_polls_total", {"outcome": "failed"}), ("pledgewire_entries_total", {"fate": "skipped"})]
    before = [counted(name, **labels) for name, labels in names]
    polling.polled(Report(label="Herald", feed_id="a" * 32, next_poll=None, error="gone"))
    polling.note(Noted("failed", why="gone"))
    polling.note(Noted("skipped"))
    assert [counted(name, **labels) - old for (name, labels), old in zip(names, before, strict=True)] == [1, 1]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/missing", "http-4xx"), ("/broken", "http-5xx"), ("/round", "redirect"), ("/large", "too-large"),
     ("/slow", "timeout"), ("/closed", "connection")],
)  # fmt: skip
def test_a_failed_fetch_is_counted_by_its_kind(httpserver: HTTPServer, path: str, expected: str) -> None:
    httpserver.expect_request("/missing").respond_with_data("", status=404)
    httpserver.expect_request("/broken").respond_with_data("", status=503)
    httpserver.expect_request("/round").respond_with_data("", status=302, headers={"Location": "/round"})
    httpserver.expect_request("/large").respond_with_data("x" * 2_000)
    silent = socket.create_server(("127.0.0.1", 0))
    url = httpserver.url_for(path)
    if path == "/slow":
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
    elif path == "/closed":
        url = f"http://127.0.0.1:{free(set())}/"
    settings = Fetching(allow_private_addresses=True, max_bytes=1_000, timeout=0.5, host_delay=0.0)
    kinds: list[str] = []

    async def fetch() -> None:
        async with CountedFetcher(settings, failed=kinds.append) as fetcher:
            with pytest.raises(FetchError):
                await fetcher.get(url)

    with silent:
        asyncio.run(fetch())
    assert kinds == [expected]


def test_only_what_was_asked_for_is_served_and_a_taken_address_is_no_reason_to_stop() -> None:
    registry = CollectorRegistry()
    Counter("some_things", "Things.", registry=registry).inc(3)
    said: list[str] = []
    address = f"127.0.0.1:{free(set())}"
    with serving(address, "metrics.work", said.append, registry):
        assert read(address)["some_things_total"] == 3
        with serving(address, "metrics.work", said.append, registry):
            pass
        assert read(address)["some_things_total"] == 3
    assert read(address) == {}
    assert said == [
        f"Metrics are at http://{address}/metrics.",
        f"metrics.work: {address} cannot be listened on (Address already in use). It runs without metrics.",
    ]
    with serving(None, "metrics.work", said.append, registry):
        assert len(said) == 2
    assert (Config().metrics.watch, Config().metrics.work) == (None, None)


def test_answers_are_counted_by_kind_and_status_also_where_the_application_fails() -> None:
    async def application(scope: Scope, _: Receive, send: Send) -> None:
        if scope["path"] == "/api/broken":
            raise RuntimeError
        await send({"type": "http.response.start", "status": 404 if scope["path"] == "/gone" else 200})
        await send({"type": "http.response.body"})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_: Message) -> None:
        pass

    async def ask(path: str) -> None:
        with suppress(RuntimeError):
            await Measured(application)({"type": "http", "path": path}, receive, send)

    keys = [("page", "2xx"), ("page", "4xx"), ("api", "5xx"), ("static", "2xx")]
    before = [counted("pledgewire_web_requests_total", kind=kind, status=status) for kind, status in keys]
    for path in ("/", "", "/article/x", "/gone", "/api/broken", "/static/main.js"):
        asyncio.run(ask(path))
    after = [counted("pledgewire_web_requests_total", kind=kind, status=status) for kind, status in keys]
    assert [new - old for new, old in zip(after, before, strict=True)] == [3, 1, 1, 1]


@pytest.fixture
def work(corner: Endpoints, stack_config: Config, tmp_path: Path) -> Iterator[tuple[Command, str]]:
    """`pledgewire work` with metrics, and their address."""
    address = f"127.0.0.1:{free(set())}"
    command = Command(stack_config.data_dir, corner, tmp_path / "work.log", f"metrics.work={address}")
    yield command, address
    command.close()


@pytest.mark.servers
def test_the_parent_sums_what_workers_count_also_of_those_that_were_killed(
    corner: Endpoints, work: tuple[Command, str]
) -> None:
    command, address = work
    three, two = list(articles(5))[:3], list(articles(5))[3:]
    with Publisher(corner.kafka) as publisher:
        for article in three:
            publisher.send(article)
    send(corner.kafka, CLEANED, (b"a", b"{"))
    indexed = 'pledgewire_articles_total{fate="indexed"}'
    # At least once: what is done again is counted again.
    until(lambda: (read(address).get(indexed) or 0) >= 3, "three articles are not counted")
    command.child("index").send_signal(signal.SIGKILL)
    again = 'pledgewire_worker_starts_total{worker="index-1"}'
    until(lambda: (read(address).get(again) or 0) >= 2, "the second start is not counted")
    with Publisher(corner.kafka) as publisher:
        for article in two:
            publisher.send(article)
    until(lambda: (read(address).get(indexed) or 0) >= 5, "two more are not counted")
    waiting = "pledgewire_dead_letters_waiting"
    until(lambda: (read(address).get(waiting) or 0) >= 1, "the dead letter is not seen to wait")
    found = read(address)
    assert found['pledgewire_articles_total{fate="tagged"}'] >= 5
    dead = found['pledgewire_articles_total{fate="dead-lettered"}']
    assert found[f'pledgewire_dead_letters_total{{topic="{corner.kafka.topic_prefix}{CLEANED}"}}'] == dead >= 1
    assert found["pledgewire_publication_to_index_seconds_count"] == found[indexed]
    assert found["pledgewire_publication_to_index_seconds_sum"] > 0
    assert {f'pledgewire_lag_messages{{agent="{agent}"}}' for agent in ("enrich", "index", "ledger")} <= found.keys()
    assert found["pledgewire_kafka_up"] == 1
    assert found["process_start_time_seconds"] > 0
    assert not [name for name in found if "pid=" in name]


@pytest.mark.servers
def test_a_watch_that_goes_on_tells_of_polls_entries_and_failures(
    corner: Endpoints, stack_config: Config, httpserver: HTTPServer
) -> None:
    pages = "".join(f"<item><title>T{n}</title><link>{httpserver.url_for(f'/{n}')}</link></item>" for n in (1, 2))
    httpserver.expect_request("/feed").respond_with_data(
        f"<rss><channel><title>H</title>{pages}</channel></rss>", content_type="application/rss+xml"
    )
    text = "".join(
        f"<p>Ministers spoke of security guarantees for the {n}th time, and agreed on nothing.</p>" for n in range(9)
    )
    httpserver.expect_request("/1").respond_with_data(
        f"<html><article><h1>T1</h1>{text}</article></html>", content_type="text/html"
    )
    httpserver.expect_request("/2").respond_with_data("", status=410)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    address = f"127.0.0.1:{free(set())}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "cli", "--data-dir", str(stack_config.data_dir)),
            *("--set", f"kafka.topic_prefix={corner.kafka.topic_prefix}", "--set", "kafka.partitions=3"),
            *("--set", f"metrics.watch={address}", "--set", "fetching.allow_private_addresses=true"),
            *("watch", "--feed", httpserver.url_for("/feed")),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        until(lambda: read(address).get('pledgewire_polls_total{outcome="modified"}') == 1, "no poll is counted")
        found = read(address)
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=30)
    assert f"Metrics are at http://{address}/metrics." in said.decode()
    entries = {fate: found[f'pledgewire_entries_total{{fate="{fate}"}}'] for fate in polling.OURS}
    assert entries == {
        "expected": 2, "fetched": 1, "cleaned": 1, "retried": 1, "skipped": 0, "duplicate": 0, "published": 1,
    }  # fmt: skip
    assert found['pledgewire_fetch_failures_total{kind="http-4xx"}'] >= 1
    assert found['pledgewire_polls_total{outcome="failed"}'] == 0
