"""Corrections: from a form or a program to the article's page, and what makes no sense of it."""

import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from schemas.ids import article_id
from tests.web.conftest import TOKEN
from tests.web.desk import HOSTILE_TITLE
from tests.web.test_pages import read
from web.app import application
from web.desk import Desk
from web.names import Names
from web.writers import Writers

pytestmark = pytest.mark.servers

MACRON = article_id("https://news.example/macron-offers-troops")
BEARER = {"authorization": f"Bearer {TOKEN}"}
PUTIN = {"holder": "person/vladimir-putin", "stance": "rejects", "beneficiary": "ukraine", "on_behalf_of": "state/ru"}


@pytest.fixture
def browser(desk: Desk, names: Names) -> TestClient:
    """A browser of an application with corrections of its own."""
    own = Desk(desk.client, desk.prefix, names, lambda: (), clock=desk.clock)
    made = application(own, a_second=0, writers=Writers(TOKEN))
    return TestClient(made, base_url="http://localhost")


def hidden(browser: TestClient, address: str) -> dict[str, str]:
    page = read(browser, address)
    fields = [found for tag, found in page.tags if tag == "input" and found.get("type") == "hidden"]
    return {found["name"] or "": found["value"] or "" for found in fields}


def sign_in(browser: TestClient, name: str = "Olena") -> None:
    fields = {**hidden(browser, "/sign-in"), "token": TOKEN, "name": name}
    assert browser.post("/sign-in", data=fields).status_code == 200


def claims(browser: TestClient) -> list[dict[str, object]]:
    found: list[dict[str, object]] = browser.get(f"/api/articles/{MACRON}").json()["claims"]
    return found


def say(browser: TestClient, about: str, status: int = 200, **fields: Any) -> str:
    address = f"/corrections/new?article={MACRON}{about}"
    answer = browser.post("/corrections", data={**hidden(browser, address), **fields})
    assert answer.status_code == status
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", answer.text)))


def test_readers_who_say_the_same_are_counted_with_their_remarks(browser: TestClient) -> None:
    claim = claims(browser)[0]["id"]
    sign_in(browser)
    assert "Olena says: this is wrong" in say(browser, f"&claim={claim}", verdict="wrong", remark="He only asked.")
    browser.cookies.clear()
    sign_in(browser, "<b>Петро")
    text = say(browser, f"&claim={claim}", verdict="wrong", remark="<script>alert(1)</script>")
    assert "2 readers say: this is wrong" in text
    assert "Olena: He only asked." in text
    assert "<b>Петро: <script>alert(1)</script>" in text
    page = read(browser, f"/article/{MACRON}")
    assert not [found for tag, found in page.tags if tag == "script" and not found.get("src")]


def test_saying_the_same_again_replaces_the_remark(browser: TestClient) -> None:
    claim = claims(browser)[0]["id"]
    sign_in(browser)
    say(browser, f"&claim={claim}", verdict="wrong", remark="First.")
    say(browser, f"&claim={claim}", verdict="wrong", remark="Second.")
    (kept,) = browser.get(f"/api/corrections?article={MACRON}").json()["corrections"]
    assert (kept["remark"], kept["by"], kept["article_id"]) == ("Second.", "Olena", MACRON)


def test_a_claim_should_have_another_stance_and_a_sentence_does_not_say_it(browser: TestClient) -> None:
    claim = claims(browser)[0]
    sign_in(browser)
    sides: dict[str, Any] = {"holder": "Макрон", "behalf": "Франція", "stance": "proposes", "beneficiary": "ukraine"}
    text = say(browser, f"&claim={claim['id']}", verdict="other", **sides | {"type:troop-presence": "on"})
    assert "this should be Emmanuel Macron (France) proposes troop presence for Ukraine" in text
    text = say(browser, f"&claim={claim['id']}", verdict="quote-1")
    assert f"this sentence does not say it: {claim['evidence'][0]['text']}" in text  # type: ignore[index]
    quote, other = browser.get("/api/corrections").json()["corrections"]
    assert other["right_claim"] == {
        "holder": "person/emmanuel-macron", "on_behalf_of": "state/fr", "stance": "proposes",
        "beneficiary": "ukraine", "types": ["troop-presence"],
    }  # fmt: skip
    assert quote["about"] == "quote"


