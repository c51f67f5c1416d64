"""Feeds in the shapes that outlets send (feeds/), each with what it holds, read off it by eye (feeds/expected.json)."""

import gzip
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from connectors import feed, sitemap
from connectors.text import dates
from schemas.errors import FetchError

FOLDER = Path(__file__).parent / "feeds"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
URL = "https://herald.example/feed"


def read(name: str) -> dict[str, Any]:
    """Gives what the parser finds in a file, as plain values."""
    base = EXPECTED[name]["entries"][0].get("url", URL) if EXPECTED[name]["entries"] else URL
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(feed.parse((FOLDER / name).read_bytes(), base)))
    return found


def test_every_feed_here_has_an_expectation() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"expected.json"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_feed_gives_what_a_reader_sees_in_it(name: str) -> None:
    expected, found = EXPECTED[name], read(name)
    for field in expected.keys() - {"entries"}:
        assert found[field] == expected[field], field
    assert len(found["entries"]) == len(expected["entries"])
    for entry, wanted in zip(found["entries"], expected["entries"], strict=True):
        assert {field: entry[field] for field in wanted} == wanted


def test_what_feedparser_alone_gets_wrong() -> None:
    """Each line here is one that connectors.syndication mends; one that feedparser mends can be deleted there."""
    import feedparser

    def alone(name: str) -> Any:
        return feedparser.parse((FOLDER / name).read_bytes(), sanitize_html=False, resolve_relative_uris=False)

    handlers = feedparser.datetimes._date_handlers
    ours = [handler for handler in handlers if handler.__module__.startswith("connectors")]
    for handler in ours:
        handlers.remove(handler)
    try:
        agency = alone("agency_with_zone_names_and_months_in_french.xml").entries
        assert [entry.get("published_parsed") and entry.published_parsed[3:5] for entry in agency] == [
            None,  # 08:15, from CET
            None,  # 07:15, from +0200
            None,  # 08:15, from GMT+1
            None,  # 09:15
            None,  # 09:15
        ]
    finally:
        handlers[:0] = ours
    assert alone("rss_0_91_with_a_doctype.xml").entries[0].summary == "rsum"
    assert "Киев" not in alone("windows_1251_that_does_not_say_so.xml").entries[0].title
    assert "Київ" not in alone("utf8_with_a_broken_byte.xml").entries[0].title
    assert "burner" in alone("feedburner_with_original_links.xml").entries[0].link
    handmade = alone("site_with_one_guid_for_all.xml").entries
    assert [entry.get("link") for entry in handmade][3:] == ["4", None]
    assert "lang=en" not in handmade[0].link


@pytest.mark.parametrize("word", ["août", "nov", "листопада", "Dezember", "мая"])
def test_months_of_dates_are_known_in_the_languages_of_the_feeds(word: str) -> None:
    assert dates.month(word) == {"août": 8, "nov": 11, "листопада": 11, "Dezember": 12, "мая": 5}[word]


def test_a_feed_packed_with_gzip_is_unpacked() -> None:
    body = gzip.compress((FOLDER / "google_news_sitemap.xml").read_bytes())
    assert [entry.title for entry in feed.parse(body, URL).entries] == ["Allies sign a pact & go home", "Talks – again"]
    half = (FOLDER / "google_news_sitemap.xml").read_bytes()
    in_two = gzip.compress(half[:300]) + gzip.compress(half[300:])
    assert len(feed.parse(in_two, URL).entries) == 2


def sentence(body: bytes) -> str:
    """Gives the sentence with which bytes are refused."""
    with pytest.raises(FetchError) as caught:
        feed.parse(body, URL)
    return str(caught.value)


@pytest.mark.timeout(60)
def test_a_gzip_bomb_and_a_broken_gzip_are_refused() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (feed.MOST_UNPACKED + 1))
    assert len(bomb) < 100_000
    assert sentence(bomb) == f"{URL}: is more than 50 MB unpacked"
    assert sentence(bomb[:1_000]) == f"{URL}: is packed with gzip, and breaks off"
    assert sentence(b"\x1f\x8b\x08\x00garbage-garbage") == f"{URL}: is packed with gzip, and broken"


