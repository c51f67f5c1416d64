"""Saved searches on the page: addresses of each, saving from results, removing."""

import json
from html import unescape
from typing import Any

import feedparser
import pytest
from starlette.testclient import TestClient

from config.model import Config
from pipeline.alerts.store import action
from schemas.errors import UsageError
from tests.pipeline.alert_samples import alert, search
from tests.web.conftest import TOKEN
from tests.web.open_shelf import AGAINST, CONFIGURED, MACRON, OpenShelf
from tests.web.test_pages import _Read
from web.app import application
from web.desk import Desk
from web.shelf import KafkaShelf
from web.writers import Writers

pytestmark = pytest.mark.servers


@pytest.fixture
def shelf() -> OpenShelf:
    return OpenShelf(AGAINST, MACRON, CONFIGURED)


@pytest.fixture
def pages(desk: Desk, shelf: OpenShelf) -> TestClient:
    made = application(desk, a_second=0, writers=Writers(TOKEN), shelf=shelf)
    return TestClient(made, base_url="http://localhost", follow_redirects=False)


@pytest.fixture
def writer(pages: TestClient) -> TestClient:
    """A browser that signed in."""
    assert pages.post("/sign-in", data={"form": _token(pages, "/sign-in"), "token": TOKEN}).status_code == 303
    return pages


def _token(pages: TestClient, path: str) -> str:
    return _field(pages.get(path).text, "form")


def _field(page: str, name: str) -> str:
    return next(found["value"] or "" for tag, found in _Read(page).tags if tag == "input" and found.get("name") == name)


def test_each_saved_search_has_its_addresses(pages: TestClient) -> None:
    page = pages.get("/saved")
    assert page.status_code == 200
    for kind in ("atom", "rss", "json", "csv"):
        assert f'href="/saved/against.{kind}"' in page.text
        assert pages.get(f"/saved/against.{kind}").status_code == 200
        assert pages.get(f"/saved/nobody.{kind}").status_code == 404
    assert 'href="/claims?stance=rejects&amp;q=soldiers"' in page.text


def test_json_and_csv_hold_what_the_question_finds_now_the_newest_first(pages: TestClient) -> None:
    found = pages.get("/saved/against.json").json()
    asked = pages.get("/api/claims?q=soldiers&stance=rejects&sort=newest&size=50").json()
    assert found["total"] == asked["total"] > 0
    assert [hit["claim"] for hit in found["hits"]] == [hit["claim"] for hit in asked["hits"]]
    assert pages.get("/saved/macron.csv").text == (
        pages.get("/api/articles.csv?actor=person/emmanuel-macron&sort=newest").text
    )
    assert pages.get("/saved/macron.json?size=1").json()["hits"] != found["hits"]
    assert pages.get("/saved/macron.json?sort=oldest").status_code == 400


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_feeds_hold_the_alerts_the_newest_first(pages: TestClient, desk: Desk, kind: str) -> None:
    index = f"{desk.prefix}alerts"
    for number in (1, 2):
        made = action(alert(number, saved=AGAINST), AGAINST)
        desk.client.index(index=index, id=made.id, document=made.document, refresh=True)
    answer = pages.get(f"/saved/against.{kind}")
    assert answer.headers["content-type"].startswith(f"application/{kind}+xml")
    feed = feedparser.parse(answer.content)
    assert [entry.link for entry in feed.entries] == ["https://news.example/2", "https://news.example/1"]
    again = pages.get(f"/saved/against.{kind}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert feedparser.parse(pages.get(f"/saved/macron.{kind}").content).entries == []


def test_who_writes_saves_what_the_results_show(writer: TestClient, shelf: OpenShelf) -> None:
    page = writer.get("/claims?q=soldiers&stance=against&sort=oldest&page=1").text
    assert "Save this search" in page
    fields = {name: unescape(_field(page, name)) for name in ("form", "what", "question")}
    told = {
        "name": "mine",
        "to": "mailto:a@example.org, mailto:b@example.org",
        "digest": "daily",
        "zone": "Europe/Kyiv",
    }
    answer = writer.post("/saved", data={**fields, **told, "quiet": "22:00-07:00"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/saved#mine")
    made = shelf.books["mine"]
    assert made.question == (("q", "soldiers"), ("stance", "rejects"), ("stance", "doubts"))
    assert (made.what, made.to) == ("claims", ("mailto:a@example.org", "mailto:b@example.org"))
    assert (made.digest, made.zone, made.quiet) == ("daily", "Europe/Kyiv", "22:00-07:00")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "No Good"}, "small letters"),
        ({"zone": "Mars"}, "time zone"),
        ({"quiet": "late"}, "22:00-07:00"),
        ({"to": "https://x.example/"}, "mailto:"),
        ({"question": "stance=denies"}, "write one of"),
        ({"question": "size=5"}, "a saved search has none"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_saved(
    writer: TestClient, shelf: OpenShelf, wrong: dict[str, str], said: str
) -> None:
    fields = {"form": _token(writer, "/saved"), "what": "articles", "question": "", "name": "mine", **wrong}
    answer = writer.post("/saved", data=fields)
    assert answer.status_code == 400
    assert said in unescape(answer.text)
    assert "mine" not in shelf.books


def test_who_reads_is_not_told_whose_mail_it_is(pages: TestClient) -> None:
    page = pages.get("/saved").text
    assert "mail: failing" in page
    assert "me@example.org" not in page


def test_who_reads_is_offered_nothing_and_writes_nothing(pages: TestClient, shelf: OpenShelf) -> None:
    assert "Save this search" not in pages.get("/claims").text
    assert "Remove" not in pages.get("/saved").text
    for path in ("/saved", "/saved/remove"):
        assert pages.post(path, data={"name": "macron"}).status_code == 401
    assert "macron" in shelf.books


def test_who_writes_removes(writer: TestClient, shelf: OpenShelf) -> None:
    answer = writer.post("/saved/remove", data={"form": _token(writer, "/saved"), "name": "macron"})
    assert answer.status_code == 303
    assert "macron" not in shelf.books
    assert writer.post("/saved/remove", data={"form": _token(writer, "/saved"), "name": "macron"}).status_code == 400


def test_what_receivers_say_stays_text(writer: TestClient, shelf: OpenShelf) -> None:
    shelf.books["told"] = search("told", to=("mailto:me@example.org",))
    page = writer.get("/saved").text
    assert "<script>alert" not in page
    assert "2 failures in a row" in page


def test_the_shelf_in_kafka_keeps_what_is_saved_from_others(endpoints: Any, desk: Desk, corner_topics: None) -> None:
    shelf = KafkaShelf(desk.client, desk.prefix, endpoints.kafka, Config())
    shelf.save(MACRON)
    assert [each.name for each in shelf.saved()] == ["macron"]
    assert [each.name for each in shelf.standings()] == ["macron"]
    shelf.save(search("macron", question=MACRON.question, digest="daily"))
    with pytest.raises(UsageError, match="another search is saved as macron"):
        shelf.save(search("macron", question=(("q", "other"),)))
    shelf.remove("macron")
    assert shelf.saved() == []
    assert json.loads(json.dumps(list(shelf.standings()))) == []
