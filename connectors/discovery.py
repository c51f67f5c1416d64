"""The feeds of a site, found from its address: those it names and those at the usual places, each tried."""

import asyncio
import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from connectors import feed_links
from connectors.cleaner import Cleaner
from connectors.feed import ACCEPT_FEED
from connectors.feed_content import FeedContent, Kind
from connectors.feed_links import Links
from connectors.fetch import Fetcher
from schemas.errors import FetchError
from schemas.redact import redact

MOST_TRIED = 40
"""Addresses that one discovery tries."""
MOST_SITEMAPS = 6
"""Sitemaps of a robots.txt that are tried: those for news where there are any, else the first."""
AT_ONCE = 4
_OF_NEWS = re.compile(r"news", re.IGNORECASE)
USUAL_FEEDS = (
    *("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default"),
    *("/?feed=rss2", "/rss/news", "/en/rss", "/news/rss"),
)
USUAL_SITEMAPS = (
    *("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap_index.xml", "/sitemap.xml"),
)

How = Literal["itself", "named by the page", "linked from the page", "named by robots.txt", "at a usual place"]


class Discovered(Struct, frozen=True, kw_only=True):
    """A feed that was fetched and parsed. `entries` are counted; `newest` is the latest moment that one of them tells.

    For an index of sitemaps both are of the index alone. `url` is where it was found, after redirects.
    """

    url: str
    kind: Kind
    title: str
    how: How
    entries: int
    newest: str | None = None
    hub: str | None = None


async def discover(url: str, fetcher: Fetcher, cleaner: Cleaner) -> list[Discovered]:
    """Gives the feeds of the site at `url`, those named first; one feed at two addresses once.

    Usual places are tried only for what the site does not name itself: feeds, sitemaps. At most MOST_TRIED addresses
    are fetched. Raises FetchError where the page itself cannot be had.
    """
    answer = await fetcher.get(url, accept="text/html, */*;q=0.8", robots=True)
    try:
        content = await cleaner.afeed(answer.body, answer.url)
    except FetchError:
        pass
    else:
        return [_discovered(answer.url, content, "itself")]
    links = await cleaner.arun(redact(url), feed_links.in_page, answer.body, answer.url, answer.charset)
    answer = answer.without_body()
    trial = _Trial(fetcher, cleaner)
    named = await trial.all(links.declared, "named by the page")
    feeds = named or await trial.all(_likely(links, answer.url), "linked from the page")
    feeds = feeds or await trial.all(_usual(USUAL_FEEDS, answer.url), "at a usual place")
    sitemaps = await trial.all(await _of_robots(answer.url, fetcher), "named by robots.txt")
    sitemaps = sitemaps or await trial.all(_usual(USUAL_SITEMAPS, answer.url), "at a usual place")
    return _once([*feeds, *sitemaps])


def _likely(links: Links, url: str) -> tuple[str, ...]:
    """Links to other hosts are feed readers and podcasts more often than feeds of this site."""
    host = urlsplit(url).hostname
    return tuple(link for link in links.linked if urlsplit(link).hostname == host)


def _usual(places: Iterable[str], url: str) -> tuple[str, ...]:
    return tuple(urljoin(url, place) for place in places)


async def _of_robots(url: str, fetcher: Fetcher) -> tuple[str, ...]:
    try:
        answer = await fetcher.get(urljoin(url, "/robots.txt"), accept="text/plain, */*;q=0.5")
    except FetchError:
        return ()
    named = feed_links.in_robots(answer.body, answer.url)
    return tuple(link for link in named if _OF_NEWS.search(link))[:MOST_SITEMAPS] or named[:MOST_SITEMAPS]


class _Trial:
    """Tries addresses, each once and no more than MOST_TRIED of them."""

    def __init__(self, fetcher: Fetcher, cleaner: Cleaner) -> None:
        self._fetcher, self._cleaner = fetcher, cleaner
        self._tried: set[str] = set()
        self._places = asyncio.Semaphore(AT_ONCE)

    async def all(self, urls: Iterable[str], how: How) -> list[Discovered]:
        """Gives those that are feeds, in the order of `urls`."""
        wanted = [url for url in dict.fromkeys(urls) if url not in self._tried]
        wanted = wanted[: MOST_TRIED - len(self._tried)]
        self._tried.update(wanted)
        tried = await asyncio.gather(*(self._one(url, how) for url in wanted))
        return [found for found in tried if found is not None]

    async def _one(self, url: str, how: How) -> Discovered | None:
        async with self._places:
            try:
                answer = await self._fetcher.get(url, accept=ACCEPT_FEED, robots=True)
                return _discovered(answer.url, await self._cleaner.afeed(answer.body, answer.url), how)
            except FetchError:
                return None


def _discovered(url: str, content: FeedContent, how: How) -> Discovered:
    told = [entry.updated or entry.published for entry in content.entries]
    told += [child.updated for child in content.children]
    return Discovered(
        url=url,
        kind=content.kind,
        title=content.title,
        how=how,
        entries=len(content.entries) + len(content.children),
        newest=max(filter(None, told), default=None),
        hub=content.hub,
    )


def _once(found: list[Discovered]) -> list[Discovered]:
    """A feed that answers at two addresses (http and https, with and without a last stroke) is told once."""
    return list({_place(one.url): one for one in reversed(found)}.values())[::-1]


def _place(url: str) -> tuple[str | None, str, str]:
    parts = urlsplit(url)
    return parts.hostname, parts.path.rstrip("/"), parts.query
