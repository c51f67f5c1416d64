"""The pages as a browser without JavaScript gets them: every way is a link or a form."""

from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from schemas.ids import article_id
from tests.web.desk import HOSTILE_TITLE
from web.app import application
from web.desk import Desk
from web.names import Names

pytestmark = pytest.mark.servers

MACRON = article_id("https://news.example/macron-offers-troops")
HOSTILE = article_id("javascript:alert(1)")


class _Read(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def link(self, beginning: str) -> str:
        return next(found["href"] or "" for tag, found in self.tags if (found.get("id") or "").startswith(beginning))

    def links(self) -> list[str]:
        return [found["href"] or "" for tag, found in self.tags if tag == "a"]


def read(ask: TestClient, address: str, status: int = 200) -> _Read:
    answer = ask.get(address)
    assert answer.status_code == status
    return _Read(answer.text)


def test_a_facets_link_finds_as_many_as_it_says(ask: TestClient) -> None:
    page = read(ask, "/?fold=false")
    narrowed = read(ask, page.link("facet-types-troop-presence"))
    assert "7 articles" in narrowed.text
    again = read(ask, narrowed.link("facet-types-troop-presence"))
    assert "11 articles" in again.text


def test_not_this_takes_a_facets_articles_away_and_its_chip_brings_them_back(ask: TestClient) -> None:
    page = read(ask, "/?fold=false")
    left = read(ask, page.link("without-types-troop-presence"))
    # Eleven articles, seven of them on it.
    assert "4 articles" in left.text
    assert "Not: Type of guarantee" in left.text
    chip = next(found["href"] or "" for tag, found in left.tags if tag == "a" and found.get("class") == "not")
    assert "11 articles" in read(ask, chip).text
    # Without what is chosen: the choice is given up, and its contrary stands.
    chosen = read(ask, page.link("facet-types-troop-presence"))
    assert "4 articles" in read(ask, chosen.link("without-types-troop-presence")).text


def test_a_filter_behind_a_minus_is_excluded_and_stays_in_the_form_and_the_api(ask: TestClient) -> None:
    page = read(ask, "/?q=-type:troop-presence+-section:World&fold=false")
    hidden = {(one["name"], one["value"]) for tag, one in page.tags if tag == "input" and one.get("type") == "hidden"}
    assert hidden == {("not", "type:troop-presence"), ("not", "section:World"), ("fold", "false")}
    assert "/api/articles?not=type%3Atroop-presence&not=section%3AWorld" in page.links()
    # Claims have no section: there that filter is left out, not a mistake.
    assert "/claims?not=type%3Atroop-presence" in page.links()


def test_copies_are_folded_into_their_story_and_can_be_shown(ask: TestClient) -> None:
    folded = read(ask, "/?q=soldiers+ceasefire+mines")
    assert folded.text.count("Macron: France would send soldiers") == 1
    assert "also in 3 outlets" in folded.text
    assert "first seen 1 Mar 2025" in folded.text
    unfolded = read(ask, "/?q=soldiers+ceasefire+mines&fold=false")
    assert unfolded.text.count("Macron: France would send soldiers") == 4


def test_the_form_carries_the_filters_along(ask: TestClient) -> None:
    page = read(ask, "/?actor=person/emmanuel-macron&type=troop-presence")
    hidden = {(one["name"], one["value"]) for tag, one in page.tags if tag == "input" and one.get("type") == "hidden"}
    assert hidden == {("actor", "person/emmanuel-macron"), ("type", "troop-presence")}


def test_what_is_typed_as_a_filter_becomes_one_and_leaves_the_box(ask: TestClient) -> None:
    page = read(ask, "/?q=actor:Макрон+troops")
    box = next(one for tag, one in page.tags if one.get("id") == "q")
    assert box["value"] == "troops"
    assert "Emmanuel Macron" in page.text


def test_a_mistake_stays_in_the_box_with_a_sentence(ask: TestClient) -> None:
    page = read(ask, "/?q=troops+OR", 400)
    box = next(one for tag, one in page.tags if one.get("id") == "q")
    assert box["value"] == "troops OR"
    assert "The query ends where a word should follow" in page.text


def test_the_bars_of_the_timeline_are_links_to_their_time(ask: TestClient) -> None:
    page = read(ask, "/?fold=false&sort=oldest")
    bars = [found for tag, found in page.tags if tag == "a" and found.get("data-since")]
    busiest = max(bars, key=lambda bar: int(bar["data-count"] or 0))
    assert busiest["data-count"] == "4"
    assert "4 articles" in read(ask, busiest["href"] or "").text


def test_a_claims_sentence_is_on_the_page_of_claims(ask: TestClient) -> None:
    page = read(ask, "/claims?stance=rejects&type=deployment-ban")
    assert "Russian President Vladimir Putin rejected any foreign soldiers in Ukraine." in page.text


def test_an_article_marks_each_tag_and_each_claims_sentence(ask: TestClient) -> None:
    page = read(ask, f"/article/{MACRON}")
    tags = [found for tag, found in page.tags if tag == "a" and found.get("data-tags")]
    assert [found["class"] for found in tags] == ["tag actor", "tag actor", "tag source"]
    marked = {found["id"] for tag, found in page.tags if found.get("class") == "said-no"}
    assert marked == {"said-1-1", "said-1-2", "said-2-1"}
    assert {f"#{one}" for one in marked} <= set(page.links())
    assert {"#claim-1", "#claim-2"} <= set(page.links())


def test_every_link_within_an_article_leads_somewhere(ask: TestClient) -> None:
    page = read(ask, f"/article/{MACRON}")
    places = {found.get("id") for _, found in page.tags}
    assert not [link for link in page.links() if link.startswith("#") and link[1:] not in places]


def test_the_original_is_linked_without_telling_it_from_where(ask: TestClient) -> None:
    page = read(ask, f"/article/{MACRON}")
    link = next(one for tag, one in page.tags if one.get("href") == "https://news.example/macron-offers-troops")
    assert set((link["rel"] or "").split()) >= {"noopener", "noreferrer"}


def test_an_address_that_is_no_web_address_is_no_link(ask: TestClient) -> None:
    page = read(ask, f"/article/{HOSTILE}")
    assert not [link for link in page.links() if link.lower().startswith("javascript:")]
    assert "javascript:alert(1)" in page.text


@pytest.mark.parametrize("address", [f"/article/{HOSTILE}", "/?type=troop-presence", "/claims", "/stories?outlets=0"])
def test_hostile_texts_are_text(ask: TestClient, address: str) -> None:
    page = read(ask, address)
    assert not [tag for tag, found in page.tags if tag == "img" or any(name.startswith("on") for name in found)]
    scripts = [found for tag, found in page.tags if tag == "script"]
    assert all((found.get("src") or "").startswith("/static/") for found in scripts)
    assert HOSTILE_TITLE in page.text or address == "/claims"
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text


def test_an_article_lists_the_storys_other_copies(ask: TestClient) -> None:
    page = read(ask, f"/article/{article_id('https://beta.example/macron-force')}")
    assert [name for name in ("Alpha", "Gamma", "Delta") if name in page.text] == ["Alpha", "Gamma", "Delta"]


def test_stories_lead_to_their_articles(ask: TestClient) -> None:
    page = read(ask, "/stories")
    (link,) = [link for link in page.links() if link.startswith("/?story=")]
    assert "4 articles" in read(ask, link).text


@pytest.mark.parametrize("address", ["/", "/claims", "/stories", f"/article/{MACRON}", "/nothing", "/?q=a*"])
def test_no_page_runs_anything_but_our_own_files(ask: TestClient, address: str) -> None:
    answer = ask.get(address)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    page = _Read(answer.text)
    assert not [tag for tag, found in page.tags if "style" in found or tag == "style"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_that_is_not_there_says_so(ask: TestClient) -> None:
    assert "There is nothing at this address" in read(ask, "/nothing", 404).text


def test_what_nobody_foresaw_tells_nothing_of_itself(names: Names) -> None:
    broken = Desk(None, "", names, lambda: ())  # type: ignore[arg-type]
    ask = TestClient(application(broken), base_url="http://localhost", raise_server_exceptions=False)
    for address in ("/", "/api/articles"):
        answer = ask.get(address)
        assert answer.status_code == 500
        assert "the log of `pledgewire serve` has it" in answer.text.replace("&#39;", "'")
        assert "NoneType" not in answer.text
        assert answer.headers["content-security-policy"]


def test_a_silent_elasticsearch_is_a_page_with_a_sentence(nobody: TestClient) -> None:
    assert "does not answer" in read(nobody, "/", 503).text
