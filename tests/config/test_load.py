"""Defaults, file, environment and flags become one configuration, each beating the one before."""

from pathlib import Path

import pytest

from config.load import load, load_with_origins
from config.model import Config

FILE = """\
data_dir: data
feeds:
  - https://a.example/feed
  - url: https://b.example/feed
    language: no
    every: 2h
    tags: [war, peace]
kafka:
  servers: [one:9092, two:9092]
  partitions: 3
elasticsearch:
  urls: https://search.example:9200/
  username: 007
  password: 0815
  refresh: 250ms
stack:
workers: ~
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pledgewire.yaml"
    path.write_text(FILE)
    return path


def test_nothing_given_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_with_origins(None, {}, {}).config == Config()


def test_a_file_is_read(file: Path) -> None:
    config = load(file)
    assert config.kafka.servers == ("one:9092", "two:9092")
    assert config.kafka.partitions == 3
    assert config.elasticsearch.urls == ("https://search.example:9200",)
    assert config.elasticsearch.refresh == 0.25
    assert [(feed.url, feed.every) for feed in config.feeds] == [
        ("https://a.example/feed", None),
        ("https://b.example/feed", 7200.0),
    ]
    assert config.feeds[1].tags == ("war", "peace")


def test_norwegian_is_no_boolean_and_a_password_of_digits_keeps_its_zero(file: Path) -> None:
    config = load(file)
    assert config.feeds[1].language == "no"
    assert config.elasticsearch.username == "007"
    assert config.elasticsearch.password is not None
    assert config.elasticsearch.password.get_secret_value() == "0815"


def test_a_key_without_a_value_is_as_if_it_were_not_there(file: Path) -> None:
    assert load(file).stack == Config().stack
    assert load(file).workers == Config().workers


def test_a_relative_path_in_a_file_starts_at_the_file(file: Path) -> None:
    assert load(file).data_dir == file.parent / "data"


def test_a_home_folder_is_written_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    assert load(None, {"data_dir": "~/wire"}).data_dir == Path("/home/someone/wire")


def test_a_variable_beats_the_file_and_a_flag_beats_the_variable(file: Path) -> None:
    environ = {"PLEDGEWIRE_KAFKA__PARTITIONS": "12", "PLEDGEWIRE_KAFKA__SERVERS": "h1:1,h2:2"}
    config = load_with_origins(file, {"kafka.partitions": "24"}, environ).config
    assert config.kafka.servers == ("h1:1", "h2:2")
    assert config.kafka.partitions == 24


def test_the_file_is_the_one_asked_for_else_the_variables_else_the_one_here(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("kafka: {partitions: 7}")
    monkeypatch.chdir(tmp_path)
    assert load_with_origins(None, {}, {}).config.kafka.partitions == 3
    assert load_with_origins(None, {}, {"PLEDGEWIRE_CONFIG": str(other)}).config.kafka.partitions == 7
    assert load_with_origins(file, {}, {"PLEDGEWIRE_CONFIG": str(other)}).config.kafka.partitions == 3


def test_an_empty_variable_says_nothing_and_an_empty_flag_says_the_default(file: Path) -> None:
    config = load_with_origins(file, {"kafka.servers": ""}, {"PLEDGEWIRE_KAFKA__PARTITIONS": ""}).config
    assert config.kafka.servers == "embedded"
    assert config.kafka.partitions == 3


def test_feeds_can_be_given_by_a_variable_and_changed_one_by_one() -> None:
    environ = {
        "PLEDGEWIRE_FEEDS": "https://a.example/feed https://b.example/feed",
        "PLEDGEWIRE_FEEDS__2__URL": "https://c.example/feed",
    }
    config = load_with_origins(None, {"feeds.1.every": "1d"}, environ).config
    assert [(feed.url, feed.every) for feed in config.feeds] == [
        ("https://a.example/feed", None),
        ("https://b.example/feed", 86400.0),
        ("https://c.example/feed", None),
    ]


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2\n")
    file = tmp_path / "pledgewire.yaml"
    file.write_text("elasticsearch: {urls: 'https://search.example', api_key_file: secret}")
    key = load(file).elasticsearch.api_key
    assert key is not None
    assert key.get_secret_value() == "hunter2"


def test_a_secret_is_in_no_representation(tmp_path: Path) -> None:
    environ = {
        "PLEDGEWIRE_FEEDS": "https://user:hunter2@a.example/feed?token=hunter2",
        "PLEDGEWIRE_KAFKA__SERVERS": "broker:9092",
        "PLEDGEWIRE_KAFKA__SASL_MECHANISM": "PLAIN",
        "PLEDGEWIRE_KAFKA__USERNAME": "someone",
        "PLEDGEWIRE_KAFKA__PASSWORD": "hunter2",
        "PLEDGEWIRE_STACK__MAVEN_REPOSITORY": "https://user:hunter2@maven.example",
    }
    config = load_with_origins(None, {}, environ).config
    assert config.feeds[0].url == "https://user:hunter2@a.example/feed?token=hunter2"
    assert "hunter2" not in repr(config) + str(config) + repr(config.feeds[0])


def test_the_variables_of_the_tests_are_no_keys() -> None:
    assert load_with_origins(None, {}, {"PLEDGEWIRE_TEST_ANYTHING": "1"}).config == Config()


def test_folders_of_a_file_start_at_the_file_and_may_have_blanks_in_their_names(tmp_path: Path) -> None:
    file = tmp_path / "pledgewire.yaml"
    file.write_text("folders: [my inbox, /srv/news]\n")
    assert load(file).folders == (tmp_path / "my inbox", Path("/srv/news"))
    file.write_text("folders: my inbox\n")
    assert load(file).folders == (tmp_path / "my inbox",)
