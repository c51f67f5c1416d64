"""Where outlets are at home."""

import pytest
import yaml
from babel import Locale

from search.outlets import TABLE, country_of


@pytest.mark.parametrize(
    ("site", "country"),
    [
        ("pravda.com.ua", "ua"),
        ("bbc.co.uk", "gb"),
        ("edition.cnn.com", "us"),
        ("kyivindependent.com", "ua"),
        ("xn--80ae2aeeogi5fxc.xn--p1ai", "ru"),
        ("SPIEGEL.DE", "de"),
        ("news.sky.com", "gb"),
    ],
)
def test_an_outlet_is_at_home_where_the_table_or_its_own_ending_says(site: str, country: str) -> None:
    assert country_of(site) == country


@pytest.mark.parametrize(
    "site", [None, "", "example.com", "meduza.io", "visegradpost.eu", "127.0.0.1", "ua", "x.museum"]
)
def test_where_nothing_tells_it_there_is_no_country(site: str | None) -> None:
    assert country_of(site) is None


def test_the_table_names_countries_and_each_host_once() -> None:
    listed: dict[str, list[str]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    hosts = [host for some in listed.values() for host in some]
    assert len(hosts) == len(set(hosts))
    assert all(host == host.lower() and not host.startswith("www.") for host in hosts)
    assert {code.upper() for code in listed} <= set(Locale("en").territories)
