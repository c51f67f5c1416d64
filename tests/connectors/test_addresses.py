"""One article has one address, however it is written; two articles have two."""

from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from connectors import addresses
from schemas.ids import article_id

CASES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "addresses.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("written", "form"), [(url, urls[0]) for urls in CASES.values() for url in urls])
def test_every_way_to_write_an_address_gives_the_one_form(written: str, form: str) -> None:
    assert addresses.canonical(written) == form


def test_addresses_of_different_articles_stay_different() -> None:
    forms = [urls[0] for urls in CASES.values() if "france-offers-troops" not in urls[0]]
    for one, other in combinations(forms, 2):
        assert addresses.canonical(one) != addresses.canonical(other)


@pytest.mark.parametrize("urls", CASES.values(), ids=list(CASES))
def test_http_and_https_lead_to_the_same_article_and_each_address_stays_what_it_was(urls: list[str]) -> None:
    secure = addresses.canonical(urls[0])
    plain = addresses.canonical(urls[0].replace("https://", "http://", 1))
    assert secure is not None
    assert plain == secure.replace("https://", "http://", 1)
    assert article_id(plain) == article_id(secure)


def test_the_default_port_of_http_is_left_out_too() -> None:
    assert addresses.canonical("http://news.example:80/a") == "http://news.example/a"
    assert addresses.canonical("http://news.example:443/a") == "http://news.example:443/a"


@pytest.mark.parametrize(
    "url",
    ["", "ftp://news.example/a", "https://", "https:///a", "javascript:alert(1)", "https://news.example:99999/a",
     "https://[::1/a", "https://news.example/" + "a" * 3_000, "https://./a", "https://google.com/amp/s/"[:0]],
)  # fmt: skip
def test_what_is_no_web_address_has_no_form(url: str) -> None:
    assert addresses.canonical(url) is None


@given(
    st.text(max_size=60),
    st.sampled_from(["https://news.example/", "http://a.example:80/x?", "https://cdn.ampproject.org/c/"]),
)
@example("/0.0", "https://cdn.ampproject.org/c/")
def test_the_form_of_a_form_is_itself_and_nothing_raises(rest: str, start: str) -> None:
    once = addresses.canonical(start + rest)
    if once is not None:
        assert addresses.canonical(once) == once


def test_an_id_does_not_depend_on_the_scheme_of_anything_but_the_web() -> None:
    assert article_id("seed:http:1") != article_id("seed:https:1")