def test_entities_in_a_sitemap_are_refused_unread(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary-4711")
    for doctype in (f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}">]>', "<!DOCTYPE urlset>"):
        said = sentence(f"{doctype}<urlset><url><loc>https://h.example/&x;</loc></url></urlset>".encode())
        assert said == f"{URL}: holds a DOCTYPE or entities, which no sitemap needs"


def test_a_sitemap_gives_the_newest_of_many_in_their_own_order() -> None:
    days = [1 + (number * 7) % 28 for number in range(sitemap.MOST_ENTRIES * 2)]
    urls = "".join(
        f"<url><loc>https://h.example/{number}</loc><lastmod>2026-02-{day:02}</lastmod></url>"
        for number, day in enumerate(days)
    )
    found = feed.parse(f"<urlset>{urls}</urlset>".encode(), URL).entries
    assert len(found) == sitemap.MOST_ENTRIES
    assert min(entry.updated or "" for entry in found) >= "2026-02-14"
    numbers = [int(entry.url.rpartition("/")[2]) for entry in found]
    assert numbers == sorted(numbers)


def test_a_sitemap_that_breaks_off_gives_what_stands_before_and_nesting_is_bounded() -> None:
    broken = feed.parse(b"<urlset><url><loc>https://h.example/1</loc></url><url><loc>https://h.exa", URL)
    assert [entry.url for entry in broken.entries] == ["https://h.example/1"]
    deep = b"<urlset><url><loc>https://h.example/1</loc></url>" + b"<a>" * 100_000
    assert [entry.url for entry in feed.parse(deep, URL).entries] == ["https://h.example/1"]
    assert sentence(b"<urlset <") == f"{URL}: begins as a sitemap and cannot be read as XML"


def test_what_feedparser_breaks_over_is_mended_or_refused_with_a_sentence() -> None:
    half = b"<rss version='2.0'><channel><item><title>a&#55296;&#0;&#x110000;b</title><link>https://h.example/1</link>"
    assert [entry.title for entry in feed.parse(half, URL).entries] == ["a\ufffd\ufffd\ufffdb"]
    assert sentence(b'<?encoding="\x00"?><rss version="2.0">') == f"{URL}: breaks the parser of feeds (ValueError)"


BITS = (
    *(
        b"<![CDATA[",
        b"]]>",
        b"&#x110000;",
        b"&#55296;",
        b"\x00",
        b"\xff\xfe",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
    ),
    *(b"<!--", b"<?", b"\xc3", b"<link href='http://[::1'/>", b"<pubDate>31 Feb 2026 25:61 CET</pubDate>", b"1e999"),
    *(b"\\ud800", b"null", b"{", b"http://[", b"https://x:99999/", b"xml:base='http://['", b" xml:lang='\xff'"),
)


def test_feeds_that_were_changed_at_random_give_entries_or_a_sentence() -> None:
    chance = random.Random(4711)
    bodies = [(FOLDER / name).read_bytes() for name in sorted(EXPECTED)]
    for _ in range(1_000):
        body = bytearray(chance.choice(bodies))
        for _ in range(chance.randint(1, 6)):
            start = chance.randrange(len(body) + 1)
            end = start + chance.randrange(200)
            body[start:end] = chance.choice(
                (b"", bytes(body[start:end]) * 3, chance.choice(BITS), body[start:end][::-1])
            )
        with suppress(FetchError):
            msgspec.json.encode(feed.parse(bytes(body), URL))


def test_json_that_is_no_feed_is_refused() -> None:
    assert sentence(b'{"version": "https://jsonfeed.org/version/1", "items": ') == (
        f"{URL}: begins as JSON and cannot be read as such"
    )
    assert sentence(b'{"a":' * 100_000) == f"{URL}: begins as JSON and cannot be read as such"
    assert sentence(b'{"version": "https://jsonfeed.org/version/1"}') == f"{URL}: is something else and no feed"


def test_the_secret_in_the_address_of_a_feed_of_any_kind_is_in_no_entry() -> None:
    url = "https://ann:hunter2@herald.example/f?token=swordfish"
    for name in ("json_feed_1.json", "google_news_sitemap.xml"):
        found = repr(feed.parse((FOLDER / name).read_bytes(), url))
        assert "hunter2" not in found
        assert "swordfish" not in found
