"""Sitemaps, those for Google News among them, and indices of sitemaps (sitemaps.org) to entries.

A sitemap lists up to 50,000 addresses in any order, so of a large one the newest are taken.
"""

from collections.abc import Iterable
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parse as parse_xml
from msgspec import Struct

from connectors import addresses
from connectors.entry_text import plain, spoken
from connectors.feed_bytes import readable
from connectors.feed_content import Child, FeedContent
from connectors.moments import iso
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.redact import redact

MOST_ENTRIES = 1_000
"""Entries of one sitemap that are given: as many as Google lets a news sitemap have."""
MOST_LISTED = 50_000
"""Addresses of one sitemap that are looked at: as many as the protocol lets it have."""
MOST_CHILDREN = 5_000
_LONGEST_VALUE = 4_096
_DEEPEST = 32


def parse(body: bytes, url: str, language: str | None = None) -> FeedContent:
    """Gives the content of the sitemap, or index of sitemaps, that was had from `url`.

    One that breaks off gives what stands before. Raises FetchError where the bytes are no sitemap, or hold a DOCTYPE.
    """
    shown = redact(url)
    found = _read(body.lstrip(), shown)
    children = [_child(one, url) for one in found.listed if one.what == "sitemap"]
    if found.index:
        return FeedContent(title="", entries=(), kind="sitemap-index", children=tuple(filter(None, children)))
    entries = {entry.key: entry for entry in (_entry(one, url, shown, language) for one in found.listed) if entry}
    return FeedContent(title=found.name, entries=newest(entries.values()), kind="sitemap")


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Gives the newest MOST_ENTRIES in their own order, those without any date after all others."""
    listed = list(entries)
    if len(listed) <= MOST_ENTRIES:
        return tuple(listed)
    order = sorted(range(len(listed)), key=lambda number: _when(listed[number]), reverse=True)
    return tuple(listed[number] for number in sorted(order[:MOST_ENTRIES]))


def _when(entry: Entry) -> str:
    return max(entry.updated or "", entry.published or "")


class _Listed(Struct):
    """A `url` or a `sitemap` element, by the names of what is in it."""

    what: str
    values: dict[str, str]


def _child(one: _Listed, base: str) -> Child | None:
    link = addresses.absolute(one.values.get("loc", ""), base)
    return Child(url=link, updated=iso(one.values.get("lastmod"))) if link else None


def _entry(one: _Listed, base: str, shown: str, language: str | None) -> Entry | None:
    link = addresses.absolute(one.values.get("loc", ""), base)
    if link is None or one.what != "url":
        return None
    return Entry(
        url=link,
        title=plain(one.values.get("news/title", "")),
        feed_url=shown,
        key=link,
        published=iso(one.values.get("news/publication_date")),
        updated=iso(one.values.get("lastmod")),
        language=language or spoken(one.values.get("news/publication/language", "")),
    )


def _read(body: bytes, shown: str) -> "_Handler":
    handler = _Handler()
    try:
        parse_xml(BytesIO(readable(body)), handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FetchError(f"{shown}: holds a DOCTYPE or entities, which no sitemap needs") from error
    except _EnoughError:
        pass
    except (SAXException, ValueError, LookupError) as error:
        if not handler.listed:
            raise FetchError(f"{shown}: begins as a sitemap and cannot be read as XML") from error
    return handler


class _EnoughError(Exception):
    """Raised to end the reading of what has gone beyond its bounds."""


class _Handler(ContentHandler):
    """Keeps the values of each `url` and `sitemap` element by their path below it, prefixes left out."""

    def __init__(self) -> None:
        super().__init__()
        self.index = False
        self.name = ""
        self.listed: list[_Listed] = []
        self._path: list[str] = []
        self._open: _Listed | None = None
        self._text: list[str] = []
        self._length = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (SAX names it so)
        local = name.rpartition(":")[2]
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise _EnoughError
        if len(self._path) == 1:
            self.index = local == "sitemapindex"
        elif len(self._path) == 2 and local in ("url", "sitemap"):
            self._open = _Listed(local, {})
        self._text, self._length = [], 0

    def characters(self, content: str) -> None:
        if self._open is not None and self._length < _LONGEST_VALUE:
            self._text.append(content)
            self._length += len(content)

    def endElement(self, name: str) -> None:  # noqa: N802 (SAX names it so)
        if self._open is not None and len(self._path) == 2:
            self._close(self._open)
        elif self._open is not None:
            value = "".join(self._text).strip()
            place = "/".join(self._path[2:])
            if value and place == "news/publication/name":
                self.name = self.name or plain(value)
            elif value:
                self._open.values.setdefault(place, value)
        self._path.pop()
        self._text, self._length = [], 0

    def _close(self, one: _Listed) -> None:
        self._open = None
        self.listed.append(one)
        if len(self.listed) >= (MOST_CHILDREN if self.index else MOST_LISTED):
            raise _EnoughError
