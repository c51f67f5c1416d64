"""The feeds of a site, found from its address."""

import asyncio
import json
from pathlib import Path

import pytest

from config.model import Fetching
from connectors.cleaner import Cleaner
from connectors.discovery import MOST_TRIED, Discovered, discover
from connectors.feed_links import in_page, in_robots
from connectors.fetch import Fetcher
from schemas.errors import FetchError
from tests.connectors.serving import Site
from tests.connectors.test_fetch_command import run

RSS = (
    '<rss version="2.0"><channel><title>{0}</title><link>/</link><item><title>x</title><link>/1</link>'
    "<pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate></item></channel></rss>"
)


def found(site: Site, path: str = "/") -> list[Discovered]:
    """Discovers the feeds of the site."""

    async def work() -> list[Discovered]:
        async with site.serve():
            with Cleaner(timeout=10.0, workers=1) as cleaner:
                async with Fetcher(Fetching(allow_private_addresses=True, timeout=5.0)) as fetcher:
                    return await discover(site.address + path, fetcher, cleaner)

    return asyncio.run(work())


def places(site: Site, listed: list[Discovered]) -> list[tuple[str, str, str]]:
    return [(one.url.removeprefix(site.address), one.kind, one.how) for one in listed]


def test_feeds_that_the_page_names_are_found_in_its_order_with_those_of_comments_last() -> None:
    site = Site()
    site.put(
        "/",
        "<html><head><base href='/news/'>"
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="atom.xml">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="alternate" type="application/rss+xml" href="/gone.xml">'
        '<link rel="alternate" hreflang="uk" type="text/html" href="/uk"><link rel="feed" href="/feed.json">'
        "</head><body>x</body></html>",
    )
    site.put("/news/atom.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>')
    site.put("/feed/", RSS.format("F"))
    site.put("/comments/feed/", RSS.format("Comments"))
    site.put("/feed.json", '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": []}')
    listed = found(site)
    assert places(site, listed) == [
        ("/news/atom.xml", "atom", "named by the page"),
        ("/feed/", "rss", "named by the page"),
        ("/feed.json", "json", "named by the page"),
        ("/comments/feed/", "rss", "named by the page"),
    ]
    assert (listed[1].title, listed[1].entries, listed[1].newest) == ("F", 1, "2026-11-24T05:00:00Z")
    assert "/rss.xml" not in site.asked  # usual places are for sites that name no feed


def test_links_of_the_page_are_tried_where_it_names_no_feed() -> None:
    site = Site()
    site.put("/", '<a href="/about">a</a><a href="/rss/world">RSS</a><a href="https://other.example/rss">other</a>')
    site.put("/rss/world", RSS.format("W"))
    assert places(site, found(site)) == [("/rss/world", "rss", "linked from the page")]


def test_usual_places_are_tried_where_a_site_names_nothing_and_a_feed_at_two_of_them_is_told_once() -> None:
    site = Site()
    site.put("/", "<html><body>Hello</body></html>")
    site.put("/feed", RSS.format("F"))
    site.put("/rss.xml", "<html>not here</html>")
    site.put("/sitemap.xml", "<urlset><url><loc>/1</loc></url></urlset>")
    assert places(site, found(site)) == [
        ("/feed", "rss", "at a usual place"),
        ("/sitemap.xml", "sitemap", "at a usual place"),
    ]


def test_sitemaps_that_robots_txt_names_are_found_those_for_news_before_others() -> None:
    site = Site()
    site.put("/", "<html><body>Hello</body></html>")
    site.put("/robots.txt", "User-agent: *\nDisallow: /x\nSitemap: /all.xml\nsitemap:/news.xml\n", "text/plain")
    site.put("/all.xml", "<urlset/>")
    site.put("/news.xml", "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>")
    assert places(site, found(site)) == [("/news.xml", "sitemap-index", "named by robots.txt")]
    assert "/sitemap.xml" not in site.asked


def test_the_address_of_a_feed_gives_that_feed() -> None:
    site = Site()
    site.put("/feed", RSS.format("F"))
    assert places(site, found(site, "/feed")) == [("/feed", "rss", "itself")]
    assert site.asked == {"/robots.txt": 1, "/feed": 1}


def test_a_site_that_cannot_be_had_is_an_error_and_one_without_feeds_has_none() -> None:
    with pytest.raises(FetchError, match="not found"):
        found(Site())
    site = Site()
    site.put("/", "<html><body>Hello</body></html>")
    assert found(site) == []


def test_a_page_that_names_a_thousand_feeds_costs_no_more_than_the_bound() -> None:
    site = Site()
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in range(1_000))
    site.put("/", f"<html><head>{links}</head></html>")
    found(site)
    assert (
        site.asked.total() <= MOST_TRIED + 3
    )  # the page, and robots.txt for what it allows and for the sitemaps that it names


def test_pages_that_are_none_name_nothing() -> None:
    for body in (
        b"",
        b"\x00" * 100,
        b"<" * 100_000,
        b'<link rel="alternate" type="application/rss+xml" href="file:///x">',
    ):
        assert in_page(body, "https://a.example/").declared == ()
    assert in_robots(b"\xff\xfeSitemap: javascript:alert(1)\nSitemap: ftp://x/\nSitemap:", "https://a.example/") == ()


def test_the_command_tells_what_was_found_and_ends_with_seven_where_nothing_was(tmp_path: Path) -> None:
    async def work() -> tuple[tuple[int, str, str], ...]:
        async with Site().serve() as site:
            site.put("/", '<link rel="alternate" type="application/rss+xml" href="/feed">')
            site.put("/feed", RSS.format("The \x1b[31mHerald"))
            site.put("/none", "<html><body>Hello</body></html>")
            good = await run("feeds", "discover", f"{site.address}/", cwd=tmp_path)
            as_json = await run("feeds", "discover", "--json", f"{site.address}/", cwd=tmp_path)
            site.pages.pop("/feed")
            return good, as_json, await run("feeds", "discover", f"{site.address}/none?token=swordfish", cwd=tmp_path)

    (code, out, _), (_, as_json, _), (nothing, _, errors) = asyncio.run(work())
    assert code == 0
    assert out.splitlines()[1] == "  rss, 1 entry, newest 2026-11-24T05:00:00Z, named by the page, The [31mHerald"
    assert json.loads(as_json)["entries"] == 1
    assert nothing == 7
    assert errors.splitlines()[-1].endswith("/none?token=***: no feed was found")
    assert "swordfish" not in errors
