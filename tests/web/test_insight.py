"""The pages that count and compare, over affairs.yaml, in which the numbers are counted by hand."""

import re

import pytest
from starlette.testclient import TestClient

from tests.web.test_pages import read
from web.app import application
from web.desk import Desk

pytestmark = pytest.mark.servers


@pytest.fixture
def told(affair: Desk) -> TestClient:
    return TestClient(application(affair, a_second=0), base_url="http://localhost")


def test_every_cell_of_the_matrix_opens_as_many_sentences_as_it_lists(told: TestClient) -> None:
    document = told.get("/api/matrix").json()
    page = read(told, "/positions")
    cells = [link for link in page.links() if link.startswith("/claims?")]
    listed = [cell["claims"] for row in document["rows"] for cell in row["cells"]]
    assert len(cells) == len(listed) > 0
    for link, claims in zip(cells, listed, strict=True):
        assert re.search(rf"\b{claims} claims?,", read(told, link).text)


def test_rows_may_be_states_alone(told: TestClient) -> None:
    page = read(told, "/positions?by=state")
    actors = {link for link in page.links() if link.startswith("/actor/")}
    assert actors
    assert all(link.startswith("/actor/state/") for link in actors)
    assert "/positions?by=state" in read(told, "/positions?by=state&stance=offers").links()


def test_an_actor_has_offices_positions_and_changes_of_mind(told: TestClient) -> None:
    page = read(told, "/actor/person/emmanuel-macron")
    assert "president of France since 2017-05-14" in page.text
    assert "named in 4 articles, from 10 Jan 2025 to 31 Mar 2025" in page.text
    assert "Changes of mind" in page.text
    assert page.text.index("Emmanuel Macron ruled out troops in Ukraine.") < page.text.index(
        "Emmanuel Macron offered troops for Ukraine."
    )


def test_an_actors_links_lead_to_its_claims_and_articles(told: TestClient) -> None:
    page = read(told, "/actor/person/emmanuel-macron")
    claims = next(link for link in page.links() if link.startswith("/claims?"))
    assert "3 claims" in read(told, claims).text
    articles = next(link for link in page.links() if link.startswith("/?mentions="))
    assert "4 articles" in read(told, articles).text


def test_a_type_has_a_page_with_who_says_what_of_it_and_its_words(told: TestClient) -> None:
    page = read(told, "/type/troop-presence")
    assert "peacekeepers, a reassurance force, foreign troops in the country" in page.text
    assert "миротв" in page.text
    assert "Emmanuel Macron ruled out troops in Ukraine." in page.text
    assert "/type/peacekeeping" in page.links()
    claims = [link for link in page.links() if link.startswith("/claims?")]
    assert "6 claims" in read(told, next(link for link in claims if "holder" not in link)).text
    (rejects,) = [link for link in claims if "vladimir-putin" in link and "stance=rejects" in link]
    assert "2 claims" in read(told, rejects).text
    assert (
        "4 articles"
        in read(told, next(link for link in page.links() if link.startswith("/?type=")) + "&fold=false").text
    )
    assert "not in the vocabulary: known from articles alone" in read(told, "/type/peacekeeping").text
    assert "the type nothing-known" in read(told, "/type/nothing-known", 404).text


@pytest.mark.parametrize("address", ["/?type=troop-presence", "/positions?type=troop-presence", "/"])
def test_pages_that_speak_of_a_type_lead_to_its_own(told: TestClient, address: str) -> None:
    assert "/type/troop-presence" in read(told, address).links()


def test_one_whom_nobody_knows_is_not_there(told: TestClient) -> None:
    assert "neither the vocabulary nor an article" in read(told, "/actor/person/no-such-body", 404).text.lower()


def test_news_count_against_the_time_before(told: TestClient) -> None:
    document = told.get("/api/news?since=30d").json()
    page = read(told, "/news?since=30d")
    assert f"{document['claims']} claims, {document['claims_before']} in as long a time before" in page.text
    rises = [link for link in page.links() if "stance=" in link]
    assert len(rises) == len(document["rises"]) > 0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/positions?by=planet", "write one of actor"),
        ("/news?since=soon", "is no date"),
        ("/positions?q=a*", "wildcard"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence(told: TestClient, address: str, said: str) -> None:
    assert said in read(told, address, 400).text
