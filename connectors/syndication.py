"""RSS, Atom and RDF to entries: feedparser reads them, and what it gets wrong is mended here (docs/decisions/0070)."""

import io
import re
from calendar import timegm
from datetime import UTC, datetime
from functools import cache
from types import ModuleType
from typing import Any

from msgspec import structs

from connectors import addresses, feed_dates
from connectors.entry_text import MOST_ENTRIES, MOST_HTML, plain, spoken
from connectors.feed_bytes import readable
from connectors.feed_content import FeedContent, Kind
from connectors.moments import EARLIEST, LATEST
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.redact import redact

LONGEST_TTL = 30 * 86400.0
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 7 * 86400, "monthly": 30 * 86400, "yearly": 365 * 86400}


def parse(body: bytes, url: str, language: str | None = None) -> FeedContent:
    """Gives the content of the RSS, Atom or RDF feed that was had from `url`. Raises FetchError where it is none."""
    shown = redact(url)
    # A stream, for feedparser would open bytes or a string that happen to name a file or an address.
    stream = io.BytesIO(readable(body))
    try:
        parsed = _feedparser().parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        # It promises to raise nothing and does, over an encoding that is a NUL and the like.
        raise FetchError(f"{shown}: breaks the parser of feeds ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        page = re.search(rb"<(?:!doctype html|html|body)\b", body[:2_000], re.IGNORECASE)
        raise FetchError(f"{shown}: is {'a web page' if page else 'something else'} and no feed")
    about = parsed.feed
    known = language or spoken(str(about.get("language") or ""))
    base = addresses.absolute(str(about.get("link") or ""), url) or url
    entries: dict[str, Entry] = {}
    for item in parsed.entries[:MOST_ENTRIES]:
        entry = _entry(item, base, shown, known)
        if entry is not None:
            _keep(entries, entry)
    links = [link for link in about.get("links") or [] if isinstance(link.get("href"), str)][:50]
    return FeedContent(
        title=plain(str(about.get("title") or "")),
        entries=tuple(entries.values()),
        kind=_kind(str(parsed.get("version") or "")),
        hub=_link(links, "hub", url),
        self_url=_link(links, "self", url),
        ttl=_ttl(about),
    )


@cache
def _feedparser() -> ModuleType:
    import feedparser

    feedparser.registerDateHandler(feed_dates.parsed)
    return feedparser  # type: ignore[no-any-return]


def _keep(entries: dict[str, Entry], entry: Entry) -> None:
    """Some feeds give all entries the same id; then their addresses tell them apart."""
    same = entries.get(entry.key)
    if same is None:
        entries[entry.key] = entry
    elif same.url != entry.url:
        entries.setdefault(entry.url, structs.replace(entry, key=entry.url))


def _kind(version: str) -> Kind:
    if version.startswith("atom"):
        return "atom"
    return "rdf" if version in ("rss090", "rss10") else "rss"


def _link(links: list[Any], rel: str, url: str) -> str | None:
    found = (addresses.absolute(link["href"], url) for link in links if str(link.get("rel")).lower() == rel)
    return next(filter(None, found), None)


def _ttl(about: Any) -> float | None:
    """RSS tells minutes (`ttl`); the syndication module a period, and how often in it the feed changes."""
    asked = 0.0
    if re.fullmatch(r"\s*\d{1,7}\s*", str(about.get("ttl") or "")):
        asked = float(about["ttl"]) * 60
    period = _PERIODS.get(str(about.get("sy_updateperiod") or "").strip().lower())
    if period:
        times = re.fullmatch(r"\s*(\d{1,4})\s*", str(about.get("sy_updatefrequency") or "1"))
        asked = max(asked, period / max(1, int(times[1]) if times else 1))
    return min(asked, LONGEST_TTL) or None


def _entry(item: Any, base: str, shown: str, language: str | None) -> Entry | None:
    link = _address(item, base)
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


def _address(item: Any, base: str) -> str | None:
    """FeedBurner keeps the article's own address beside its own; a guid is an address only where it reads as one."""
    identity = str(item.get("id") or "")
    link = str(item.get("feedburner_origlink") or item.get("link") or "")
    if link == identity and not re.match(r"https?:|/", link):
        link = ""
    link = link or (identity if addresses.is_web(identity) else "")
    return addresses.absolute(link.strip().replace(" ", "%20"), base)


def _authors(item: Any) -> tuple[str, ...]:
    """RSS asks for `address (name)`, which feedparser takes apart wrongly where the domain's last part is long."""
    whole = re.fullmatch(r"\S+@\S+\s+\(([^()]+)\)", str(item.get("author") or ""))
    names = [whole[1]] if whole else [str(author.get("name") or "") for author in item.get("authors") or []]
    return tuple(filter(None, (plain(name) for name in names[:20] if "@" not in name)))


def _moment(parsed: Any) -> str | None:
    """feedparser gives UTC, and anything at all for years that no news was written in."""
    if parsed is None or not EARLIEST <= parsed[0] <= LATEST:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None
