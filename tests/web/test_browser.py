"""The pages in a real browser: nothing is clicked that a person could not, and nothing is complained of."""

import re

import pytest
from playwright.sync_api import Page, expect

from schemas.ids import article_id

pytestmark = pytest.mark.servers

MACRON = f"/article/{article_id('https://news.example/macron-offers-troops')}"


def count(tab: Page, number: int, what: str = "articles") -> None:
    expect(tab.locator("#count")).to_contain_text(f"{number} {what}")


def test_searching_changes_the_address_and_the_page(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_label("Search articles").fill('"reassurance force"')
    tab.get_by_role("button", name="Search").click()
    count(tab, 1, "article")
    tab.wait_for_url(re.compile(re.escape("/?q=%22reassurance%20force%22") + "$"))
    expect(tab.locator("mark").first).to_have_text("reassurance force")


def test_facets_narrow_and_back_widens_again(tab: Page) -> None:
    tab.goto("/?fold=false")
    count(tab, 11)
    tab.locator("#facets").get_by_role("link", name="Emmanuel Macron").first.click()
    count(tab, 6)
    tab.locator("#facets").get_by_role("link", name=re.compile("^troop presence")).click()
    expect(tab.locator(".chips li a:not(.clear)")).to_have_count(2)
    tab.go_back()
    expect(tab.locator(".chips li a:not(.clear)")).to_have_count(1)
    tab.go_back()
    count(tab, 11)
    tab.go_forward()
    count(tab, 6)


def test_a_range_is_brushed_on_the_timeline(tab: Page) -> None:
    tab.goto("/?fold=false")
    box = tab.locator("#timeline svg").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + box["width"] * 0.8, middle)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.9, middle, steps=4)
    tab.mouse.move(box["x"] + box["width"] - 2, middle, steps=4)
    told = tab.locator("#told-bar").text_content() or ""
    tab.mouse.up()
    tab.wait_for_url(re.compile(r"since=2025-0\d-\d\d&until=2025-0\d-\d\d"))
    count(tab, int(told.rpartition(": ")[2]))
    expect(tab.locator(".chips li a:not(.clear)")).to_have_count(2)
    tab.go_back()
    count(tab, 11)


def test_a_range_is_brushed_with_the_keys(tab: Page) -> None:
    tab.goto("/?fold=false")
    keys = tab.get_by_role("slider")
    keys.focus()
    tab.keyboard.press("ArrowLeft")
    # The first key shows the last bar; Shift takes more of them in.
    expect(tab.locator("#timeline svg a.brushed")).to_have_count(1)
    tab.keyboard.press("Shift+ArrowLeft")
    tab.keyboard.press("Shift+ArrowLeft")
    expect(tab.locator("#timeline svg a.brushed")).to_have_count(3)
    told = tab.locator("#told-bar").text_content() or ""
    assert keys.get_attribute("aria-valuetext") == told
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"since=2025-0\d-\d\d&until=2025-0\d-\d\d"))
    count(tab, int(told.rpartition(": ")[2]))
    tab.go_back()
    count(tab, 11)


def test_not_this_leaves_out_what_a_facet_counts(tab: Page) -> None:
    tab.goto("/?fold=false")
    tab.locator("#facets").get_by_role("link", name="Not: troop presence").click()
    count(tab, 4)
    expect(tab.locator(".chips li a")).to_have_count(1)
    tab.locator(".chips li a").click()
    count(tab, 11)


def test_a_suggestion_behind_a_minus_is_left_out(tab: Page) -> None:
    tab.goto("/?fold=false")
    tab.keyboard.press("/")
    tab.keyboard.type("-type:troop", delay=20)
    expect(tab.locator("#suggestions").get_by_role("option").first).to_contain_text("troop presence")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"not=type%3Atroop-presence"))
    count(tab, 4)


def test_a_bar_is_a_link_to_its_time(tab: Page) -> None:
    tab.goto("/?fold=false")
    tab.locator("#timeline svg a[data-count='4']").click()
    count(tab, 4)


