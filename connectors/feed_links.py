"""The feeds that a page and a robots.txt name."""

import re

from lxml import etree, html
from msgspec import Struct

from connectors import addresses
from connectors.charset import decode

MOST_LINKS = 40
_LOOKED_AT = 2_000_000
_KINDS = frozenset(
    (
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
        *("application/xml", "text/xml", "application/json"),
    )
)
_COMMENTS = re.compile(r"/comments?/|comments?[-_./]?(?:feed|rss|atom)|(?:feed|rss)[-_./]?comments?", re.IGNORECASE)
_FEEDLIKE = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]|$)|\.(?:rss|atom|rdf)$|[?&]feed=|feed\.(?:xml|json)$", re.IGNORECASE
)
_SITEMAP = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2048})", re.IGNORECASE | re.MULTILINE)


class Links(Struct, frozen=True, kw_only=True):
    """Addresses of feeds as a page names them: declared in its head (`alternate`), or linked as any other page."""

    declared: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def in_page(body: bytes, url: str, charset: str | None = None) -> Links:
    """Gives the feeds that the page had from `url` names, feeds of comments last; at most MOST_LINKS of each kind.

    Costs what parsing costs: call it through connectors.cleaner.
    """
    text = decode(body[:_LOOKED_AT], charset).text
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return Links()
    told = next((base.get("href") or "" for base in tree.iter("base")), "")
    base = addresses.absolute(told, url) or url
    declared, linked = [], []
    for link in tree.iter("link"):
        words = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "feed" in words or ("alternate" in words and kind in _KINDS and not link.get("hreflang")):
            declared.append(link.get("href") or "")
    for link in tree.iter("a"):
        href = link.get("href") or ""
        if len(href) <= addresses.LONGEST and _FEEDLIKE.search(href):
            linked.append(href)
    return Links(declared=_whole(declared, base), linked=_whole(linked, base))


def in_robots(body: bytes, url: str) -> tuple[str, ...]:
    """Gives the sitemaps that the robots.txt had from `url` names."""
    return _whole([found.decode("utf-8", "replace") for found in _SITEMAP.findall(body[:_LOOKED_AT])], url)


def _whole(links: list[str], base: str) -> tuple[str, ...]:
    found = dict.fromkeys(filter(None, (addresses.absolute(link, base) for link in links)))
    ordered = sorted(found, key=lambda link: _COMMENTS.search(link) is not None)
    return tuple(ordered[:MOST_LINKS])
