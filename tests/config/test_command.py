"""`pledgewire config` shows what holds, and never a secret."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from schemas.errors import ConfigError

RUNNER = CliRunner()
FILE = """\
feeds:
  - https://user:hunter2@a.example/feed?token=hunter2
elasticsearch:
  urls: https://search.example:9200
  username: someone
  password: hunter2
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "pledgewire.yaml"
    path.write_text(FILE)
    return path


def test_show_tells_each_value_and_where_it_came_from() -> None:
    answer = RUNNER.invoke(
        app,
        ["--set", "kafka.partitions=3", "config", "show", "--json"],
        env={"PLEDGEWIRE_KAFKA__SERVERS": "broker:9092"},
    )
    rows = {row["key"]: (row["value"], row["origin"]) for row in json.loads(answer.stdout)}
    assert rows["kafka.partitions"] == (3, "--set kafka.partitions")
    assert rows["kafka.servers"] == (["broker:9092"], "PLEDGEWIRE_KAFKA__SERVERS")
    assert rows["elasticsearch.username"] == ("someone", "pledgewire.yaml:5")
    assert rows["elasticsearch.password"] == ("(hidden)", "pledgewire.yaml:6")
    assert rows["feeds.0.url"] == ("https://***@a.example/feed?token=***", "pledgewire.yaml:2")
    assert rows["feeds.0.every"] == (None, "default")
    assert rows["workers.batch"] == (200, "default")


@pytest.mark.parametrize("command", [["config", "show"], ["config", "show", "--json"], ["config", "check"]])
def test_no_command_shows_a_secret(command: list[str]) -> None:
    answer = RUNNER.invoke(app, command)
    assert answer.exit_code == 0
    assert answer.stdout
    assert "hunter2" not in answer.output


def test_check_raises_what_is_wrong(file: Path) -> None:
    file.write_text("kafka: {partitions: many}")
    answer = RUNNER.invoke(app, ["config", "check"])
    assert isinstance(answer.exception, ConfigError)
    assert answer.exception.exit_code == 3


def test_schema_prints_one_json_document() -> None:
    assert json.loads(RUNNER.invoke(app, ["config", "schema"]).stdout)["properties"]["kafka"]
