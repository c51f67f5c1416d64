"""Signing in and writing, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from schemas.ids import article_id
from tests.web.conftest import TOKEN
from tests.web.test_browser import MACRON

pytestmark = pytest.mark.servers


def sign_in(tab: Page, name: str = "Olena", then: str = "/stories") -> None:
    """Goes from a page to the form, types name and token, and comes back to the page."""
    tab.goto(then)
    tab.get_by_role("link", name="Sign in to write").click()
    tab.get_by_label("Your name").fill(name)
    tab.get_by_label("Write token").fill(TOKEN)
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(f"You write as {name}.")).to_be_visible()


def test_who_signs_in_comes_back_to_where_that_was_wanted(tab: Page) -> None:
    sign_in(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Stories")
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("link", name="Sign in to write")).to_be_visible()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Stories")


def test_scripts_cannot_read_the_cookie(context: BrowserContext) -> None:
    tab = context.new_page()
    sign_in(tab)
    assert tab.evaluate("document.cookie") == ""
    assert [cookie["sameSite"] for cookie in context.cookies()] == ["Strict"]


def test_a_session_is_another_tabs_too_and_survives_its_end(context: BrowserContext) -> None:
    first = context.new_page()
    sign_in(first)
    first.close()
    second = context.new_page()
    second.goto("/news")
    expect(second.get_by_text("You write as Olena.")).to_be_visible()


HOSTILE = f"/article/{article_id('javascript:alert(1)')}"


def test_a_correction_is_said_by_keyboard_and_stands_beside_its_claim(tab: Page) -> None:
    sign_in(tab, then=MACRON)
    tab.locator("#claim-1").get_by_role("link", name="Wrong?").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("Nobody says this in the article").focus()
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_label("This sentence does not say it").first).to_be_checked()
    tab.get_by_label("A remark").fill("It is about training.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    said = tab.locator("#claim-1 .corrected")
    expect(said).to_contain_text("Olena says: this sentence does not say it")
    expect(said).to_contain_text("It is about training.")
    tab.locator("#claim-1").get_by_role("button", name="Take back").click()
    expect(tab.locator(".corrected")).to_have_count(0)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everybody_can_use_the_forms_and_hostile_texts_run_in_none(tab: Page, mode: str) -> None:
    tab.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    tab.set_viewport_size({"width": 360, "height": 740})
    hostile = '<img src=x onerror="document.title=1">' * 5
    sign_in(tab, name=hostile[:79], then=HOSTILE)
    for link in ("Wrong? claim 1", "A claim is missing?", "Actors"):
        tab.goto(HOSTILE)
        tab.get_by_role("link", name=link, exact=True).click()
        expect(tab.get_by_role("heading", level=1)).to_have_text(re.compile("What is"))
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        assert not (found := Axe().run(tab)).response["violations"], found.generate_report()
    tab.get_by_label("which one").fill("state/pl")
    tab.get_by_label("A remark").fill(hostile)
    tab.get_by_role("button", name="Say so").click()
    expect(tab.locator(".corrected")).to_contain_text(hostile)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert not (found := Axe().run(tab)).response["violations"], found.generate_report()
    assert tab.title() != "1"
    tab.get_by_role("button", name="Take back").click()
    expect(tab.locator(".corrected")).to_have_count(0)


def test_a_mistake_keeps_what_was_typed(browser: Browser, site: str) -> None:
    # Not in the browser whose complaints fail a test: Chromium counts an answer of 400 among them.
    other = browser.new_context(base_url=site)
    tab = other.new_page()
    sign_in(tab, then=MACRON)
    tab.get_by_role("link", name="A claim is missing?").click()
    tab.get_by_label("Who", exact=True).fill("Nobody At All")
    tab.get_by_label("A remark").fill("Look again.")
    tab.get_by_role("button", name="Say so").click()
    expect(tab.get_by_role("alert")).to_contain_text("The vocabulary has no actor called Nobody At All")
    expect(tab.get_by_label("Who", exact=True)).to_have_value("Nobody At All")
    expect(tab.get_by_label("A remark")).to_have_value("Look again.")
    other.close()


def test_dead_letters_are_sent_back_by_keyboard(tab: Page) -> None:
    sign_in(tab, then="/operations")
    letters = tab.locator(".letters li")
    expect(letters).to_have_count(2)
    assert not (found := Axe().run(tab)).response["violations"], found.generate_report()
    letters.first.get_by_role("button", name="Try again 0:1").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("[role=status]:not(#live)")).to_contain_text("1 dead letter was sent back")
    expect(letters).to_have_count(1)


def test_who_signs_in_saves_a_search_from_its_results_and_removes_it(tab: Page) -> None:
    sign_in(tab, then="/claims?stance=rejects")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Claims about security guarantees")
    tab.goto("/claims?stance=rejects")
    tab.get_by_text("Save this search").click()
    tab.get_by_label("Name, in small letters").fill("rejected")
    tab.get_by_label("How often").select_option("daily")
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Saved searches")
    expect(tab.get_by_role("link", name="Atom: rejected")).to_be_visible()
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()
    tab.get_by_role("button", name="Remove rejected").click()
    expect(tab.get_by_role("link", name="rejected", exact=True)).to_have_count(0)
