"""Kibana's saved objects, held against the mapping that Elasticsearch really has."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from typer.testing import CliRunner

from cli.main import app
from config.servers import Elasticsearch as Settings
from search.charts import WIDE
from search.indices import ensure
from search.kibana import DASHBOARD, ndjson
from search.mapping import ARTICLES, LEDGER, POSITIONS

FILE = Path(__file__).parents[2] / "docs" / "kibana" / "pledgewire.ndjson"
OBJECTS = [json.loads(line) for line in ndjson().splitlines()]
BY_ID = {(each["type"], each["id"]): each for each in OBJECTS}
PANELS = json.loads(BY_ID["dashboard", DASHBOARD]["attributes"]["panelsJSON"])
RECORDS = "___records___"
TAKES = {
    # What Lens lets each operation have, by the types of Elasticsearch (Kibana: x-pack/…/lens/…/operations).
    "date_histogram": {"date"},
    "terms": {"keyword", "boolean"},
    "unique_count": {"keyword", "boolean", "date", "integer", "long", "float"},
    "sum": {"integer", "long", "float"},
    "median": {"integer", "long", "float"},
    "percentile": {"integer", "long", "float"},
}


def charts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every chart's title, its data view's index, and its attributes."""
    for panel in PANELS:
        if panel["type"] == "lens":
            attributes = panel["embeddableConfig"]["attributes"]
            (reference,) = attributes["references"]
            yield panel["title"], BY_ID["index-pattern", reference["id"]]["attributes"]["title"], attributes


def columns(attributes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    (layer,) = attributes["state"]["datasourceStates"]["formBased"]["layers"].values()
    found: dict[str, dict[str, Any]] = layer["columns"]
    assert layer["columnOrder"] == list(found)
    return found


def test_the_file_that_compose_imports_is_what_the_code_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == ndjson()


def test_the_command_writes_it_for_the_indices_of_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEWIRE_ELASTICSEARCH__INDEX_PREFIX", "team-")
    ran = CliRunner().invoke(app, ["kibana"])
    assert ran.exit_code == 0, ran.output
    titles = {
        each["attributes"]["title"]
        for each in map(json.loads, ran.stdout.splitlines())
        if each["type"] == "index-pattern"
    }
    assert titles == {"team-articles", "team-positions", "team-ledger"}


def test_every_reference_leads_to_an_object_of_the_same_file() -> None:
    for each in OBJECTS:
        assert all((one["type"], one["id"]) in BY_ID for one in each["references"])


def test_the_dashboard_refers_to_all_that_its_panels_name() -> None:
    held = {one["name"] for one in BY_ID["dashboard", DASHBOARD]["references"]}
    named = {
        f"{panel['panelIndex']}:{one['name']}"
        for panel in PANELS
        for one in panel["embeddableConfig"].get("attributes", {}).get("references", ())
    } | {f"{panel['panelIndex']}:{panel['panelRefName']}" for panel in PANELS if "panelRefName" in panel}
    assert held == named


def test_what_was_asked_for_is_charted() -> None:
    asked = {
        ("positions", "date_histogram when", "terms stance"),
        ("positions", "terms holder", "terms stance"),
        ("positions", "terms beneficiary", "terms types"),
        ("articles", "terms site"),
        ("ledger", "date_histogram expected_at", "terms fate"),
        ("ledger", "date_histogram expected_at"),
    }
    shown = {
        (
            index,
            *sorted(
                f"{column['operationType']} {column['sourceField']}"
                for column in columns(attributes).values()
                if column["isBucketed"]
            ),
        )
        for _, index, attributes in charts()
    }
    assert asked <= shown


def test_a_chart_shows_only_columns_that_it_has() -> None:
    for title, _, attributes in charts():
        named = {
            value
            for key, value in _strings(attributes["state"]["visualization"])
            if key
            in {"xAccessor", "yAccessor", "splitAccessor", "valueAccessor", "metricAccessor", "accessors", "columnId"}
        }
        assert named == set(columns(attributes)), title
        for column in columns(attributes).values():
            order = column["params"].get("orderBy", {}).get("columnId")
            assert order is None or order in columns(attributes), title


def test_no_panel_lies_over_another_or_beyond_the_edge() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in PANELS:
        place = panel["gridData"]
        assert place["x"] + place["w"] <= WIDE
        cells = {
            (column, row)
            for column in range(place["x"], place["x"] + place["w"])
            for row in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        taken |= cells


@pytest.mark.servers
def test_every_field_is_in_the_real_mapping_with_a_type_that_its_chart_can_use(
    corner: tuple[Elasticsearch, Settings],
) -> None:
    client, settings = corner
    ensure(client, settings)
    prefix = settings.index_prefix
    real = {kind: _fields(client, f"{prefix}{kind}") for kind in (ARTICLES, POSITIONS, LEDGER)}
    for title, index, attributes in charts():
        for column in columns(attributes).values():
            if column["operationType"] == "count" and column["sourceField"] == RECORDS:
                continue
            assert real[index].get(column["sourceField"]) in TAKES[column["operationType"]], (title, column)
    for each in OBJECTS:
        if each["type"] == "index-pattern":
            assert real[each["attributes"]["title"]][each["attributes"]["timeFieldName"]] == "date"
        if each["type"] == "search":
            assert set(each["attributes"]["columns"]) <= set(real[POSITIONS])
            assert {name for name, _ in each["attributes"]["sort"]} <= set(real[POSITIONS])


def _fields(client: Elasticsearch, name: str) -> dict[str, str]:
    """Flat fields alone: Kibana charts no nested ones."""
    (mapping,) = client.indices.get_mapping(index=name).values()
    return {field: about["type"] for field, about in mapping["mappings"]["properties"].items() if "type" in about}


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str):
        yield key, value
