"""Charts as Kibana's Lens keeps them, inside the dashboard that shows them.

The form was read from Kibana's own sources (its sample data sets, in
`src/platform/plugins/shared/home/server/services/sample_data/data_sets/ecommerce/saved_objects.ts`) and from dashboards
that Kibana 8 exported. Kibana moves older forms to its own at the import.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

RECORDS = "___records___"
LAYER = "data"


class Column(Struct, frozen=True, kw_only=True):
    """One thing that a chart asks of a data view: an aggregation over a field, under a name of its own."""

    name: str
    label: str
    operation: str
    source: str = RECORDS
    bucketed: bool = False
    scale: str = "ratio"
    type: str = "number"
    params: Mapping[str, Any] = field(default_factory=dict)
    only: str = ""
    """A filter in Kibana's query language, for this column alone."""

    def state(self) -> dict[str, Any]:
        """Gives it as Lens keeps it."""
        only = {"filter": {"language": "kuery", "query": self.only}} if self.only else {}
        return {
            "label": self.label,
            "customLabel": True,
            "dataType": self.type,
            "operationType": self.operation,
            "sourceField": self.source,
            "isBucketed": self.bucketed,
            "scale": self.scale,
            "params": dict(self.params),
            **only,
        }


class Chart(Struct, frozen=True, kw_only=True):
    """A panel: its title, its data view's id, what it asks for and how it shows it; width is of 48, height in rows."""

    title: str
    view: str
    kind: str
    columns: Sequence[Column]
    shown: Mapping[str, Any]
    width: int = 24
    height: int = 12
    only: str = ""

    def attributes(self) -> dict[str, Any]:
        """Gives the chart as the dashboard's panel holds it."""
        layer = {
            "columns": {column.name: column.state() for column in self.columns},
            "columnOrder": [column.name for column in self.columns],
            "incompleteColumns": {},
        }
        return {
            "title": self.title,
            "type": "lens",
            "visualizationType": self.kind,
            "references": [self.reference()],
            "state": {
                "visualization": dict(self.shown),
                "query": {"language": "kuery", "query": self.only},
                "filters": [],
                "datasourceStates": {"formBased": {"layers": {LAYER: layer}}},
                "internalReferences": [],
                "adHocDataViews": {},
            },
        }

    def reference(self) -> dict[str, str]:
        """Gives which data view it reads, as saved objects refer to each other."""
        return {"type": "index-pattern", "id": self.view, "name": f"indexpattern-datasource-layer-{LAYER}"}


def count(label: str, *, only: str = "") -> Column:
    """Counts documents."""
    return Column(name="count", label=label, operation="count", params={"emptyAsNull": True}, only=only)


def measure(name: str, label: str, operation: str, of: str, **params: Any) -> Column:
    """Asks for `sum`, `median`, `percentile` or `unique_count` of a field."""
    return Column(name=name, label=label, operation=operation, source=of, params=params)


def over_time(of: str, label: str) -> Column:
    """Cuts time into as many parts as the chart has room for."""
    params = {"interval": "auto", "includeEmptyRows": True, "dropPartials": False}
    return Column(
        name="time",
        label=label,
        operation="date_histogram",
        source=of,
        bucketed=True,
        scale="interval",
        type="date",
        params=params,
    )


def top(name: str, label: str, of: str, size: int, *, by: str = "count") -> Column:
    """The most frequent values of a field, by the column named `by`."""
    params = {
        "size": size,
        "orderBy": {"type": "column", "columnId": by},
        "orderDirection": "desc",
        "otherBucket": False,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
    }
    return Column(
        name=name,
        label=label,
        operation="terms",
        source=of,
        bucketed=True,
        scale="ordinal",
        type="string",
        params=params,
    )


def bars(series: str, *, x: str, y: Sequence[str], split: str | None = None) -> dict[str, Any]:
    """Shows bars or lines (`series` is Lens' name for them), split by colour where a column is named for it."""
    layer = {"layerId": LAYER, "layerType": "data", "seriesType": series, "xAccessor": x, "accessors": list(y)}
    return {
        "preferredSeriesType": series,
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
        "fittingFunction": "None",
        "layers": [{**layer, **({"splitAccessor": split} if split else {})}],
    }


def heatmap(*, x: str, y: str, value: str) -> dict[str, Any]:
    """Shows a matrix with a number in each cell."""
    grid = {
        "type": "heatmap_grid",
        "isCellLabelVisible": True,
        "isXAxisLabelVisible": True,
        "isYAxisLabelVisible": True,
        "isXAxisTitleVisible": False,
        "isYAxisTitleVisible": False,
    }
    return {
        "shape": "heatmap",
        "layerId": LAYER,
        "layerType": "data",
        "legend": {"isVisible": True, "position": "right", "type": "heatmap_legend"},
        "gridConfig": grid,
        "xAccessor": x,
        "yAccessor": y,
        "valueAccessor": value,
    }


def table(columns: Sequence[str]) -> dict[str, Any]:
    """Shows a table of these columns."""
    return {"layerId": LAYER, "layerType": "data", "columns": [{"columnId": column} for column in columns]}


def number(column: str) -> dict[str, Any]:
    """Shows one number, large."""
    return {"layerId": LAYER, "layerType": "data", "metricAccessor": column}