def test_a_suggestion_is_chosen_with_the_keys(tab: Page) -> None:
    tab.goto("/")
    tab.keyboard.press("/")
    tab.keyboard.type("troops макр", delay=20)
    first = tab.locator("#suggestions").get_by_role("option").first
    expect(first).to_contain_text("Emmanuel Macron")
    expect(first).to_contain_text("Макрон")
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("combobox")).to_have_attribute("aria-activedescendant", "suggestion-0")
    tab.keyboard.press("Enter")
    expect(tab.locator(".chips li")).to_contain_text("Emmanuel Macron")
    expect(tab.get_by_role("combobox")).to_have_value("troops")


def test_a_suggestion_is_chosen_with_the_mouse(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_label("Search articles").press_sequentially("type:troop", delay=20)
    tab.get_by_role("option", name="troop presence").click()
    expect(tab.locator(".chips li")).to_contain_text("troop presence")


def test_escape_closes_the_suggestions_and_enter_searches_what_is_typed(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_label("Search articles").press_sequentially("macr", delay=20)
    expect(tab.locator("#suggestions").get_by_role("option").first).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#suggestions li")).to_have_count(0)
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("q=macr"))


def test_results_are_gone_through_opened_and_left_by_keys_alone(tab: Page) -> None:
    tab.goto("/")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    expect(tab.locator("a.item").nth(1)).to_be_focused()
    tab.keyboard.press("k")
    expect(tab.locator("a.item").first).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("/article/"))
    tab.go_back()
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_be_hidden()


def test_keys_typed_into_the_box_are_letters(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_label("Search articles").press_sequentially("jk?/")
    expect(tab.get_by_label("Search articles")).to_have_value("jk?/")
    expect(tab.get_by_role("dialog")).to_be_hidden()


def test_a_claim_leads_to_its_sentence_and_back(tab: Page) -> None:
    tab.goto(MACRON)
    tab.locator("#claim-2 a.item").click()
    assert tab.url.endswith("#said-2-1")
    expect(tab.locator("#said-2-1")).to_be_in_viewport()
    tab.get_by_role("link", name="claim 2", exact=True).click()
    assert tab.url.endswith("#claim-2")


@pytest.mark.parametrize("by", ["hover", "focus"])
def test_a_tag_tells_what_it_is(tab: Page, by: str) -> None:
    tab.goto(MACRON)
    tag = tab.locator(".body a.tag").first
    (tag.hover if by == "hover" else tag.focus)()
    card = tab.get_by_role("tooltip")
    expect(card).to_contain_text("person/emmanuel-macron")
    expect(card).to_contain_text("europe-west.yaml")
    expect(tag).to_have_attribute("aria-describedby", "card")
    tab.keyboard.press("Escape")
    expect(card).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/claims", MACRON])
def test_the_guarantees_of_a_claim_stand_in_its_sentence(tab: Page, path: str) -> None:
    tab.goto(path)
    expect(tab.locator(".claim .types").first).to_have_css("display", "inline")


def test_a_cell_of_the_matrix_opens_its_sentences(tab: Page) -> None:
    tab.goto("/positions")
    cell = tab.get_by_role("link", name=re.compile("Vladimir Putin rejects guarantees for Ukraine"))
    number = int(cell.text_content() or "")
    cell.click()
    count(tab, number, "claim")
    expect(tab.get_by_text("Russian President Vladimir Putin rejected any foreign soldiers")).to_be_visible()


def test_who_has_read_nothing_is_led_from_the_first_page_to_a_sentence_and_its_article(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Who rejects guarantees for Russia?").click()
    expect(tab.locator("article.hit .claim").first).to_contain_text("rejects")
    expect(tab.locator("article.hit blockquote").first).to_be_visible()
    tab.locator("article.hit .title").first.click()
    expect(tab.locator("article.whole")).to_be_visible()


def test_examples_stand_where_nothing_is_asked_alone(tab: Page) -> None:
    tab.goto("/?actor=person/emmanuel-macron")
    expect(tab.locator("#count")).to_be_visible()
    expect(tab.locator(".asked")).to_have_count(0)


def test_the_claims_beside_a_text_end_with_it(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 500})
    tab.goto(MACRON)
    tab.locator("#tags-title").evaluate("heading => heading.scrollIntoView()")
    lowest = tab.locator(".said-here").evaluate("aside => aside.getBoundingClientRect().bottom")
    assert lowest <= tab.locator(".below").evaluate("below => below.getBoundingClientRect().top")
