"""The bytes of feeds, well and badly formed."""

from pathlib import Path

import pytest

from connectors import feed
from connectors.entry_text import MOST_ENTRIES
from connectors.feed_content import FeedContent
from schemas.errors import FetchError

URL = "https://herald.example/world/feed.xml"


def rss(items: str, channel: str = "") -> bytes:
    """Gives an RSS 2.0 feed."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Herald</title><link>https://herald.example/</link>{channel}{items}</channel></rss>"
    ).encode()


def parse(body: bytes) -> FeedContent:
    """Parses a feed had from URL."""
    return feed.parse(body, URL)


def sentence(body: bytes) -> str:
    """Gives the sentence with which bytes are refused."""
    with pytest.raises(FetchError) as caught:
        parse(body)
    return str(caught.value)


def test_an_rss_feed_gives_its_entries() -> None:
    found = parse(
        rss(
            "<item><title>One &amp;amp; two</title><link>/one</link><guid>tag:1</guid>"
            "<pubDate>Mon, 05 Dec 2022 14:30:00 +0200</pubDate><author>a@b.example (Ann Lee)</author>"
            "<description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded></item>",
            "<language>en-gb</language>",
        )
    )
    (entry,) = found.entries
    assert found.title == "The Herald"
    assert (entry.title, entry.url, entry.key) == ("One & two", "https://herald.example/one", "tag:1")
    assert (entry.published, entry.language) == ("2022-12-05T12:30:00Z", "en")
    assert (entry.summary, entry.content) == ("Short", "<p>Long</p>")
    assert entry.authors == ("Ann Lee",)
    assert entry.updated is None


def test_an_atom_feed_tells_when_an_entry_was_updated() -> None:
    found = parse(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><entry><id>urn:1</id><title type="html">'
        b'&lt;b&gt;Bold&lt;/b&gt;</title><link href="https://herald.example/1"/>'
        b"<published>2022-12-05T12:00:00Z</published><updated>2022-12-06T12:00:00+01:00</updated></entry></feed>"
    )
    (entry,) = found.entries
    assert (entry.title, entry.published, entry.updated) == ("Bold", "2022-12-05T12:00:00Z", "2022-12-06T11:00:00Z")


def test_an_rdf_feed_is_read() -> None:
    found = parse(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<channel rdf:about="x"><title>H</title></channel><item rdf:about="https://herald.example/1">'
        b"<title>One</title><link>https://herald.example/1</link></item></rdf:RDF>"
    )
    assert [entry.url for entry in found.entries] == ["https://herald.example/1"]


def test_what_is_no_feed_is_refused_with_a_sentence() -> None:
    assert sentence(b"  \n ") == f"{URL}: is empty"
    page = b"<!DOCTYPE html><html><head><title>404</title></head><body>Not here</body></html>"
    assert sentence(page) == f"{URL}: is a web page and no feed"
    assert sentence(b'{"items": []}') == f"{URL}: is something else and no feed"
    assert sentence(b"\x89PNG\x00\x01") == f"{URL}: is something else and no feed"


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse(rss("")).entries == ()


def test_a_feed_that_is_badly_formed_gives_what_can_be_read() -> None:
    body = rss("<item><title>Peace<br></title><link>https://herald.example/1</link>").replace(b"</rss>", b"")
    assert [entry.title for entry in parse(body).entries] == ["Peace"]


def test_links_that_are_no_web_addresses_are_left_out() -> None:
    links = [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "",
    ]
    items = "".join(f"<item><title>x</title><guid>{n}</guid><link>{link}</link></item>" for n, link in enumerate(links))
    assert parse(rss(items)).entries == ()


def test_scripts_in_titles_and_authors_are_no_more_than_text() -> None:
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;Peace &lt;b&gt;now&lt;/b&gt;"
    (entry,) = parse(rss(f"<item><title>{hostile}</title><link>https://herald.example/1</link></item>")).entries
    assert entry.title == "Peace now"
    assert "<" not in entry.title


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary-4711")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel>'
        f"<title>&x;</title><item><title>A &x;</title><link>https://herald.example/1</link></item></channel></rss>"
    )
    assert "canary" not in repr(parse(body.encode()))


@pytest.mark.timeout(20)
def test_a_billion_laughs_stay_few() -> None:
    entities = '<!ENTITY a "haha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    item = rss("<item><title>&m;</title><link>/1</link></item>").decode().partition("?>")[2]
    body = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>{item}'
    try:
        found = parse(body.encode())
    except FetchError:
        return
    assert len(repr(found)) < 10_000


def test_one_long_entity_many_times_stays_as_long_as_it_was() -> None:
    """Without a limit 300 kB would become 2 GB, with no entity inside another (quadratic blowup)."""
    long = "x" * 100_000
    item = rss(f"<item><title>t</title><link>/1</link><description>{'&a;' * 20_000}</description></item>").decode()
    body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{long}">]>{item.partition("?>")[2]}'
    assert len(repr(parse(body.encode()))) < 2 * len(body)


def test_bytes_that_name_a_file_or_an_address_are_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(rss("<item><title>x</title><link>/x</link></item>"))
    assert sentence(str(file).encode()).endswith("no feed")


def test_entries_are_bounded_and_doubles_told_once() -> None:
    items = "".join(f"<item><title>{n}</title><link>/{n % 700}</link></item>" for n in range(2_000))
    assert len(parse(rss(items)).entries) == MOST_ENTRIES
    twice = "<item><title>a</title><link>/1</link><guid>g</guid></item>" * 2
    assert len(parse(rss(twice)).entries) == 1


def test_dates_that_cannot_be_are_no_dates() -> None:
    dates = ["Mon, 99 Dec 2022 99:99:99 GMT", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "yesterday", ""]
    items = "".join(
        f"<item><title>x</title><link>/{n}</link><pubDate>{date}</pubDate></item>" for n, date in enumerate(dates)
    )
    assert [entry.published for entry in parse(rss(items)).entries] == [None] * len(dates)


def test_the_secret_in_a_feeds_address_is_in_no_entry() -> None:
    body = rss("<item><title>x</title><link>/1</link></item>")
    (entry,) = feed.parse(body, "https://ann:hunter2@herald.example/f?token=swordfish").entries
    assert "hunter2" not in repr(entry)
    assert "swordfish" not in repr(entry)
