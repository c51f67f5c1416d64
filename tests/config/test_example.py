"""The example file tells the truth about every key."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from config.document import parse
from config.duration import seconds, written
from config.example import example
from config.keys import keys
from config.load import load_with_origins
from config.model import Config

ROOT = Path(__file__).parents[2]
RIVALS = r"(?m)^\s+(password|api_key|\w+_file|sasl_mechanism|username|write_token|signing_key|key): "
"""What contradicts the embedded servers, names files that are not there, or is a secret that nobody may copy."""


def test_the_example_file_is_what_the_command_prints() -> None:
    assert (ROOT / "pledgewire.example.yaml").read_text(encoding="utf-8") == example()


def test_the_example_as_it_is_changes_nothing() -> None:
    assert parse(example(), "example").data == {}


def uncommented() -> str:
    return re.sub(r"(?m)^#(?! [^ ])", "", example())


def test_every_key_is_in_the_example() -> None:
    found = parse(uncommented(), "example").lines
    paths = {tuple("*" if part.isdigit() else part for part in path) for path in found}
    assert {path for path in paths if path[-1] != "*"} == {key.path for key in keys()}


def test_every_line_of_the_example_is_right_once_it_is_uncommented(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    file = tmp_path / "pledgewire.yaml"
    file.write_text("\n".join(line for line in uncommented().splitlines() if not re.search(RIVALS, line)))
    given = load_with_origins(file, {}, {}).config
    assert given.kafka.partitions == Config().kafka.partitions
    assert given.workers == Config().workers
    assert given.fetching.model_copy(update={"contact": None}) == Config().fetching


def test_the_json_schema_accepts_the_example_and_refuses_an_unknown_key() -> None:
    schema = Config.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    found = json.loads(json.dumps(YAML(typ="safe", pure=True).load(uncommented())))
    jsonschema.validate(found, schema)
    found["kafka"]["server"] = "broker:9092"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, schema)


@pytest.mark.parametrize(
    ("text", "value"),
    [("90s", 90.0), ("15m", 900.0), ("2h", 7200.0), ("1d", 86400.0), ("100ms", 0.1), ("1.5h", 5400.0)],
)
def test_a_duration_is_read_as_people_write_it(text: str, value: float) -> None:
    assert seconds(text) == value
    assert seconds(written(value)) == value
