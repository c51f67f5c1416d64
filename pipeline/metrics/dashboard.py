"""A Grafana dashboard of what is measured: `python -m pipeline.metrics.dashboard > docs/grafana/pledgewire.json`."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

WIDTH, HEIGHT = 24, 8
LATENCY = "pledgewire_publication_to_index_seconds"
DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}


class Panel(Struct, frozen=True):
    """One chart: its queries with the names of their lines, and what they are counted in (Grafana's units)."""

    title: str
    queries: Sequence[tuple[str, str]]
    unit: str = "short"
    width: int = WIDTH // 3


def _rate(metric: str, *, by: str) -> tuple[str, str]:
    return f"sum by ({by}) (rate({metric}[$__rate_interval]))", f"{{{{{by}}}}}"


def _quantile(share: float, metric: str, name: str, *, by: str = "le") -> tuple[str, str]:
    return f"histogram_quantile({share}, sum by ({by}) (rate({metric}_bucket[$__rate_interval])))", name


PANELS: tuple[Panel, ...] = (
    Panel("What waits, by agent", [("max by (agent) (pledgewire_lag_messages)", "{{agent}}")]),
    Panel("Articles a second, by what became of them", [_rate("pledgewire_articles_total", by="fate")], "ops"),
    Panel(
        "From publication to index",
        [_quantile(0.5, LATENCY, "half within"), _quantile(0.95, LATENCY, "95% within")],
        "s",
    ),
    Panel("Polls a second, by outcome", [_rate("pledgewire_polls_total", by="outcome")], "ops"),
    Panel("Entries a second, by fate", [_rate("pledgewire_entries_total", by="fate")], "ops"),
    Panel("Failed fetches a second, by kind", [_rate("pledgewire_fetch_failures_total", by="kind")], "ops"),
    Panel("Dead letters that wait for a person", [("max(pledgewire_dead_letters_waiting)", "waiting")]),
    Panel(
        "Dead letters in an hour, by topic",
        [("sum by (topic) (increase(pledgewire_dead_letters_total[1h]))", "{{topic}}")],
    ),
    Panel(
        "Starts of workers in an hour; Kafka answers",
        [
            ("sum by (worker) (increase(pledgewire_worker_starts_total[1h]))", "{{worker}}"),
            ("min(pledgewire_kafka_up)", "Kafka"),
        ],
    ),
    Panel(
        "Answers of the page and the API a second, by status",
        [_rate("pledgewire_web_requests_total", by="status")],
        "ops",
    ),
    Panel(
        "Time until an answer, 95% within",
        [_quantile(0.95, "pledgewire_web_request_seconds", "{{kind}}", by="le, kind")],
        "s",
    ),
)


def dashboard() -> dict[str, Any]:
    """Gives the dashboard in Grafana's classic JSON model, which every version imports; the data source is chosen."""
    return {
        "uid": "pledgewire",
        "title": "pledgewire",
        "tags": ["pledgewire"],
        "timezone": "utc",
        "schemaVersion": 39,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {
            "list": [{"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"}]
        },
        "annotations": {"list": []},
        "panels": [_panel(number, panel) for number, panel in enumerate(PANELS)],
    }


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    row, column = divmod(number, WIDTH // panel.width)
    return {
        "id": number + 1,
        "title": panel.title,
        "type": "timeseries",
        "datasource": DATASOURCE,
        "gridPos": {"x": column * panel.width, "y": row * HEIGHT, "w": panel.width, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {"refId": chr(ord("A") + at), "datasource": DATASOURCE, "expr": expression, "legendFormat": name}
            for at, (expression, name) in enumerate(panel.queries)
        ],
    }


def written() -> str:
    """Gives the file's text."""
    return json.dumps(dashboard(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())
