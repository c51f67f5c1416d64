"""What is known of an article, from whom, and whom we believe."""

from datetime import UTC, datetime

import pytest
from lxml import html

from connectors import belief, page_facts, told_dates
from connectors.page_facts import PageFacts
from connectors.text import dateline
from connectors.text.dateline_parts import read
from schemas.provenance import AuthorsTold, Dateline, DateTold, Source

NOW = datetime(2026, 1, 2, tzinfo=UTC)
URL = "https://herald.example/world/2025/03/01/troops"


def facts(head: str, body: str = "", url: str | None = None) -> PageFacts:
    """Gives what a page says of itself."""
    return page_facts.read(
        html.document_fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>"), url
    )


def date(source: Source, written: str) -> DateTold:
    """Gives a date that must be one."""
    found = told_dates.told(source, written)
    assert found is not None
    return found


def ld(content: str) -> str:
    """Gives a script with JSON-LD of an article."""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {content}}}</script>'


@pytest.mark.parametrize(
    ("written", "moment", "exact"),
    [
        ("2025-03-01T10:00:00+01:00", "2025-03-01T09:00:00Z", True),
        ("2025-03-01T10:00:00+0100", "2025-03-01T09:00:00Z", True),
        ("2025-03-01 10:00:00 +0100", "2025-03-01T09:00:00Z", True),
        ("2025-03-01T23:30:00", "2025-03-01T00:00:00Z", False),
        ("2025-03-01", "2025-03-01T00:00:00Z", False),
        ("2025/03/01 10:00", "2025-03-01T00:00:00Z", False),
        ("1 March 2025", "2025-03-01T00:00:00Z", False),
        ("1 березня 2025 року", "2025-03-01T00:00:00Z", False),
    ],
)
def test_dates_keep_what_was_written_and_claim_no_more_than_it_says(written: str, moment: str, exact: bool) -> None:
    assert date("meta", written) == DateTold(source="meta", moment=moment, written=written, exact=exact)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "0001-01-01", "9999-12-31T00:00:00Z", "2025-13-45", "2025-02-30", "1"]
)
def test_what_is_no_date_of_news_is_none(written: str) -> None:
    assert told_dates.told("meta", written) is None


@pytest.mark.parametrize(
    ("url", "moment"),
    [
        (URL, "2025-03-01T00:00:00Z"),
        ("https://herald.example/2025-03-01-troops", "2025-03-01T00:00:00Z"),
        ("https://herald.example/20250301/troops", "2025-03-01T00:00:00Z"),
        ("https://herald.example/news/12345678", None),
        ("https://herald.example/2025/troops", None),
    ],
)
def test_an_address_may_name_a_day(url: str, moment: str | None) -> None:
    found = told_dates.of_address(url)
    assert (found.moment if found else None) == moment


def test_dates_are_believed_in_the_order_of_their_sources() -> None:
    sources: tuple[Source, ...] = ("text", "url", "page", "feed", "meta")
    told = [date(source, f"2025-03-0{day}") for day, source in enumerate(sources, 1)]
    ordered = belief.dates([*told, date("json-ld", "2025-03-06")], NOW)
    assert [one.source for one in ordered] == ["json-ld", "meta", "feed", "page", "url", "text"]


def test_a_moment_on_the_believed_day_goes_before_the_day_alone() -> None:
    day, moment, other = date("json-ld", "2025-03-01"), date("feed", "2025-03-01T10:00:00Z"), date("meta", "2024-01-01")
    assert belief.dates([day, other, moment], NOW)[0] == moment
    elsewhere = date("feed", "2025-03-09T10:00:00Z")
    assert belief.dates([day, elsewhere], NOW)[0] == day


def test_a_date_that_lies_ahead_is_believed_last() -> None:
    ahead, past = date("json-ld", "2031-01-01T00:00:00Z"), date("text", "2025-12-01")
    assert belief.dates([ahead, past], NOW) == (past, ahead)


def test_a_byline_that_names_a_person_goes_before_one_that_names_the_outlet_or_nobody() -> None:
    outlet = AuthorsTold(source="json-ld", names=("The Herald",))
    nobody = AuthorsTold(source="meta", names=("admin",))
    person = AuthorsTold(source="text", names=("Ann Lee",))
    assert belief.authors([outlet, nobody, person], ("The Herald", None)) == (person, outlet, nobody)


