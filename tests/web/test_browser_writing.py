"""Signing in and writing, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import TOKEN

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
