"""`pledgewire saved`, typed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.model import Config
from schemas.endpoints import Endpoints
from tests.pipeline.alerting import KEY, listening
from tests.pipeline.conftest import corner as corner

pytestmark = pytest.mark.servers

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(corner: Endpoints, stack_config: Config, tmp_path: Path) -> Run:
    """Types a command in the corner's prefixes."""
    (tmp_path / "c.yaml").write_text(
        "alerts: {allow_private_addresses: true}\nreceivers:\n  - {name: desk, url: 'json://127.0.0.1:9/hunter2'}\n"
    )

    def typed(*words: str) -> subprocess.CompletedProcess[str]:
        command = [
            *(
                sys.executable,
                "-m",
                "cli",
                "--config",
                str(tmp_path / "c.yaml"),
                "--data-dir",
                str(stack_config.data_dir),
            ),
            *("--set", f"kafka.topic_prefix={corner.kafka.topic_prefix}", "--set", "kafka.partitions=3"),
            *("--set", f"elasticsearch.index_prefix={corner.elasticsearch.index_prefix}"),
        ]
        environment = {**os.environ, "NO_COLOR": "1", "PLEDGEWIRE_ALERTS__SIGNING_KEY": KEY}
        return subprocess.run(
            [*command, *words], capture_output=True, text=True, timeout=60, check=False, env=environment
        )

    return typed


def test_a_search_is_saved_listed_shown_and_removed(run: Run) -> None:
    added = run(
        *(
            "saved",
            "add",
            "no-to-troops",
            "troops OR soldiers",
            "--claims",
            "--stance",
            "against",
            "--type",
            "troop-presence",
        ),
        *(
            "--to",
            "desk",
            "--digest",
            "daily",
            "--digest-at",
            "07:30",
            "--zone",
            "Europe/Kyiv",
            "--quiet",
            "22:00-07:00",
        ),
    )
    assert (added.returncode, added.stdout) == (0, "Saved no-to-troops.\n"), added.stderr
    asks = "pledgewire positions --type troop-presence --stance rejects --stance doubts 'troops OR soldiers'"
    listed = run("saved", "list").stdout
    assert asks in listed
    assert "daily digest at 07:30, quiet 22:00-07:00 (Europe/Kyiv)" in listed
    told = json.loads(run("saved", "list", "--json").stdout)
    assert (told["name"], told["alerts"], told["receivers"][0]["kind"]) == ("no-to-troops", 0, "apprise")
    shown = run("saved", "show", "no-to-troops", "--json")
    assert json.loads(shown.stdout)["newest"] == []
    assert run("saved", "add", "no-to-troops").stdout == "Changed no-to-troops.\n"
    assert run("saved", "remove", "no-to-troops").stdout == "Removed no-to-troops.\n"
    assert run("saved", "list").stdout == ""
    assert "hunter2" not in added.stdout + added.stderr + listed + shown.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "No"), "small letters"),
        (("add", "one", "--stance", "denies"), "write one of"),
        (("add", "one", "--claims", "--section", "World"), "claims have no parameter"),
        (("add", "one", "--quiet", "late"), "22:00-07:00"),
        (("add", "one", "--zone", "Mars"), "Europe/Kyiv"),
        (("add", "one", "--to", "nobody"), "the name of a receiver (desk)"),
        (("add", "one", "--to", "mailto:a@example.org"), "mail.host"),
        (("add", "one", "--to", "https://x.example/?token=hunter2"), "may hold a secret"),
        (("show", "one"), "no saved search is called one"),
        (("remove", "one"), "no saved search is called one"),
    ],
)
def test_a_mistake_is_one_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    found = run("saved", *words)
    assert found.returncode == 2
    assert found.stderr.startswith("pledgewire: ")
    assert said in found.stderr
    assert "hunter2" not in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_a_try_tells_every_receiver_and_fails_where_one_cannot_be_told(run: Run) -> None:
    with listening() as ear:
        run("saved", "add", "one", "--to", ear.url)
        tried = run("saved", "test", "one")
        assert (tried.returncode, tried.stdout) == (0, f"one finds 0 articles now.\n{ear.url} was told.\n"), (
            tried.stderr
        )
        assert [json.loads(each.body)["type"] for each in ear.heard] == ["alerts.try"]
        assert ear.heard[0].is_signed()
        run("saved", "test", "one", "--dry-run")
        assert len(ear.heard) == 1
        run("saved", "add", "one", "--to", ear.url, "--to", "desk")
        failed = run("saved", "test", "one")
    assert failed.returncode == 7
    assert "desk: apprise could not deliver it" in failed.stderr
    assert "1 receiver of 2 could not be told" in failed.stderr
    assert "hunter2" not in failed.stdout + failed.stderr