def test_tags_are_wrong_or_missing_too(browser: TestClient) -> None:
    sign_in(browser)
    tag = browser.get(f"/api/articles/{MACRON}").json()["document"]["actors"][0]
    assert "Olena says: this is wrong" in say(browser, f"&kind=actor&tag={tag}", verdict="wrong")
    assert "should be Germany" in say(browser, f"&kind=actor&tag={tag}", verdict="other", right="Germany")
    assert "NATO is missing" in say(browser, "&kind=actor", right="Північноатлантичний альянс")
    assert "made up is missing" in say(browser, "&kind=actor", right="person/made-up")


def test_a_missing_claim_comes_with_the_words_that_say_it(browser: TestClient) -> None:
    sign_in(browser)
    document = browser.get(f"/api/articles/{MACRON}").json()["document"]
    sentence = document["text"].split(".")[0] + "."
    sides: dict[str, Any] = {"holder": "state/pl", "stance": "doubts", "beneficiary": "europe", "type:sanctions": "on"}
    text = say(browser, "&kind=claim", **sides, quote=sentence.replace(" ", "\n", 1))
    assert f"Poland doubts sanctions for Europe is missing: {sentence}" in text


@pytest.mark.parametrize(("about", "fields", "said"), [
    ("&kind=actor", {"right": "Nobody At All"}, "has no actor called"),
    ("&kind=actor", {"right": " "}, "say which actor"),
    ("&kind=claim", {"holder": "state/pl", "stance": "loves", "beneficiary": "europe"}, "this is no correction"),
    ("&kind=claim", {"holder": "state/pl", "stance": "doubts", "beneficiary": "europe"}, "at least one type"),
    ("&kind=claim", {"holder": "state/pl", "stance": "doubts", "beneficiary": "europe", "type:sanctions": "on",
                     "quote": "No such words."}, "do not stand in the article"),
    ("&kind=guarantee-type", {"right": "troop-presence"}, "already"),
    ("&kind=source", {"right": "source/a", "remark": "a" * 1_001}, "longer than 1,000"),
])  # fmt: skip
def test_what_makes_no_sense_stays_in_the_form_with_a_sentence(
    browser: TestClient, about: str, fields: dict[str, str], said: str
) -> None:
    sign_in(browser)
    assert said in say(browser, about, 400, **fields).lower()
    assert browser.get("/api/corrections").json() == {"corrections": []}


def test_a_reader_is_led_to_signing_in_and_back(browser: TestClient) -> None:
    address = f"/corrections/new?article={MACRON}&kind=actor"
    fields = hidden(browser, address)
    assert fields["next"] == address
    answer = browser.post("/sign-in", data={**fields, "token": TOKEN})
    assert (answer.url.path, answer.url.query) == ("/corrections/new", f"article={MACRON}&kind=actor".encode())
    fields = hidden(browser, address)
    browser.cookies.clear()
    assert browser.post("/corrections", data={**fields, "right": "state/pl"}).status_code == 401


def test_where_nobody_may_write_nothing_offers_it(desk: Desk) -> None:
    browser = TestClient(application(desk, a_second=0), base_url="http://localhost")
    assert "/corrections/new" not in browser.get(f"/article/{MACRON}").text
    assert browser.get(f"/corrections/new?article={MACRON}").status_code == 403