def test_a_page_tells_its_dates_and_authors_with_their_sources() -> None:
    head = ld(
        '"datePublished": "2025-03-01T10:00:00+02:00", "author": [{"name": "Ann Lee"}, {"name": "https://x.example"}]'
    )
    head += '<meta name="author" content="By Ivo Ban and Eva Kos"><meta name="date" content="2025-03-01">'
    found = facts(head, url=URL)
    assert [(one.source, one.written) for one in found.dates] == [
        ("json-ld", "2025-03-01T10:00:00+02:00"),
        ("meta", "2025-03-01"),
        ("url", "2025/03/01"),
    ]
    assert found.authors == (
        AuthorsTold(source="json-ld", names=("Ann Lee",)),
        AuthorsTold(source="meta", names=("Ivo Ban", "Eva Kos")),
    )


def test_what_a_page_shows_is_believed_where_its_head_is_silent() -> None:
    body = (
        "<aside><time datetime='2020-01-01T00:00:00Z'>old</time><p class='author'>Not Me</p></aside>"
        "<article><p class='byline'>By Ann Lee</p><time datetime='2025-03-01T10:00:00Z'>1 March</time></article>"
    )
    found = facts("", body)
    assert [(one.source, one.moment) for one in found.dates] == [("page", "2025-03-01T10:00:00Z")]
    assert found.authors == (AuthorsTold(source="page", names=("Ann Lee",)),)
    dated = facts("", "<div class='post-date'>12. März 2025</div><p>Text.</p>")
    assert [one.moment for one in dated.dates] == ["2025-03-12T00:00:00Z"]


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        (ld('"isAccessibleForFree": false'), True),
        (ld('"isAccessibleForFree": "False"'), True),
        (ld('"isAccessibleForFree": "http://schema.org/True"'), False),
        (ld('"isAccessibleForFree": true, "hasPart": {"isAccessibleForFree": false, "cssSelector": ".wall"}'), True),
        ('<meta property="article:content_tier" content="metered">', True),
        ('<meta property="article:content_tier" content="free">', False),
        ("", None),
    ],
)
def test_a_paywall_is_told_where_the_page_tells_it(head: str, paywalled: bool | None) -> None:
    assert facts(head).paywalled is paywalled


def test_picture_and_section_are_told_with_an_address_that_is_one() -> None:
    head = ld('"articleSection": ["World", "War"], "image": [{"url": "/p.jpg"}]')
    found = facts(head, url=URL)
    assert (found.section, found.image) == ("World", "https://herald.example/p.jpg")
    assert facts('<meta property="og:image" content="javascript:alert(1)">', url=URL).image is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"@graph": ' * 50_000,
        '{"@type": ["NewsArticle", 7], "author": {"name": {"name": 1}}}',
        "null",
        "7",
    ],
)
def test_broken_or_hostile_json_ld_tells_nothing_and_harms_nobody(script: str) -> None:
    found = facts(f'<script type="application/ld+json">{script}</script>')
    assert (found.dates, found.authors, found.paywalled) == ((), (), None)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("KYIV, Dec 5 (Reuters) - The president", ("KYIV", "Dec 5", "2022-12-05", "Reuters")),
        ("PARIS (AP) — France offered", ("PARIS", None, None, "AP")),
        ("МОСКВА, 15 дек — РИА Новости. Президент", ("МОСКВА", "15 дек", "2022-12-15", "РИА Новости")),
        ("КИЕВ, 5 дек. /ТАСС/. Президент", ("КИЕВ", "5 дек", "2022-12-05", "ТАСС")),
        ("5 декабря, ТАСС. Президент", (None, "5 декабря", "2022-12-05", "ТАСС")),
        ("WASHINGTON — The president", ("WASHINGTON", None, None, None)),
        ("Paris, 12 décembre 2021 – Le président", ("Paris", "12 décembre 2021", "2021-12-12", None)),
        ("KYIV, Ukraine (AP) — The president", ("KYIV, Ukraine", None, None, "AP")),
        ("BERLIN, Jan 3 (Reuters) - The chancellor", ("BERLIN", "Jan 3", "2023-01-03", "Reuters")),
    ],
)  # fmt: skip
def test_a_dateline_is_told_apart_into_place_date_and_agency(line: str, parts: tuple[str | None, ...]) -> None:
    found, _ = dateline.split(line)
    assert found is not None
    told = read(found, "2022-12-20T10:00:00Z")
    assert told is not None
    assert (told.place, told.date, told.day, told.agency) == parts


def test_the_year_of_a_dateline_is_not_guessed_where_nothing_tells_it() -> None:
    assert read("KYIV, Dec 5 (Reuters)") == Dateline(place="KYIV", date="Dec 5", agency="Reuters")
