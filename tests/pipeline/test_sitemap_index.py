"""Indices of sitemaps: which of their sitemaps are read, and what becomes of those that cannot be."""

import asyncio
import gzip

import pytest

from config.model import Fetching
from connectors.cleaner import Cleaner
from connectors.feed_content import Child, FeedContent
from connectors.fetch import Fetcher
from pipeline.sitemap_index import MOST_READ, chosen, follow
from schemas.errors import FetchError
from tests.connectors.serving import Site


def children(*listed: tuple[str, str | None]) -> tuple[Child, ...]:
    return tuple(Child(url=f"https://h.example/{path}", updated=updated) for path, updated in listed)


def paths(found: tuple[Child, ...]) -> list[str]:
    return [child.url.removeprefix("https://h.example/") for child in found]


def test_sitemaps_that_changed_lately_are_read_newest_first_and_the_archive_is_not() -> None:
    listed = children(
        ("2026-09.xml", "2026-10-01T00:00:00Z"),
        ("2026-10.xml", "2026-11-22T10:00:00Z"),
        ("2026-11.xml", "2026-11-24T05:00:00Z"),
        ("pages.xml", None),
    )
    assert paths(chosen(listed)) == ["2026-11.xml", "2026-10.xml"]


def test_where_no_dates_are_told_those_that_speak_of_news_are_read_else_the_first_and_last() -> None:
    listed = [(f"{number}.xml", None) for number in range(9)]
    assert paths(chosen(children(*listed))) == ["0.xml", "1.xml", "2.xml", "7.xml", "8.xml"]
    assert paths(chosen(children(*listed, ("news-sitemap.xml", None)))) == ["news-sitemap.xml"]
    assert paths(chosen(children(*listed[:2]))) == ["0.xml", "1.xml"]


def urlset(*locations: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{one}</loc></url>' for one in locations)}</urlset>"


def index(site: Site, *names: str) -> FeedContent:
    return FeedContent(
        title="",
        entries=(),
        kind="sitemap-index",
        children=tuple(Child(url=f"{site.address}/{name}") for name in names),
    )


def followed(site: Site, *names: str) -> tuple[list[str], list[str]]:
    """Follows an index of these sitemaps of the site; gives the entries' addresses and the sentences of refusals."""

    async def run() -> tuple[list[str], list[str]]:
        async with site.serve():
            with Cleaner(timeout=10.0, workers=1) as cleaner:
                async with Fetcher(Fetching(allow_private_addresses=True, timeout=5.0)) as fetcher:
                    content, refused = await follow(index(site, *names), fetcher, cleaner)
        return [entry.url for entry in content.entries], [str(one).rpartition("/")[2] for one in refused]

    return asyncio.run(run())


def test_the_entries_of_all_sitemaps_are_one_list_and_a_missing_one_is_named() -> None:
    site = Site()
    site.put("/a.xml", urlset("https://h.example/1", "https://h.example/2"))
    site.pages["/b.xml.gz"] = ("application/gzip", gzip.compress(urlset("https://h.example/3").encode()))
    entries, refused = followed(site, "a.xml", "gone.xml", "b.xml.gz")
    assert entries == ["https://h.example/1", "https://h.example/2", "https://h.example/3"]
    assert refused == ["gone.xml: not found (404)"]


def test_an_index_whose_sitemaps_are_all_gone_is_an_error() -> None:
    with pytest.raises(FetchError, match="not found"):
        followed(Site(), "gone.xml")


def test_an_index_within_an_index_is_followed_and_one_that_leads_back_to_itself_ends() -> None:
    site = Site()
    inner = "".join(f"<sitemap><loc>/{name}</loc></sitemap>" for name in ("a.xml", "inner.xml", "news.xml"))
    site.put("/inner.xml", f"<sitemapindex>{inner}</sitemapindex>")
    site.put("/a.xml", urlset("https://h.example/1"))
    site.put("/news.xml", urlset("https://h.example/2"))
    entries, _ = followed(site, "inner.xml")
    assert entries == ["https://h.example/2"]
    assert site.asked["/inner.xml"] == 1


def test_an_index_that_grows_an_index_with_every_step_costs_no_more_than_the_bound() -> None:
    site = Site()
    for number in range(MOST_READ + 5):
        site.put(f"/{number}.xml", f"<sitemapindex><sitemap><loc>/{number + 1}.xml</loc></sitemap></sitemapindex>")
    entries, _ = followed(site, "0.xml")
    assert entries == []
    assert sum(site.asked.values()) == MOST_READ
