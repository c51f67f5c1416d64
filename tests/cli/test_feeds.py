"""`pledgewire feeds`: what a person types, and reads."""

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner, Result

from cli.main import app
from config.model import Config
from schemas.endpoints import Endpoints
from schemas.errors import FetchError, UsageError

RUNNER = CliRunner()
FEED = """\
<rss version="2.0"><channel><title>Herald</title><link>http://herald.example/</link>
<item><title>Troops</title><link>http://herald.example/2</link><pubDate>Tue, 24 Nov 2026 06:00:00 GMT</pubDate></item>
<item><title>Pledge</title><link>http://herald.example/1</link><pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate></item>
</channel></rss>
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, servers: tuple[Config, Endpoints] | None = None) -> Result:
    """Runs the command line in this process; against the suite's servers where they are given."""
    settings = ["--set", "fetching.allow_private_addresses=true"]
    if servers is not None:
        config, endpoints = servers
        settings += ["--data-dir", str(config.data_dir), "--set", f"kafka.topic_prefix={endpoints.kafka.topic_prefix}"]
    return RUNNER.invoke(app, [*settings, *arguments])


def test_check_says_what_a_feed_holds_without_any_server(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data(FEED, headers={"ETag": '"1"', "Cache-Control": "max-age=3600"})
    url = httpserver.url_for("/feed")
    lines = run("feeds", "check", url).stdout.splitlines()
    assert lines[0] == "Herald: RSS with 2 entries"
    assert lines[-2:] == ["  2026-11-24T06:00  Troops", "  2026-11-23T06:00  Pledge"]
    found = json.loads(run("feeds", "check", url, "--json").stdout)
    assert (found["entries"], found["asked"], found["conditional"]) == (2, 3600.0, True)
    assert 3600.0 <= found["poll_every"] <= 6 * 3600.0


def test_check_says_where_a_feed_has_moved_to_and_shows_no_secret(httpserver: HTTPServer) -> None:
    there = httpserver.url_for("/new?token=swordfish")
    httpserver.expect_request("/old").respond_with_data("", 301, headers={"Location": there})
    httpserver.expect_request("/new").respond_with_data(FEED)
    answer = run("feeds", "check", httpserver.url_for("/old").replace("//", "//ann:hunter2@"))
    assert f"It has moved for good to {httpserver.url_for('/new').replace('//', '//***@')}?token=***." in answer.stdout
    assert "Its server cannot say that nothing has changed, so each poll fetches the whole feed." in answer.stdout
    assert "hunter2" not in answer.output
    assert "swordfish" not in answer.output


def test_check_of_a_page_says_that_it_is_no_feed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("<!doctype html><p>Welcome")
    answer = run("feeds", "check", httpserver.url_for("/"))
    assert isinstance(answer.exception, FetchError)
    assert str(answer.exception) == f"{httpserver.url_for('/')}: is a web page and no feed"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "ftp://a.example/feed"), "ftp://a.example/feed: write an http or https address"),
        (("add", "http://a.example/", "--every", "1s"), "--every: write 90s, 15m or 2h, between 5s and 30d"),
        (("add", "http://a.example/", "--language", "English"), "--language: write two or three letters, such as uk"),
        (("check", "nonsense"), "***: write an http or https address"),
    ],
)
def test_a_feed_that_is_written_wrongly_is_refused_with_what_would_be_right(
    arguments: tuple[str, ...], sentence: str
) -> None:
    answer = run("feeds", *arguments)
    assert isinstance(answer.exception, UsageError)
    assert str(answer.exception) == sentence


@pytest.mark.servers
def test_a_feed_is_added_watched_listed_and_removed_and_its_secrets_are_shown_nowhere(
    stack_config: Config, endpoints: Endpoints, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/feed", headers={"Authorization": "Basic YW5uOmh1bnRlcjI="}).respond_with_data(
        FEED.replace("http://herald.example/", httpserver.url_for("/missing/"))
    )
    servers = stack_config, endpoints
    secret = httpserver.url_for("/feed?token=swordfish").replace("//", "//ann:hunter2@")
    shown = httpserver.url_for("/feed?token=***").replace("//", "//***@")
    said = [run("feeds", "list", servers=servers)]
    assert said[0].output == "There are no feeds: `pledgewire feeds add URL` adds one.\n"

    said.append(run("feeds", "add", secret, "--name", "Herald", "--every", "15m", "--tag", "europe", servers=servers))
    assert said[-1].output == f"Added Herald ({shown}).\n"
    said.append(run("feeds", "list", servers=servers))
    assert said[-1].stdout.splitlines()[0] == f"waiting  Herald  {shown}"

    said.append(run("watch", "--once", servers=servers))
    assert said[-1].exit_code == 0
    said.append(run("feeds", "list", "--json", servers=servers))
    found = json.loads(said[-1].stdout)
    assert (found["label"], found["url"], found["every"], found["tags"]) == ("Herald", shown, 900.0, ["europe"])
    assert found["errors"] == 0
    assert found["last_success"] == found["last_poll"] < found["next_poll"]

    said.append(run("feeds", "add", secret, servers=servers))
    assert said[-1].output == f"Changed {shown}.\n"
    said.append(run("feeds", "remove", "Herald", servers=servers))
    assert said[-1].output == "Removed Herald.\n"
    said += [run("feeds", "list", servers=servers), run("feeds", "remove", secret, servers=servers)]
    assert said[-2].output == "There are no feeds: `pledgewire feeds add URL` adds one.\n"
    assert str(said[-1].exception) == "no feed is that: `pledgewire feeds list` shows them"
    for answer in said:
        assert "hunter2" not in answer.output
        assert "swordfish" not in answer.output


@pytest.mark.servers
def test_a_configured_feed_is_listed_before_it_was_ever_polled(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path
) -> None:
    (tmp_path / "pledgewire.yaml").write_text("feeds: [https://a.example/feed]")
    answer = run("feeds", "list", servers=(stack_config, endpoints))
    assert answer.stdout.splitlines() == [
        "waiting  https://a.example/feed",
        "         not polled yet: `pledgewire watch` polls it",
    ]
