"""That everybody can use the pages, in a real browser: by night, on a telephone, by keyboard, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from schemas.ids import article_id
from tests.web.test_browser import MACRON, count

pytestmark = pytest.mark.servers

HOSTILE = f"/article/{article_id('javascript:alert(1)')}"
PAGES = (
    "/",
    "/?q=troops&stance=offers",
    "/claims?stance=rejects",
    "/stories",
    MACRON,
    HOSTILE,
    "/positions",
    "/actor/person/emmanuel-macron",
    "/type/troop-presence",
    "/?q=-type:troop-presence&type=arms-supply",
    "/news?since=2025-01-01",
    "/sign-in",
    "/saved",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_small_telephone(tab: Page, address: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["uk", "fr", "de"])
@pytest.mark.parametrize("address", PAGES)
def test_no_language_makes_a_page_wide_or_breaks_it(tab: Page, address: str, language: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_no_violation(tab: Page, address: str, mode: str) -> None:
    tab.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    tab.goto(address)
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()


def test_axe_finds_no_violation_with_everything_open(tab: Page) -> None:
    tab.goto("/?q=troops")
    for summary in tab.locator("summary").all():
        summary.click()
    tab.get_by_label("Search articles").press_sequentially(" macr", delay=20)
    expect(tab.locator("#suggestions").get_by_role("option").first).to_be_visible()
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()


def test_axe_finds_no_violation_in_what_opens_over_a_page(tab: Page) -> None:
    tab.goto(MACRON)
    tab.locator(".body a.tag").first.focus()
    expect(tab.get_by_role("tooltip")).to_be_visible()
    assert not Axe().run(tab).response["violations"]
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog")).to_be_visible()
    assert not Axe().run(tab).response["violations"]


def test_another_language_shows_what_is_shown_now(tab: Page) -> None:
    tab.goto("/")
    tab.locator("#facet-types-troop-presence").click()
    count(tab, 7)
    tab.get_by_role("link", name="Deutsch").click()
    expect(tab.locator("#count")).to_contain_text("7 Artikel")
    tab.get_by_role("button", name="Design").click()
    expect(tab.get_by_role("button", name="Design: dunkel")).to_be_visible()
    tab.get_by_label("Artikel suchen").press_sequentially("macr", delay=20)
    expect(tab.locator("#suggestions").get_by_role("option").first).to_contain_text("Akteur")


def test_the_theme_is_chosen_and_kept(tab: Page) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto("/")
    day = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    tab.get_by_role("button", name="Theme").click()
    night = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert night != day
    tab.goto("/claims")
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == night


@pytest.mark.parametrize("address", PAGES)
def test_hostile_texts_run_nowhere(tab: Page, address: str) -> None:
    tab.goto(address)
    for element in tab.locator("main :is(h2, blockquote, a.tag):visible").all():
        element.hover()
    assert tab.title() != "taken"


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    plain = browser.new_context(java_script_enabled=False, base_url=site)
    tab = plain.new_page()
    tab.goto("/?fold=false")
    tab.locator("#facets").get_by_role("link", name="troop presence").click()
    count(tab, 7)
    tab.get_by_label("Search articles").fill("reassurance")
    tab.get_by_role("button", name="Search").click()
    count(tab, 1, "article")
    expect(tab.locator(".chips li")).to_contain_text("troop presence")
    tab.locator("a.item").click()
    tab.locator("#claim-2").get_by_role("link").click()
    assert tab.url.endswith("#said-2-1")
    plain.close()


def test_the_page_is_printed_without_its_tools(tab: Page) -> None:
    tab.goto(MACRON)
    tab.emulate_media(media="print")
    expect(tab.locator(".tools")).to_be_hidden()
    expect(tab.locator(".body")).to_be_visible()


def test_the_count_is_told_to_who_cannot_see_it(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="troop presence").click()
    expect(tab.get_by_role("status")).to_contain_text("7 articles")


def test_the_keyboard_goes_on_at_the_results_when_a_filter_is_taken_away(tab: Page) -> None:
    tab.goto("/?type=troop-presence")
    tab.locator(".chips a").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".chips")).to_have_count(0)
    expect(tab.locator("#count")).to_be_focused()
