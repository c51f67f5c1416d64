"""Addresses as they may be shown: without the secrets that people put into them."""

from urllib.parse import urlsplit, urlunsplit

from schemas.printable import one_line

HARMLESS = frozenset({
    "cat", "category", "feed", "format", "id", "lang", "language", "limit", "locale", "outputtype",
    "page", "q", "section", "size", "sort", "tag", "topic", "type",
})  # fmt: skip
"""Query parameters whose values are shown; any other may be a token under a name that nobody foresaw."""
HIDDEN = "***"


def redact(url: str) -> str:
    """Gives `url` with `***` for user and password and for every query value not known to be harmless.

    The fragment goes too. What is no address at all comes back as `***`, since nobody knows where its secret would be.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.rpartition("@")
    except ValueError:
        return HIDDEN
    if not parts.scheme or (not parts.netloc and "@" in url):
        return HIDDEN
    place = f"{HIDDEN}@{host[2]}" if host[1] else host[2]
    query = "&".join(_pair(pair) for pair in parts.query.split("&")) if parts.query else ""
    return one_line(urlunsplit((parts.scheme, place, parts.path, query, "")), longest=300)


def _pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    if not equals:
        return HIDDEN
    return pair if name.lower() in HARMLESS else f"{name}={HIDDEN}"
