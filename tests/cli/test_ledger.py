"""`pledgewire ledger`: what a person reads, and what mistakes get."""

import json

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from cli.told_ledger import print_account, print_entries
from config.model import Config
from pipeline.account import Account, FeedAccount, Polls
from schemas.endpoints import Endpoints
from schemas.errors import UsageError
from search.ledger import Entry, Reason

HERALD = FeedAccount(
    feed_id="a" * 32,
    feed="https://herald.example/feed",
    label="Herald",
    polls=Polls(polls=96, not_modified=90, failed=1),
    expected=1_240,
    fates={"retried": 1, "skipped": 2, "duplicate": 3, "published": 4, "dead-lettered": 1, "indexed": 1_229},
)
GAZETTE = FeedAccount(
    feed_id="b" * 32,
    feed="https://gazette.example/feed",
    label="Gaz\x1b[31mette",
    polls=Polls(polls=1),
    expected=0,
    fates={},
)
TOTAL = FeedAccount(
    label="all feeds", polls=Polls(polls=97, not_modified=90, failed=1), expected=1_240, fates=HERALD.fates
)
WHY = Reason(fate="skipped", why="not found (404)", entries=2)


def account(*feeds: FeedAccount) -> Account:
    return Account(since=None, feeds=feeds, total=TOTAL, reasons=(WHY,))


def run(*arguments: str, servers: tuple[Config, Endpoints]) -> Result:
    """Runs the command line in this process against the suite's servers."""
    config, endpoints = servers
    prefixes = [
        *("--set", f"kafka.topic_prefix={endpoints.kafka.topic_prefix}"),
        *("--set", f"elasticsearch.index_prefix={endpoints.elasticsearch.index_prefix}"),
    ]
    return CliRunner().invoke(app, ["--data-dir", str(config.data_dir), *prefixes, "ledger", *arguments])


def test_the_sum_reads_as_an_equation_and_says_what_waits_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    print_account(account(HERALD, GAZETTE))
    out, said = capsys.readouterr()
    equation = "1,240 expected = 1,229 indexed + 1 dead-lettered + 4 published + 3 duplicate + 2 skipped + 1 retried"
    assert out.splitlines() == [
        equation,
        "polled 97 times, 90 not modified, 1 failed",
        "",
        "Herald",
        f"  {equation}",
        "  polled 96 times, 90 not modified, 1 failed",
        "",
        "Gaz\ufffd[31mette",
        "  0 expected",
        "  polled once",
        "",
        "Why",
        "  2 skipped not found (404)",
    ]
    assert said.splitlines() == [
        "On their way: 1 tried again at the next poll, 4 waiting to be tagged.",
        "`pledgewire work` tags and indexes what waits, and writes the ledger.",
        "`pledgewire dead-letters list` shows the dead letters, `… retry` sends them again.",
    ]


def test_of_one_feed_the_sum_is_not_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    print_account(account(HERALD))
    assert capsys.readouterr().out.count("1,240 expected") == 1


def test_an_entry_is_shown_with_its_reason_and_is_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    entry = Entry(
        entry="https://herald.example/1",
        feed=HERALD.feed,
        fate="skipped",
        at="2026-01-02T03:04:05Z",
        expected_at="2026-01-02T03:04:05Z",
        title="Troops\x1b[2J",
        why="not found (404)",
    )
    print_entries([entry], "skipped")
    assert capsys.readouterr().out.splitlines() == [
        "2026-01-02T03:04:05Z  Troops\ufffd[2J",
        "  https://herald.example/1",
        "  not found (404)",
    ]


@pytest.mark.servers
def test_where_nothing_was_polled_it_says_so_and_mistakes_are_named(stack_config: Config, endpoints: Endpoints) -> None:
    servers = stack_config, endpoints
    assert "No feed has listed anything" in run(servers=servers).stderr
    found = json.loads(run("--json", servers=servers).stdout)
    assert (found["feeds"], found["total"]["expected"], found["total"]["fates"]) == ([], 0, {})
    assert "No entry is skipped." in run("--fate", "skipped", servers=servers).stderr
    for words, right in (
        (("--fate", "lost"), "write one of expected, fetched, cleaned"),
        (("--since", "soon"), "--since soon is no date"),
        (("--feed", "nothing"), "no feed is nothing"),
        (("--size", "0"), "--size: write a number from 1 to 10,000"),
    ):
        error = run(*words, servers=servers).exception
        assert isinstance(error, UsageError)
        assert right in str(error)
