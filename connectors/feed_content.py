"""What a feed of any kind comes to: entries, what the feed says of itself, and the sitemaps that an index lists."""

from typing import Literal

from msgspec import Struct

from schemas.entry import Entry

Kind = Literal["rss", "atom", "rdf", "json", "sitemap", "sitemap-index"]


class Child(Struct, frozen=True, kw_only=True):
    """A sitemap that an index lists; `updated` is ISO 8601 with a zone, None where the index does not tell."""

    url: str
    updated: str | None = None


class FeedContent(Struct, frozen=True, kw_only=True):
    """What a feed says of itself, and its entries without those that lead to no http or https address.

    `hub` and `self_url` are those of WebSub: who tells of news, and under which address the hub knows the feed.
    `ttl` is for how many seconds the feed asks not to be polled again. `children` are there in a sitemap index alone.
    """

    title: str
    entries: tuple[Entry, ...]
    kind: Kind = "rss"
    hub: str | None = None
    self_url: str | None = None
    ttl: float | None = None
    children: tuple[Child, ...] = ()
