"""What a feed lists: the first stage of an article."""

from msgspec import Struct


class Entry(Struct, frozen=True, kw_only=True):
    """One item of a feed, as the feed tells it; the page behind `url` has not been fetched.

    `published` is ISO 8601 with a zone, `summary` is the feed's own HTML and must never be rendered as it is.
    """

    url: str
    title: str
    feed_url: str
    published: str | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    language: str | None = None
