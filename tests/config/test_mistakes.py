"""Every mistake is answered with file, line, key, what is wrong and what would be right."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from config.keys import Key, dotted, keys
from config.load import load_with_origins
from schemas.errors import ConfigError

MISTAKES = Path(__file__).parent / "mistakes"
EXPECTED = (MISTAKES / "expected.txt").read_text(encoding="utf-8").splitlines()
"""Written by hand and read by a person; `…/` is the folder of the file."""
JARGON = ("Input should", "validation error", "pydantic", "extra_forbidden", "Extra inputs", "<class", "Traceback")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MISTAKES)


def sentences(file: Path | None, overrides: dict[str, str], environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load_with_origins(file, overrides, environ)
    lines = [line.strip().replace(f"{MISTAKES}/", "…/") for line in str(raised.value).splitlines()]
    return [line for line in lines if not line.startswith("the configuration has")]


@pytest.mark.parametrize("name", sorted(path.name for path in MISTAKES.glob("*.yaml")))
def test_a_mistake_in_the_file_is_told_with_its_line_its_key_and_what_would_be_right(name: str) -> None:
    assert sentences(Path(name), {}, {}) == [line for line in EXPECTED if line.startswith(f"{name}:")]


@pytest.mark.parametrize("name", sorted(path.name for path in MISTAKES.glob("*.yaml")))
def test_no_secret_of_the_file_is_in_the_answer(name: str) -> None:
    assert "hunter2" not in "".join(sentences(Path(name), {}, {}))


def test_a_mistake_in_a_variable_names_the_variable() -> None:
    assert sentences(None, {}, {"PLEDGEWIRE_KAFKA__PARTITIONS": "many"}) == [
        'PLEDGEWIRE_KAFKA__PARTITIONS: "many" is no whole number: write a number such as 6'
    ]


def test_an_unknown_variable_is_told_with_the_nearest_key() -> None:
    assert sentences(None, {}, {"PLEDGEWIRE_KAFKA__SERVRES": "a:1"}) == [
        "PLEDGEWIRE_KAFKA__SERVRES: is no key of kafka: did you mean servers?"
    ]


def test_a_mistake_in_a_flag_names_the_flag() -> None:
    assert sentences(None, {"stack.kafka_port": "x"}, {}) == [
        '--set stack.kafka_port: "x" is no whole number: write a number such as 6'
    ]


def test_a_feed_that_is_not_there_cannot_be_changed() -> None:
    assert sentences(None, {"feeds.3.every": "1h"}, {"PLEDGEWIRE_FEEDS": "https://a.example/feed"}) == [
        "--set feeds.3.every: there is no feeds.3: 1 are configured"
    ]


def test_a_secret_is_not_taken_from_the_command_line() -> None:
    (sentence,) = sentences(None, {"kafka.password": "hunter2", "kafka.servers": "a:1", "kafka.username": "u",
                                   "kafka.sasl_mechanism": "PLAIN"}, {})  # fmt: skip
    assert sentence == (
        "--set kafka.password: would show on the machine's list of processes: "
        "use kafka.password_file or PLEDGEWIRE_KAFKA__PASSWORD"
    )


def test_a_file_that_is_named_and_not_there_is_told_with_how_to_make_one(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path / "nowhere.yaml", {}, {})
    assert sentence == (
        f"{tmp_path}/nowhere.yaml: there is no such file; `pledgewire config example` prints one to start from"
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert sentences(tmp_path, {}, {}) == [f"{tmp_path}: cannot be read (Is a directory)"]


def test_a_file_without_an_end_is_not_read_for_ever(tmp_path: Path) -> None:
    endless = tmp_path / "large.yaml"
    endless.write_text("# filler\n" * 200_000)
    assert sentences(endless, {}, {}) == [f"{endless}: is larger than 1 MB, so it is hardly a configuration"]


def answer(file: Path | None, overrides: dict[str, str]) -> str:
    try:
        load_with_origins(file, overrides, {})
    except ConfigError as error:
        return str(error)
    return ""


@given(key=some.sampled_from([key for key in keys() if "*" not in key.path]), value=some.text(min_size=1, max_size=40))
def test_whatever_is_set_is_taken_or_told_without_jargon(key: Key, value: str) -> None:
    said = answer(None, {dotted(key.path): value})
    assert not said or key.path[0] in said
    assert not [word for word in JARGON if word in said and word not in value]  # what was typed is repeated as it is
    assert not any(ord(letter) < 32 and letter != "\n" for letter in said)


NAMES = some.sampled_from([key.path[-1] for key in keys()]) | some.text(max_size=8)
SHAPES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(data=SHAPES)
def test_whatever_shape_a_file_has_it_is_taken_or_told_without_jargon(
    data: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("shape") / "shape.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    said = answer(file, {})
    assert not said or "shape.yaml" in said
    assert not [word for word in JARGON if word in said]
