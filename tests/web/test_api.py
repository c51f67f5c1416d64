"""The JSON API, asked over real servers."""

import json
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from schemas.ids import article_id
from web.app import application
from web.desk import Desk

pytestmark = pytest.mark.servers

MACRON = article_id("https://news.example/macron-offers-troops")


def test_a_filter_finds_what_the_command_of_the_same_name_finds(ask: TestClient) -> None:
    found = ask.get("/api/articles?actor=person/emmanuel-macron&stance=offers&type=troop-presence&sort=oldest").json()
    assert found["total"] == 5
    assert found["hits"][0]["article"]["article_id"] == MACRON


def test_claims_are_found_with_the_sentence_that_says_them(ask: TestClient) -> None:
    found = ask.get("/api/claims?stance=rejects&type=deployment-ban").json()
    assert [hit["claim"]["evidence"][0]["text"] for hit in found["hits"]] == [
        "Russian President Vladimir Putin rejected any foreign soldiers in Ukraine."
    ]


def test_filters_may_stand_in_the_box_by_any_alias(ask: TestClient) -> None:
    found = ask.get("/api/claims", params={"q": "by:Макрон type:troop-presence stance:for", "sort": "oldest"}).json()
    assert found["total"] == 6
    assert {hit["claim"]["holder"] for hit in found["hits"]} == {"person/emmanuel-macron"}


def test_an_article_is_found_by_id_and_by_address(ask: TestClient) -> None:
    by_id = ask.get(f"/api/articles/{MACRON}").json()
    by_address = ask.get("/api/articles/https://news.example/macron-offers-troops").json()
    assert by_id == by_address
    assert by_id["document"]["title"] == "Macron offers a reassurance force"
    assert len(by_id["claims"]) == 2


def test_facets_count_what_would_be_left(ask: TestClient) -> None:
    found = ask.get("/api/facets?actor=person/emmanuel-macron").json()
    assert found["total"] == 6
    for one in found["facets"]["languages"]:
        narrowed = ask.get(f"/api/articles?actor=person/emmanuel-macron&language={one['value']}").json()
        assert narrowed["total"] == one["count"]


def test_facets_of_claims_count_claims(ask: TestClient) -> None:
    found = ask.get("/api/facets?of=claims&type=deployment-ban").json()
    assert found["facets"]["holders"] == [{"value": "person/vladimir-putin", "count": 1}]


def test_stories_tell_outlets_and_when_they_were_first_seen(ask: TestClient) -> None:
    (story,) = ask.get("/api/stories").json()["stories"]
    assert (story["outlets"], story["first_seen"][:10]) == (4, "2025-03-01")


def test_an_article_tells_in_how_many_other_outlets_its_story_is(ask: TestClient) -> None:
    found = ask.get("/api/articles?site=delta.example").json()
    assert [(hit["also_in"], hit["first_seen"][:10]) for hit in found["hits"]] == [(3, "2025-03-01")]


@pytest.mark.parametrize("typed", ["макр", "Macr", "emmanuel m"])
def test_an_actor_is_suggested_by_the_beginning_of_a_name_in_any_script(ask: TestClient, typed: str) -> None:
    first = ask.get("/api/suggest", params={"q": typed}).json()["suggestions"][0]
    assert (first["id"], first["articles"]) == ("person/emmanuel-macron", 6)


def test_the_ledger_of_no_feed_is_empty(ask: TestClient) -> None:
    assert ask.get("/api/ledger").json()["total"]["expected"] == 0
    assert ask.get("/api/ledger?fate=skipped").json() == {"entries": []}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/articles?actr=state/ua", "there are q, actor"),
        ("/api/articles?q=troop*", "wildcards are not understood"),
        ("/api/articles?q=/tro[ox]/", "regular expressions are not understood"),
        ("/api/articles?q=((((((((a))))))))", "parentheses more than 6 deep"),
        ("/api/articles?q=" + "+".join(["word"] * 60), "50 are the most"),
        ("/api/articles?q=" + "a" * 1_001, "1000 are the most"),
        ("/api/articles?stance=loves", "write one of demands"),
        ("/api/articles?size=101", "size 101: write a number from 0 to 100"),
        ("/api/articles?size=-1", "write a number"),
        ("/api/articles?size=9999999999999999999999", "write a number"),
        ("/api/articles?page=101&size=100", "beyond the first 10000 results"),
        ("/api/articles?since=yesterday", "is no date"),
        ("/api/articles?fold=perhaps", "write true or false"),
        ("/api/articles?since=1d&since=2d", "more than once"),
        ("/api/articles?q=actor:Nobody-at-all", "no actor called"),
        ("/api/articles?q=-since:30d", "is not understood"),
        ("/api/articles?not=colour:red", "write NAME:VALUE"),
        ("/api/claims?not=instrument:minsk-2", "claims have none; there are actor"),
        ("/api/articles?cursor=AAAA", "begin anew with cursor=*"),
        ("/api/articles?cursor=*&fold=true", "leave out fold and page"),
        ("/api/claims?paywalled=true", "claims have no parameter 'paywalled'"),
        ("/api/articles?" + "&".join(f"actor=state/{one:02}" for one in range(30)), "more than 20 values"),
        ("/api/ledger?fate=lost", "write one of"),
        ("/api/suggest?kind=place", "write one of actor"),
        ("/api/stories?size=201", "from 1 to 200"),
    ],
)
def test_a_question_that_is_not_answered_gets_a_sentence(ask: TestClient, address: str, said: str) -> None:
    answer = ask.get(address)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    assert said in answer.json()["detail"]
    assert "--" not in answer.json()["detail"]


