"""The page of operations, and its JSON, over an overview made by hand. No server is needed."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import TOKEN
from tests.web.running import HOSTILE, TOPIC, Running
from tests.web.test_pages import _Read
from web.app import application
from web.desk import Desk
from web.names import Names
from web.writers import Writers

BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def browser(names: Names, running: Running) -> TestClient:
    desk = Desk(None, "", names, lambda: ())  # type: ignore[arg-type]
    made = application(desk, a_second=0, writers=Writers(TOKEN), overview=running.overview())
    return TestClient(made, base_url="http://localhost")


def sign_in(browser: TestClient) -> None:
    fields = {"form": token(browser), "token": TOKEN, "name": "Olena", "next": "/operations"}
    assert browser.post("/sign-in", data=fields).status_code == 200


def token(browser: TestClient) -> str:
    page = _Read(browser.get("/sign-in").text)
    return next(found["value"] or "" for tag, found in page.tags if found.get("name") == "form")


def text(browser: TestClient, address: str = "/operations") -> str:
    html = browser.get(address).text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_the_page_tells_what_waits_how_feeds_are_and_what_became_of_entries(browser: TestClient) -> None:
    told = text(browser)
    for part in (
        "tagging news.article.cleaned.v1 12,345",
        "Feeds: 1 failing, 1 waiting",
        "(3 polls in a row)",
        "In all: 2 tried again at the next poll, 3 skipped, 1 dead-lettered, 10 indexed.",
        "1 Apr 2025 6 0 0 2",
        "1,234 articles are indexed. Of the last 48 hours: 6.",
        "10 entries were indexed in the last 24 hours.",
        "half took 0.5 s at the most, and 95% took 90.0 s.",
        "Kafka 4.2.2 Elasticsearch 9.5.3",
        "mapping 6 – the index is moved to 7 by pledgewire work",
        "7 articles carry tags of other versions",
        "Dead letters: 62",
        "The 2 oldest are shown.",
    ):
        assert part in told


def test_receivers_of_alerts_are_shown_without_who_they_are(browser: TestClient) -> None:
    assert "configured – mail: failing , 0 messages sent, 2 failures in a row" in text(browser)
    assert "me@example.org" not in browser.get("/operations").text + browser.get("/api/operations").text
    assert browser.get("/api/operations").json()["receivers"][0]["condition"] == "failing"


def test_hostile_reasons_and_names_are_text(browser: TestClient) -> None:
    html = browser.get("/operations").text
    page = _Read(html)
    assert not [tag for tag, found in page.tags if tag == "img" or any(name.startswith("on") for name in found)]
    assert page.text.count("{{ 7 * 7 }}") >= 4
    assert not {"\u202e", "\x1b"} & set(html)
    assert not {"\u202e", "\x1b"} & set(browser.get("/api/operations").text)


def test_the_json_says_the_same(browser: TestClient) -> None:
    found = browser.get("/api/operations").json()
    assert found["problems"] == []
    assert [one["id"] for one in found["dead_letters"]] == ["0:1", "0:2"]
    assert found["dead_letters"][0]["reason"] == HOSTILE
    assert (found["versions"]["tagger"], found["flow"]["latency"]["half"]) == ("rules-1", 0.5)


def test_a_reader_is_offered_no_retry_and_has_none(browser: TestClient, running: Running) -> None:
    assert "Try again" not in text(browser)
    answer = browser.post("/operations/retry", data={"form": token(browser), "all": "true"})
    assert answer.status_code == 401
    assert browser.post("/api/dead-letters/retry", json={"all": True}).status_code == 401
    assert running.sent == []


def test_a_writer_sends_one_back_and_then_all(browser: TestClient, running: Running) -> None:
    sign_in(browser)
    html = browser.get("/operations").text
    assert html.count('value="0:') == 1  # the one that was cut cannot be sent
    fields = {"form": token(browser), "topic": TOPIC, "id": "0:1"}
    answer = browser.post("/operations/retry", data=fields)
    assert "1 dead letter was sent back." in re.sub(r"\s+", " ", answer.text)
    assert 'value="0:1"' not in answer.text
    answer = browser.post("/operations/retry", data={"form": token(browser), "all": "true"})
    assert "1 is left, cut for its size" in answer.text
    assert running.sent == [(TOPIC, "0:1"), (None, None)]


def test_a_form_of_a_page_elsewhere_sends_nothing_back(browser: TestClient, running: Running) -> None:
    sign_in(browser)
    assert browser.post("/operations/retry", data={"all": "true"}).status_code == 403
    assert browser.post("/operations/retry", data={"all": "true", "form": "AAAA"}).status_code == 403
    assert running.sent == []


@pytest.mark.parametrize(("sent", "status"), [
    ({"all": True}, 200), ({"topic": "cleaned"}, 200), ({"topic": TOPIC, "id": "0:1"}, 200), ({}, 400),
    ({"id": "0:1"}, 400), ({"all": True, "topic": "cleaned"}, 400), ({"every": True}, 400), ([], 400),
    ({"topic": TOPIC, "id": "9:9"}, 400),
])  # fmt: skip
def test_a_program_says_which_to_retry(browser: TestClient, sent: object, status: int) -> None:
    assert browser.post("/api/dead-letters/retry", json=sent, headers=BEARER).status_code == status


def test_without_any_server_it_answers_with_sentences(names: Names) -> None:
    desk = Desk(None, "", names, lambda: ())  # type: ignore[arg-type]
    browser = TestClient(application(desk), base_url="http://localhost")
    assert "No server is known here." in text(browser)
    assert {one["of"] for one in browser.get("/api/operations").json()["problems"]} == {
        "feeds", "stream", "dead_letters", "flow", "receivers",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/operations?sent=many", "/operations?sent=9999999999", "/operations?sent=-1"])
def test_nobody_can_have_the_page_say_what_was_sent(browser: TestClient, address: str) -> None:
    assert "sent back" not in text(browser, address)
