"""Kibana's data views and dashboard of the indices, as saved objects: `pledgewire kibana > pledgewire.ndjson`.

Charts of claims read `positions`, which has one flat document a claim; nested ones Kibana cannot chart.
`search.lens` tells where the form was read.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from search.charts import WIDE, charts, view
from search.indices import alias
from search.lens import Chart
from search.mapping import ARTICLES, LEDGER, POSITIONS

DASHBOARD = "pledgewire"
LATEST = "pledgewire-latest-claims"
TIMES = {ARTICLES: "when", POSITIONS: "when", LEDGER: "expected_at"}
"""What each data view goes by when a span of time is chosen."""
CORE, VIEW, SEARCH, BOARD = "8.8.0", "8.0.0", "8.0.0", "8.9.0"
"""The versions of Kibana's forms, of all objects and of each kind, that these are written in."""


def saved_objects(prefix: str = "") -> Iterator[dict[str, Any]]:
    """Gives the data views of the indices under this prefix, a saved search, and the dashboard that shows both."""
    for kind, time in TIMES.items():
        title = alias(kind, prefix)
        attributes = {"title": title, "name": f"pledgewire: {title}", "timeFieldName": time, "allowNoIndex": True}
        yield _object("index-pattern", view(kind), attributes, VIEW)
    yield _latest_claims()
    yield _dashboard(charts())


def ndjson(prefix: str = "") -> str:
    """Gives the saved objects as Kibana's import takes them, one a line."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in saved_objects(prefix))


def _latest_claims() -> dict[str, Any]:
    index = "kibanaSavedObjectMeta.searchSourceJSON.index"
    attributes = {
        "title": "pledgewire: the latest claims",
        "columns": ["holder", "on_behalf_of", "stance", "types", "beneficiary", "evidence", "site"],
        "sort": [["when", "desc"]],
        "kibanaSavedObjectMeta": {"searchSourceJSON": _text({**_NOTHING_ASKED, "indexRefName": index})},
    }
    reference = {"type": "index-pattern", "id": view(POSITIONS), "name": index}
    return _object("search", LATEST, attributes, SEARCH, [reference])


def _dashboard(shown: Sequence[Chart]) -> dict[str, Any]:
    panels, references = [], []
    x = y = row = 0
    for place, chart in enumerate(shown):
        if x + chart.width > WIDE:
            x, y, row = 0, y + row, 0
        name = str(place)
        panels.append(
            {
                "type": "lens",
                "title": chart.title,
                "panelIndex": name,
                "gridData": {"x": x, "y": y, "w": chart.width, "h": chart.height, "i": name},
                "embeddableConfig": {"attributes": chart.attributes(), "enhancements": {}},
            }
        )
        reference = chart.reference()
        references.append({**reference, "name": f"{name}:{reference['name']}"})
        x, row = x + chart.width, max(row, chart.height)
    panels.append(
        {
            "type": "search",
            "panelIndex": LATEST,
            "gridData": {"x": 0, "y": y + row, "w": WIDE, "h": 20, "i": LATEST},
            "embeddableConfig": {"enhancements": {}},
            "panelRefName": f"panel_{LATEST}",
        }
    )
    references.append({"type": "search", "id": LATEST, "name": f"{LATEST}:panel_{LATEST}"})
    attributes = {
        "title": "pledgewire",
        "description": "Who demands, offers or rejects which security guarantee, for whom; and the ledger of feeds.",
        "panelsJSON": _text(panels),
        "optionsJSON": _text({"useMargins": True, "syncColors": True, "hidePanelTitles": False}),
        "kibanaSavedObjectMeta": {"searchSourceJSON": _text(_NOTHING_ASKED)},
        "timeRestore": True,
        "timeFrom": "now-5y",
        "timeTo": "now",
        "version": 1,
    }
    return _object("dashboard", DASHBOARD, attributes, BOARD, references)


_NOTHING_ASKED: dict[str, Any] = {"query": {"language": "kuery", "query": ""}, "filter": []}


def _object(
    kind: str, identity: str, attributes: dict[str, Any], form: str, references: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    return {
        "type": kind,
        "id": identity,
        "attributes": attributes,
        "references": list(references),
        "coreMigrationVersion": CORE,
        "typeMigrationVersion": form,
        "managed": False,
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
