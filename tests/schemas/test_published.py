"""The published schemas are those of the types, and only ever grow."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemas.publish import MESSAGES, json_schema, schema_file

RELEASED = Path(__file__).parent / "released"
Schema = dict[str, Any]


def today(topic: str) -> Schema:
    """Gives the schema as it would be written: JSON has lists where Python has tuples."""
    found: Schema = json.loads(json.dumps(json_schema(topic)))
    return found


def breaks(old: Any, new: Any, where: str = "") -> list[str]:
    """Gives every way in which `new` would break who reads or writes by `old`.

    Allowed are new optional properties, new definitions, new values of an enumeration, other descriptions, and a new
    alternative in an anyOf.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        found = [f"{where}/{key} is gone" for key in old if key not in new and key != "description"]
        if where.rpartition("/")[2] not in ("properties", "$defs"):
            found += [
                f"{where}/{key} is new" for key in new if key not in old and key not in ("description", "default")
            ]
        for key, value in old.items():
            if key in new and key != "description":
                found += breaks(value, new[key], f"{where}/{key}")
        return found
    name = where.rpartition("/")[2]
    if name == "required" and sorted(old) != sorted(new):
        return [f"{where} was {sorted(old)} and is {sorted(new)}"]
    if name == "enum":
        return [f"{where} lost {value}" for value in old if value not in new]
    if name == "anyOf":
        return [f"{where} lost {value}" for value in old if all(breaks(value, other) for other in new)]
    return [] if old == new or name == "required" else [f"{where} was {old} and is {new}"]


@pytest.mark.parametrize("topic", MESSAGES)
def test_the_file_beside_the_types_is_what_the_types_say(topic: str) -> None:
    assert json.loads(schema_file(topic).read_text()) == today(topic), "type: python -m schemas.publish"


@pytest.mark.parametrize("topic", MESSAGES)
def test_the_schema_is_a_valid_one(topic: str) -> None:
    Draft202012Validator.check_schema(json_schema(topic))


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.json")), ids=lambda file: file.name)
def test_what_was_released_still_holds(file: Path) -> None:
    old = json.loads(file.read_text())
    assert breaks(old, today(old["title"])) == []


def test_every_topic_has_a_released_schema() -> None:
    assert {schema_file(topic).name for topic in MESSAGES} == {file.name for file in RELEASED.glob("*.json")}


OLD: Schema = {
    "$ref": "#/$defs/A",
    "$defs": {
        "A": {
            "type": "object",
            "properties": {"a": {"type": "string", "description": "x"}, "b": {"enum": ["x", "y"]}},
            "required": ["a"],
        }
    },
}


def _changed(change: str) -> Schema:
    new = copy.deepcopy(OLD)
    about = new["$defs"]["A"]
    exec(change, {"about": about, "new": new})  # noqa: S102 (the changes stand below)
    return new


@pytest.mark.parametrize(
    "change",
    [
        "about['properties']['c'] = {'type': 'integer'}",
        "new['$defs']['B'] = {'type': 'object'}",
        "about['properties']['b']['enum'].append('z')",
        "about['properties']['a']['description'] = 'said better'",
    ],
)
def test_additions_are_allowed(change: str) -> None:
    assert breaks(OLD, _changed(change)) == []


@pytest.mark.parametrize(
    "change",
    [
        "del about['properties']['b']",
        "about['required'].append('b')",
        "about['required'].remove('a')",
        "about['properties']['a']['type'] = 'integer'",
        "about['properties']['a']['maxLength'] = 10",
        "about['properties']['b']['enum'].remove('x')",
        "about['properties'] = {'c': {}}",
    ],
)
def test_anything_else_is_noticed(change: str) -> None:
    assert breaks(OLD, _changed(change)) != []
