"""When servers want us to come again; the examples are those of RFC 9111 and RFC 9110 where they have some."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from connectors.freshness import MOST, max_age, retry_after

NOW = datetime(1999, 12, 31, 23, 57, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=300"}, 300.0),
        ({"Cache-Control": "public, MAX-AGE=600, must-revalidate"}, 600.0),
        ({"Cache-Control": 'max-age="600"'}, 600.0),
        ({"Cache-Control": "s-maxage=900"}, None),  # for shared caches alone
        ({"Cache-Control": "no-cache, max-age=300"}, None),
        ({"Cache-Control": "no-store"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=600", "Age": "500"}, 100.0),
        ({"Cache-Control": "max-age=600", "Age": "900"}, 0.0),
        ({"Cache-Control": "max-age=600", "Expires": "Sat, 01 Jan 2000 00:59:59 GMT"}, 600.0),
        ({"Expires": "Fri, 31 Dec 1999 23:59:59 GMT"}, 120.0),
        ({"Expires": "Fri, 31 Dec 1999 23:59:59 GMT", "Date": "Fri, 31 Dec 1999 22:59:59 GMT"}, 3600.0),
        ({"Expires": "Fri, 31 Dec 1999 23:50:00 GMT"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({"Cache-Control": "max-age=99999999999999999999"}, MOST),
    ],
)
def test_an_answer_stays_fresh_for_as_long_as_its_headers_say(headers: dict[str, str], seconds: float | None) -> None:
    assert max_age(CIMultiDict(headers), NOW) == seconds


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 120.0),
        ("Friday, 31-Dec-99 23:59:59 GMT", 120.0),
        ("Fri, 31 Dec 1999 23:59:59", 120.0),
        ("Fri, 31 Dec 1999 23:00:00 GMT", 0.0),
        ("99999999999999999999", MOST),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_server_that_refuses_says_for_how_long(told: str | None, seconds: float | None) -> None:
    assert retry_after(CIMultiDict({} if told is None else {"Retry-After": told}), NOW) == seconds


@given(*[st.text(st.characters(codec="latin-1"), max_size=60)] * 5)
def test_no_header_breaks_us_or_asks_for_more_than_a_year(
    control: str, expires: str, date: str, age: str, retry: str
) -> None:
    headers = CIMultiDict(
        {"Cache-Control": control, "Expires": expires, "Date": date, "Age": age, "Retry-After": retry}
    )
    for found in (max_age(headers, NOW), retry_after(headers, NOW)):
        assert found is None or 0.0 <= found <= MOST