def test_a_program_says_it_and_takes_it_back(browser: TestClient) -> None:
    said = {
        "article_id": MACRON,
        "about": "actor",
        "right_tag": "org/osce",
        "by": "checker 7",
        "remark": "in the title",
    }
    made = browser.post("/api/corrections", json=said, headers=BEARER)
    assert made.status_code == 201
    identity = made.json()["correction_id"]
    assert browser.get("/api/corrections").json()["corrections"] == [made.json()]
    assert "checker 7 says:" in browser.get(f"/article/{MACRON}").text
    headers = {**BEARER, "content-type": "application/json"}
    assert browser.delete(f"/api/corrections/{identity}", headers=headers).status_code == 204
    assert browser.delete(f"/api/corrections/{identity}", headers=headers).status_code == 404
    assert browser.get("/api/corrections").json() == {"corrections": []}


@pytest.mark.parametrize(("sent", "said"), [
    ({}, "missing required field"), ({"article_id": "x", "about": "mood"}, "Invalid enum value"),
    ({"about": "actor"}, "nothing is said"), ({"about": "actor", "tag": "state/zz"}, "has no actor state/zz"),
    ({"about": "actor", "right_tag": "State/ZZ"}, "regex"),
    ({"about": "actor", "right_tag": "a/" + "b" * 200}, "length"),
    ({"about": "claim", "tag": "state/ua"}, "give claim and right_claim"), ({"about": "claim"}, "nothing is said"),
    ({"about": "claim", "claim": {**PUTIN, "holder": "state/pl"}}, "no such claim"),
    ({"about": "quote", "claim": PUTIN}, "the quote that does not say it"),
    ({"about": "actor", "right_tag": "state/pl", "more": 1}, "unknown field"),
    ({"about": "source", "right_tag": "source/a", "quote": "x"}, "alone"),
])  # fmt: skip
def test_what_makes_no_sense_is_a_problem_with_a_sentence(
    browser: TestClient, sent: dict[str, object], said: str
) -> None:
    body = {"article_id": MACRON, **sent} if sent else {}
    answer = browser.post("/api/corrections", json=body, headers=BEARER)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("content", [b"", b"[" * 60_000, b"\xff", b"null", b'{"article_id": "\\ud800"}'])
def test_what_is_no_json_is_a_problem_too(browser: TestClient, content: bytes) -> None:
    headers = {**BEARER, "content-type": "application/json"}
    assert browser.post("/api/corrections", content=content, headers=headers).status_code == 400


def test_an_article_that_is_not_there_cannot_be_corrected(browser: TestClient) -> None:
    sent = {"article_id": "0" * 32, "about": "actor", "right_tag": "state/pl"}
    assert browser.post("/api/corrections", json=sent, headers=BEARER).status_code == 404
    assert browser.get("/api/corrections?article=" + "0" * 32).json() == {"corrections": []}


def test_one_may_take_back_ones_own_word_alone(browser: TestClient) -> None:
    sign_in(browser)
    say(browser, "&kind=actor", right="state/pl")
    (own,) = browser.get("/api/corrections").json()["corrections"]
    fields = hidden(browser, f"/article/{MACRON}")
    assert fields["id"] == own["correction_id"]
    browser.cookies.clear()
    sign_in(browser, "Mallory")
    assert "id" not in hidden(browser, f"/article/{MACRON}")
    token = hidden(browser, f"/article/{MACRON}")["form"]
    refused = browser.post("/corrections/take-back", data={"form": token, "id": own["correction_id"]})
    assert refused.status_code == 403
    browser.cookies.clear()
    sign_in(browser)
    fields = hidden(browser, f"/article/{MACRON}")
    done = browser.post("/corrections/take-back", data={"form": fields["form"], "id": fields["id"]})
    assert done.status_code == 200
    assert "Olena says" not in done.text


def test_a_hostile_article_can_be_corrected(browser: TestClient) -> None:
    sign_in(browser)
    page = read(browser, f"/corrections/new?article={article_id('javascript:alert(1)')}&kind=actor")
    assert HOSTILE_TITLE in page.text
    assert not [tag for tag, found in page.tags if tag == "img"]
