"""What an index of sitemaps leads to: the entries of those of its sitemaps that tell of news, within bounds."""

import re
from datetime import datetime, timedelta

from msgspec import structs

from connectors import sitemap
from connectors.cleaner import Cleaner
from connectors.feed import ACCEPT_FEED
from connectors.feed_content import Child, FeedContent
from connectors.fetch import Fetcher
from connectors.refused import Refused
from schemas.entry import Entry
from schemas.errors import FetchError

MOST_READ = 10
"""Sitemaps that one poll of an index reads, those of an index within it included."""
RECENT = timedelta(days=2)
"""A sitemap that changed longer before the newest one than this is the archive, which no poll reads."""
_OF_NEWS = re.compile(r"news|latest|recent|today", re.IGNORECASE)
_FIRST, _LAST = 3, 2


async def follow(
    listed: FeedContent, fetcher: Fetcher, cleaner: Cleaner, language: str | None = None
) -> tuple[FeedContent, tuple[Refused, ...]]:
    """Gives what a feed leads to, and which sitemaps could not be read; what is no index comes back as it is.

    Raises FetchError where none of an index's sitemaps could be read.
    """
    if listed.kind != "sitemap-index":
        return listed, ()
    entries: dict[str, Entry] = {}
    failures: list[FetchError] = []
    title, wanted, known = listed.title, list(chosen(listed.children)), {child.url for child in listed.children}
    for _ in range(MOST_READ):
        if not wanted:
            break
        try:
            found = await _read(wanted.pop(0).url, fetcher, cleaner, language)
        except FetchError as error:
            failures.append(error)
            continue
        wanted += [child for child in chosen(found.children) if child.url not in known]
        known |= {child.url for child in found.children}
        title = title or found.title
        entries |= {entry.key: entry for entry in found.entries}
    if failures and not entries:
        # Without its status: a sitemap that is gone is no index that is gone.
        raise FetchError(str(failures[0]), retry_after=failures[0].retry_after)
    whole = structs.replace(listed, title=title, entries=sitemap.newest(entries.values()))
    return whole, tuple(map(Refused.of, failures))


async def _read(url: str, fetcher: Fetcher, cleaner: Cleaner, language: str | None) -> FeedContent:
    answer = await fetcher.get(url, accept=ACCEPT_FEED)
    return await cleaner.afeed(answer.body, answer.url, language)


def chosen(children: tuple[Child, ...]) -> tuple[Child, ...]:
    """Gives the sitemaps that may list what is new, the likeliest first.

    Those that changed lately, where the index tells; else those whose address speaks of news, else the first and last.
    """
    dated = sorted((child for child in children if child.updated), key=lambda child: child.updated or "", reverse=True)
    if dated:
        earliest = _moment(dated[0]) - RECENT
        dated = [child for child in dated if _moment(child) >= earliest]
    undated = [child for child in children if not child.updated]
    of_news = [child for child in undated if _OF_NEWS.search(child.url)]
    if of_news or dated:
        return (*of_news, *dated)
    return tuple(undated) if len(undated) <= _FIRST + _LAST else (*undated[:_FIRST], *undated[-_LAST:])


def _moment(child: Child) -> datetime:
    return datetime.fromisoformat(child.updated or "")
