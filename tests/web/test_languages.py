"""Pages in the language of their reader."""

import pytest
from starlette.testclient import TestClient

from tests.web.test_pages import MACRON, read
from web.wording import wording

pytestmark = pytest.mark.servers

PAGES = ("/", "/claims", "/stories", "/positions", "/news?since=2025-01-01", "/actor/person/emmanuel-macron",
         f"/article/{MACRON}", "/nothing")  # fmt: skip
HEADINGS = {"en": "Positions", "uk": "Позиції", "fr": "Positions", "de": "Positionen"}


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_its_language_and_leads_to_the_others(ask: TestClient, address: str, language: str) -> None:
    page = read(ask, f"{address}{'&' if '?' in address else '?'}lang={language}", 404 if address == "/nothing" else 200)
    assert next(found["lang"] for tag, found in page.tags if tag == "html") == language
    assert HEADINGS[language] in page.text
    others = [found for tag, found in page.tags if tag == "a" and found.get("hreflang")]
    assert [found["hreflang"] for found in others] == list(HEADINGS)
    assert [found["hreflang"] for found in others if found.get("aria-current")] == [language]


def test_a_choice_is_kept_and_beats_the_browsers(ask: TestClient) -> None:
    asked = {"Accept-Language": "de"}
    assert 'lang="de"' in ask.get("/stories", headers=asked).text[:100]
    chosen = ask.get("/stories?lang=uk", headers=asked)
    assert "HttpOnly" in chosen.headers["set-cookie"]
    assert "SameSite=Lax" in chosen.headers["set-cookie"]
    kept = ask.get("/stories", headers=asked)
    assert 'lang="uk"' in kept.text[:100]
    assert kept.headers["content-language"] == "uk"
    assert "set-cookie" not in kept.headers


@pytest.mark.parametrize("strange", ["xx", "", "../../etc", "uk" * 400])
def test_a_language_that_there_is_not_is_no_choice(ask: TestClient, strange: str) -> None:
    answer = ask.get("/stories", params={"lang": strange}, headers={"Cookie": "lang=yy", "Accept-Language": "fr"})
    assert 'lang="fr"' in answer.text[:100]
    assert "set-cookie" not in answer.headers


def test_another_language_is_the_same_question(ask: TestClient) -> None:
    page = read(ask, "/?q=troops&stance=rejects&lang=fr")
    link = next(found["href"] or "" for tag, found in page.tags if found.get("hreflang") == "uk")
    assert link == "/?q=troops&stance=rejects&lang=uk"
    assert "відхиляє" in read(ask, link).text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "− rejects troop presence for Russia"),
        ("uk", "− відхиляє: присутність військ для Росії"),
        ("fr", "− rejette : présence de troupes pour la Russie"),
        ("de", "− lehnt ab: Truppenpräsenz für Russland"),
    ],
)
def test_a_claim_reads_as_a_sentence(ask: TestClient, language: str, sentence: str) -> None:
    page = read(ask, f"/claims?stance=rejects&beneficiary=russia&lang={language}")
    assert sentence in " ".join(page.text.split())


def test_an_articles_own_words_keep_their_language(ask: TestClient) -> None:
    page = read(ask, "/claims?stance=rejects&type=deployment-ban&lang=uk")
    assert {found["lang"] for tag, found in page.tags if tag == "blockquote"} == {"en"}
    article = read(ask, f"/article/{MACRON}?lang=de")
    assert [found["lang"] for tag, found in article.tags if tag == "h1"] == ["en"]
    assert [found["lang"] for tag, found in article.tags if found.get("class") == "body"] == ["en"]


def test_suggestions_come_in_the_language_of_the_page(ask: TestClient) -> None:
    (found, *_) = ask.get("/api/suggest", params={"q": "присутність", "lang": "uk"}).json()["suggestions"]
    assert (found["id"], found["label"]) == ("troop-presence", "присутність військ")
    assert ask.get("/api/suggest", params={"q": "troop", "lang": "xx"}).status_code == 400


def test_the_api_answers_in_no_language_of_anybodys(ask: TestClient) -> None:
    answer = ask.get("/api/matrix", headers={"Accept-Language": "uk"})
    assert "content-language" not in answer.headers
    assert ask.get("/api/articles?lang=uk").status_code == 400


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/?q=zzzzz&lang=uk", 200, "Жодна стаття не відповідає запиту."),
        ("/claims?q=zzzzz&lang=fr", 200, "Aucune déclaration ne correspond."),
        ("/stories?outlets=99&lang=de", 200, "Noch gibt es keine solche Meldung."),
        ("/news?since=1h&lang=uk", 200, "Нових тверджень немає."),
        ("/nothing?lang=fr", 404, "Il n’y a rien à cette adresse."),
    ],
)
def test_sentences_that_searching_makes_are_translated(
    ask: TestClient, address: str, status: int, sentence: str
) -> None:
    assert sentence in read(ask, address, status).text


def test_a_sentence_that_is_not_translated_says_that_it_is_english(ask: TestClient) -> None:
    page = read(ask, "/?q=zzzzz&since=2025-01-01&lang=uk")
    assert ("span", {"lang": "en"}) in page.tags
    assert "the index holds" in page.text or "would." in page.text


def test_what_was_said_for_the_command_line_names_no_option_on_a_page() -> None:
    said = wording("en").sentence("Without --type troop-presence 19 would.")
    assert said == "Without type troop-presence 19 would."
    assert wording("en").sentence("peace--at last") == "peace--at last"
