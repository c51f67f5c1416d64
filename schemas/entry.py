"""What a feed lists: the first stage of an article."""

from msgspec import Struct


class Entry(Struct, frozen=True, kw_only=True):
    """One item of a feed, as the feed tells it; the page behind `url` has not been fetched.

    `key` tells it from the feed's other entries and stays when it changes. `published` and `updated` are ISO 8601
    with a zone. `summary` and `content` are the feed's own HTML and must never be rendered as they are. `feed_url`
    shows no secret.
    """

    url: str
    title: str
    feed_url: str
    key: str = ""
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    language: str | None = None