@pytest.mark.parametrize(("address", "status"), [("/api/articles/nothing-here", 404), ("/api/nothing", 404)])
def test_what_is_not_there_is_a_problem_too(ask: TestClient, address: str, status: int) -> None:
    answer = ask.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(ask: TestClient, method: str) -> None:
    assert ask.request(method, "/api/articles").status_code == 405


def test_a_silent_elasticsearch_is_a_sentence(nobody: TestClient) -> None:
    answer = nobody.get("/api/articles")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "does not answer" in answer.json()["detail"]


def test_another_hosts_name_is_refused(desk: Desk, ask: TestClient) -> None:
    assert ask.get("/api/articles", headers={"host": "rebound.example"}).status_code == 400
    assert ask.get("/api/articles", headers={"host": "[::1]:8770"}).status_code == 200


def test_the_description_is_valid_and_describes_what_is_answered(ask: TestClient) -> None:
    described = ask.get("/api/openapi.json").json()
    validate(described)
    for path, methods in described["paths"].items():
        if "get" not in methods:
            continue
        kinds = {"actors": "person/emmanuel-macron", "types": "troop-presence"}
        identity = kinds.get(path.split("/")[2], MACRON)
        answer = ask.get(path.replace("{id}", identity))
        assert answer.status_code == 200, path
        media = answer.headers["content-type"].partition(";")[0]
        assert media in methods["get"]["responses"]["200"]["content"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/articles",
        "/api/claims",
        "/api/stories",
        "/api/ledger",
        "/api/facets",
        "/api/matrix",
        "/api/news",
        "/api/corrections",
        "/api/operations",
        "/api/suggest?q=mac",
    ],
)
def test_answers_fit_the_schema_that_is_published(ask: TestClient, path: str) -> None:
    described = ask.get("/api/openapi.json").json()
    schema = described["paths"][path.partition("?")[0]]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    _check(schema, described, ask.get(path).json())


def _check(schema: dict[str, Any], described: dict[str, Any], instance: object) -> None:
    whole = json.loads(json.dumps({**schema, "components": described["components"]}))
    Draft202012Validator(whole).validate(instance)


HOSTILE = ("\x00", "\ufffd\ud7ff", "😀" * 50, "((", '"', "actor:", "by:()", "a" * 999, "'; DROP", "{{7*7}}", "١٢", "-0",
           "99999w", "0001-01-01", "9999-12-31", "2025-01-01T00:00:00-23:59", "now-1d/d", ",,,", "../../etc/passwd",
           "\u202e", "=cmd", "person/x'y\"<>")  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/claims", "/positions", "/news", "/stories", "/api/articles", "/api/claims",
                                  "/api/facets", "/api/ledger", "/api/suggest", "/api/claims.csv"])  # fmt: skip
def test_whatever_is_asked_is_answered_or_refused_with_a_sentence(ask: TestClient, path: str) -> None:
    for name in ("q", "actor", "site", "since", "size", "cursor", "by"):
        for value in HOSTILE:
            assert ask.get(path, params={name: value}).status_code in (200, 400), (name, value)
    for value in HOSTILE:
        assert ask.get(f"/article/{quote(value)}").status_code == 404


def test_json_holds_no_character_that_moves_a_terminal(ask: TestClient) -> None:
    text = ask.get("/api/articles?type=troop-presence&size=50").text
    assert "\x1b" not in text
    assert "\u202e" not in text
    msgspec.json.decode(text)


def test_counts_over_time_are_of_articles_stories_or_claims(affair: Desk) -> None:
    ask = TestClient(application(affair, a_second=0), base_url="http://localhost")

    def counts(address: str) -> dict[str, Any]:
        found: dict[str, Any] = ask.get(f"/api/timeline?by=month{address}").json()
        return found

    assert counts("")["counts"] == [1, 1, 5]
    claims = counts("&count=claims&split=stance")
    assert (claims["counted"], claims["total"], claims["counts"]) == ("claims", 12, [1, 1, 10])
    assert {line["value"]: line["counts"] for line in claims["lines"]} == {
        "offers": [0, 0, 6],
        "rejects": [1, 0, 3],
        "demands": [0, 0, 1],
        "doubts": [0, 1, 0],
    }
    assert counts("&count=claims&not=stance:against")["total"] == 7
    assert counts("&q=-type:troop-presence")["total"] == 3
    for wrong, said in (
        ("count=words", "one of articles"),
        ("by=decade", "one of hour"),
        ("split=mood", "one of stance"),
    ):
        answer = ask.get(f"/api/timeline?{wrong}")
        assert (answer.status_code, said in answer.json()["detail"]) == (400, True)
