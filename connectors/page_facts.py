"""What a page says of itself in its head: address, dates with their zone, outlet, language, authors."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml.html import HtmlElement
from msgspec import Struct

from connectors import page_address

MOST_JSON = 500_000
"""Characters of JSON-LD that are read; a news page has a few thousand."""
_DEEPEST = 8
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @property='og:published_time' "
    "or @itemprop='datePublished' or @name='datePublished' or @name='pubdate' or @name='publishdate' or @name='date' "
    "or @name='DC.date.issued' or @name='dcterms.created' "
    "or @name='parsely-pub-date' or @name='publish-date']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time[@pubdate]/@datetime",
)


class PageFacts(Struct, frozen=True, kw_only=True):
    """Facts of one page; None or empty where it does not tell."""

    canonical: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()


def read(tree: HtmlElement, url: str | None) -> PageFacts:
    """Gives what the page at `url` (None: nobody knows) says of itself."""
    nodes = list(_json_ld(tree))
    written = [str(node["datePublished"]) for node in nodes if node.get("datePublished")]
    for path in _PUBLISHED:
        written += [str(value) for value in _xpath(tree, path)]
    outlets = [str(value) for value in _xpath(tree, "//meta[@property='og:site_name']/@content")]
    outlets += [name for node in nodes for name in _names(node.get("publisher"))]
    return PageFacts(
        canonical=page_address.told(tree, url),
        published=next(filter(None, map(_moment, written)), None),
        publisher=next((outlet.strip() for outlet in outlets if outlet.strip()), None),
        language=_language(tree),
        authors=tuple(dict.fromkeys(name for node in nodes for name in _names(node.get("author")))),
    )


def _xpath(tree: HtmlElement, path: str) -> list[Any]:
    found = tree.xpath(path)
    return found[:20] if isinstance(found, list) else []


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Gives the objects in the page's JSON-LD that describe an article."""
    for script in _xpath(tree, "//script[@type='application/ld+json']"):
        text = script.text or ""
        if len(text) > MOST_JSON:
            continue
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(document, 0):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and re.search(r"Article|Posting|Report", name) for name in names):
                yield node


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)
    elif isinstance(value, list):
        for one in value[:100]:
            yield from _nodes(one, depth + 1)


def _names(value: Any) -> list[str]:
    found = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        # A person's address at a social network stands where the name should on many pages.
        if isinstance(name, str) and name.strip() and not re.match(r"https?:|www\.|@", name.strip()):
            found.append(name.strip())
    return found


def _moment(written: str) -> str | None:
    """A date alone, and a time without a zone, become midnight UTC of that day: nothing more is known."""
    try:
        parsed = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if not 1980 <= parsed.year <= 2100:
        return None
    if parsed.tzinfo is None:
        return f"{parsed.date().isoformat()}T00:00:00Z"
    return parsed.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _language(tree: HtmlElement) -> str | None:
    for told in _xpath(tree, "/html/@lang") + _xpath(tree, "//meta[@property='og:locale']/@content"):
        short = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", str(told).strip())
        if short:
            return short[0].lower()
    return None
