"""Going through all results, page after page by a cursor and as one stream."""

import asyncio
import base64
import csv
import io
import json
import zlib

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from tests.web.crowd import NUMBER
from web import limits
from web.app import application
from web.desk import Desk
from web.export import AT_ONCE

pytestmark = pytest.mark.servers


@pytest.fixture
def crowd(many: Desk) -> TestClient:
    return TestClient(application(many, a_second=0), base_url="http://localhost")


def test_a_cursor_goes_through_every_article_beyond_the_first_ten_thousand(crowd: TestClient) -> None:
    seen: list[str] = []
    ranks: list[int] = []
    cursor = "*"
    while cursor:
        page = crowd.get("/api/articles", params={"size": 100, "cursor": cursor, "sort": "oldest"}).json()
        seen += [hit["article"]["article_id"] for hit in page["hits"]]
        ranks += [hit["rank"] for hit in page["hits"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == NUMBER
    assert ranks == list(range(1, NUMBER + 1))


def test_what_is_indexed_meanwhile_does_not_disturb_a_walk(many: Desk, crowd: TestClient) -> None:
    first = crowd.get("/api/articles?size=100&cursor=*&sort=newest").json()
    many.client.index(
        index=f"{many.prefix}articles",
        id="new",
        document={"article_id": "new", "title": "New", "url": "x", "when": "2024-01-01T00:00:00Z", "text": "New."},
        refresh=True,
    )
    try:
        then = crowd.get("/api/articles", params={"size": 100, "cursor": first["next"], "sort": "newest"}).json()
    finally:
        many.client.delete(index=f"{many.prefix}articles", id="new", refresh=True)
    assert then["total"] == NUMBER
    assert not {hit["article"]["article_id"] for hit in then["hits"]} & {
        hit["article"]["article_id"] for hit in first["hits"]
    }


def test_a_cursor_serves_its_own_question_alone(crowd: TestClient) -> None:
    cursor = crowd.get("/api/articles?size=100&cursor=*").json()["next"]
    other = crowd.get("/api/articles", params={"size": 100, "cursor": cursor, "language": "fr"})
    assert other.status_code == 400
    assert "another question" in other.json()["detail"]


def test_a_changed_cursor_is_refused(crowd: TestClient) -> None:
    cursor = crowd.get("/api/articles?size=100&cursor=*").json()["next"]
    changed = cursor[:-6] + ("AAAAAA" if cursor[-6:] != "AAAAAA" else "BBBBBB")
    assert crowd.get("/api/articles", params={"size": 100, "cursor": changed}).status_code == 400


def test_a_walk_that_elasticsearch_forgot_is_told_as_over(many: Desk, crowd: TestClient) -> None:
    cursor = crowd.get("/api/articles?size=100&cursor=*").json()["next"]
    many.client.close_point_in_time(id=_point(cursor))
    answer = crowd.get("/api/articles", params={"size": 100, "cursor": cursor})
    assert answer.status_code == 400
    assert "begin a new one" in answer.json()["detail"]


def test_an_export_holds_every_article_once(crowd: TestClient) -> None:
    answer = crowd.get("/api/articles.ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert len({line["article"]["article_id"] for line in lines}) == len(lines) == NUMBER
    assert answer.headers["x-total-count"] == str(NUMBER)


def test_no_cell_of_an_export_is_a_formula(ask: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(ask.get("/api/articles.csv").text)))
    assert len(rows) == 11
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@\t\r"]
    assert [row["title"][:6] for row in rows if "cmd" in row["title"]] == ["'=cmd|"]


def test_claims_are_exported_with_their_sentences(ask: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(ask.get("/api/claims.csv?stance=rejects&type=deployment-ban").text)))
    assert [row["evidence"] for row in rows] == [
        "Russian President Vladimir Putin rejected any foreign soldiers in Ukraine."
    ]


def test_a_page_of_an_export_is_refused(ask: TestClient) -> None:
    assert ask.get("/api/claims.csv?page=2").status_code == 400


def _point(cursor: str) -> str:
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    return str(json.loads(zlib.decompress(raw[16:]))["point"])


def test_exports_that_nobody_takes_make_room_for_others(crowd: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READING", 0.2)
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": "GET",
        "path": "/api/articles.ndjson",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": None,
    }

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def take_the_head_alone(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def stalled() -> None:
        await asyncio.gather(*(crowd.app(scope, receive, take_the_head_alone) for _ in range(AT_ONCE)))

    asyncio.run(asyncio.wait_for(stalled(), 60))
    assert crowd.get("/api/articles.ndjson?since=2019-01-01").status_code == 200
