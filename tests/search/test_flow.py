"""The flow, counted by hand."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from config.servers import Elasticsearch as Settings
from schemas.endpoints import Endpoints
from search.client import connect
from search.flow import flow
from search.indices import ensure
from search.mapping import MAPPING_VERSION
from tests.search.conftest import delete, put
from tests.search.corpus import enriched

pytestmark = pytest.mark.servers

NOW = datetime(2025, 4, 1, 12, 30, tzinfo=UTC)
LINES = [  # day and time it was listed, fate, when it came to that
    ("2025-04-01T12:00:00Z", "indexed", "2025-04-01T12:00:00.500Z", 0.5),
    ("2025-04-01T11:00:00Z", "indexed", "2025-04-01T11:00:02Z", 2.0),
    ("2025-04-01T10:00:00Z", "indexed", "2025-04-01T10:15:00Z", 900.0),
    ("2025-03-30T10:00:00Z", "indexed", "2025-03-30T10:00:09Z", 9.0),  # not of the last 24 hours
    ("2025-03-30T09:00:00Z", "skipped", "2025-03-30T09:00:01Z", 1.0),
    ("2025-03-18T23:59:59Z", "duplicate", "2025-03-19T00:00:00Z", 1.0),  # not of the last 14 days
    ("2025-04-01T12:29:00Z", "expected", "2025-04-01T12:29:00Z", 0.0),
]


@pytest.fixture
def filled(stack_endpoints: Endpoints) -> Iterator[tuple[Elasticsearch, str]]:
    prefix = f"t{uuid.uuid4().hex[:10]}-"
    with connect(stack_endpoints.elasticsearch, timeout=120) as client:
        ensure(client, Settings(index_prefix=prefix))
        yield client, prefix
        delete(client, prefix)


def test_entries_and_articles_are_counted_by_day_hour_fate_and_time(filled: tuple[Elasticsearch, str]) -> None:
    client, prefix = filled
    for number, (listed, fate, at, seconds) in enumerate(LINES):
        line = {"line_id": str(number), "feed_id": "f", "feed": "f", "entry": "e", "attempt": 0}
        document = {**line, "expected_at": listed, "fate": fate, "at": at, "seconds": seconds}
        client.index(index=f"{prefix}ledger", id=str(number), document=document)
    client.indices.refresh(index=f"{prefix}ledger")
    fetched = ("2025-04-01T12:10:00Z", "2025-04-01T12:20:00Z", "2025-03-30T13:00:00Z", "2025-03-30T12:59:00Z")
    put(client, prefix, [
        enriched(url=f"https://a.example/{number}", title="A", text="A guarantee.", fetched_at=when)
        for number, when in enumerate(fetched)
    ])  # fmt: skip
    found = flow(client, prefix, NOW)
    assert found.fates == {"expected": 1, "skipped": 1, "duplicate": 1, "indexed": 4}
    assert (len(found.days), found.days[0].day, found.days[0].fates) == (14, "2025-03-19", {})
    assert found.days[-1].fates == {"expected": 1, "indexed": 3}
    assert found.days[-3].fates == {"skipped": 1, "indexed": 1}
    assert (len(found.hours), found.hours[0].start, found.hours[0].articles) == (48, "2025-03-30T13:00:00Z", 1)
    assert (found.hours[-1].articles, found.articles) == (2, 4)
    assert found.latency is not None
    assert (found.latency.entries, found.latency.half) == (3, 2.0)
    assert [(one.within, one.entries) for one in found.latency.spans] == [
        (1.0, 1), (3.0, 1), (10.0, 0), (30.0, 0), (120.0, 0), (600.0, 0), (None, 1),
    ]  # fmt: skip
    assert sum(one.articles for one in found.tagged_by) == 4
    assert found.mapping == found.mapping_known == MAPPING_VERSION
    assert found.server_version.count(".") == 2


def test_indices_that_are_empty_or_not_there_hold_nothing(filled: tuple[Elasticsearch, str]) -> None:
    client, prefix = filled
    found = flow(client, prefix, NOW)
    assert (found.articles, found.fates, found.latency) == (0, {}, None)
    missing = flow(client, f"{prefix}none-", NOW)
    assert (missing.articles, missing.days, missing.mapping) == (0, (), None)
