"""Feeds: the bytes of RSS, Atom, RDF, JSON Feed, a sitemap or a sitemap index to entries."""

import re

from connectors import json_feed, sitemap, syndication
from connectors.feed_content import FeedContent
from connectors.gunzip import gunzip, is_gzip
from schemas.errors import FetchError
from schemas.redact import redact

ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.5"
)
"""The kinds of content that a server is asked for."""
MOST_UNPACKED = 50_000_000
"""Bytes of a feed that was packed with gzip, unpacked: what the sitemap protocol lets a sitemap have."""
_LOOKED_AT = 4_096
_SITEMAP = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b")


def parse(body: bytes, url: str, language: str | None = None) -> FeedContent:
    """Gives the content of the feed that was had from `url`; `language` is believed before the feed.

    Costs 20 ms and far more for a feed made to cost: call it through connectors.cleaner. Entities, DOCTYPEs and
    external references are not resolved. Raises FetchError with one sentence where the bytes are no feed.
    """
    shown = redact(url)
    if is_gzip(body):
        body = gunzip(body, MOST_UNPACKED, shown)
    if not body.strip():
        raise FetchError(f"{shown}: is empty")
    # Without NULs, as the head of UTF-16 reads in ASCII.
    head = body[:_LOOKED_AT].replace(b"\x00", b"")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return json_feed.parse(body, url, language)
    if _SITEMAP.search(head):
        return sitemap.parse(body, url, language)
    return syndication.parse(body, url, language)
