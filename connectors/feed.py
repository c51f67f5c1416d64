"""Feeds: the bytes of RSS, Atom or RDF to entries."""

import io
import re
from calendar import timegm
from datetime import UTC, datetime
from html import unescape
from typing import Any

from msgspec import Struct

from connectors import addresses
from connectors.text.characters import one_line
from schemas.article import MAX_TITLE
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.redact import redact

MOST_ENTRIES = 500
"""Entries of one poll that are looked at, in the feed's own order (the newest come first nearly everywhere)."""
MOST_HTML = 500_000
"""Characters of an entry's own text that are kept."""

_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!][^>]*(?:>|$)")


class FeedContent(Struct, frozen=True, kw_only=True):
    """What a feed says of itself, and its entries without those that lead to no http or https address."""

    title: str
    entries: tuple[Entry, ...]


def parse(body: bytes, url: str, language: str | None = None) -> FeedContent:
    """Gives the content of the feed that was had from `url`; `language` is believed before the feed.

    Costs 20 ms and far more for a feed made to cost: call it through connectors.cleaner. Entities, DOCTYPEs and
    external references are not resolved. Raises FetchError with one sentence where the bytes are no feed.
    """
    import feedparser

    shown = redact(url)
    if not body.strip():
        raise FetchError(f"{shown}: is empty")
    # A stream, for feedparser would open bytes or a string that happen to name a file or an address.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        page = re.search(rb"<(?:!doctype html|html|body)\b", body[:2_000], re.IGNORECASE)
        raise FetchError(f"{shown}: is {'a web page' if page else 'something else'} and no RSS or Atom feed")
    told = parsed.feed.get("language") or ""
    spoken = language or (told[:2].lower() if re.match(r"[a-zA-Z]{2}(?:$|[-_])", told) else None)
    base = addresses.absolute(str(parsed.feed.get("link") or ""), url) or url
    entries: dict[str, Entry] = {}
    for item in parsed.entries[:MOST_ENTRIES]:
        entry = _entry(item, base, shown, spoken)
        if entry is not None:
            entries.setdefault(entry.key, entry)
    return FeedContent(title=plain(str(parsed.feed.get("title") or "")), entries=tuple(entries.values()))


def plain(html: str) -> str:
    """Gives a title as text on one line: feeds put markup, and strangers put scripts, where only words should be."""
    return one_line(unescape(_TAG.sub("", _SCRIPT.sub("", html))))[:MAX_TITLE]


def _entry(item: Any, base: str, shown: str, language: str | None) -> Entry | None:
    link = addresses.absolute(str(item.get("link") or ""), base)
    if link is None:
        return None
    # Past feedparser's own `get`, which gives the published date (and a warning) where there is no updated one.
    published, updated = (dict.get(item, f"{name}_parsed") for name in ("published", "updated"))
    contents = [str(part.get("value") or "") for part in item.get("content") or []]
    return Entry(
        url=link,
        title=plain(str(item.get("title") or "")),
        feed_url=shown,
        key=str(item.get("id") or link)[: addresses.LONGEST],
        published=_moment(published or updated),
        updated=_moment(updated),
        authors=_authors(item),
        summary=str(item.get("summary") or "")[:MOST_HTML],
        content=max(contents, key=len, default="")[:MOST_HTML],
        language=language,
    )


def _authors(item: Any) -> tuple[str, ...]:
    """RSS asks for `address (name)`, which feedparser takes apart wrongly where the domain's last part is long."""
    whole = re.fullmatch(r"\S+@\S+\s+\(([^()]+)\)", str(item.get("author") or ""))
    names = [whole[1]] if whole else [str(author.get("name") or "") for author in item.get("authors") or []]
    return tuple(filter(None, (plain(name) for name in names[:20] if "@" not in name)))


def _moment(parsed: Any) -> str | None:
    """feedparser gives UTC, and anything at all for years that no news was written in."""
    if parsed is None or not 1980 <= parsed[0] <= 2100:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None
