"""JSON Feed, versions 1 and 1.1, to entries (jsonfeed.org)."""

from html import escape
from typing import Any

import msgspec

from connectors import addresses
from connectors.entry_text import MOST_ENTRIES, MOST_HTML, plain, spoken
from connectors.feed_content import FeedContent
from connectors.moments import iso
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.redact import redact

_VERSION = "jsonfeed.org/version/"


def parse(body: bytes, url: str, language: str | None = None) -> FeedContent:
    """Gives the content of the JSON Feed that was had from `url`. Raises FetchError where the bytes are none."""
    shown = redact(url)
    try:
        told = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf").lstrip())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FetchError(f"{shown}: begins as JSON and cannot be read as such") from error
    if not isinstance(told, dict) or _VERSION not in _text(told, "version") or not isinstance(told.get("items"), list):
        raise FetchError(f"{shown}: is something else and no feed")
    known = language or spoken(_text(told, "language"))
    base = addresses.absolute(_text(told, "home_page_url"), url) or url
    entries: dict[str, Entry] = {}
    for item in told["items"][:MOST_ENTRIES]:
        entry = _entry(item, base, shown, known) if isinstance(item, dict) else None
        if entry is not None:
            entries.setdefault(entry.key, entry)
    return FeedContent(
        title=plain(_text(told, "title")),
        entries=tuple(entries.values()),
        kind="json",
        hub=_hub(told.get("hubs"), url),
        self_url=addresses.absolute(_text(told, "feed_url"), url),
    )


def _entry(item: dict[str, Any], base: str, shown: str, language: str | None) -> Entry | None:
    # The id is asked to be the item's address; one that is none names an item without a page.
    identity = _text(item, "id")
    link = (
        addresses.absolute(_text(item, "url"), base)
        or addresses.absolute(_text(item, "external_url"), base)
        or (identity if addresses.is_web(identity) else None)
    )
    if link is None:
        return None
    html, text = _text(item, "content_html"), _text(item, "content_text")
    return Entry(
        url=link,
        title=plain(_text(item, "title")),
        feed_url=shown,
        key=(identity or link)[: addresses.LONGEST],
        published=iso(item.get("date_published")),
        updated=iso(item.get("date_modified")),
        authors=_authors(item),
        summary=escape(_text(item, "summary"))[:MOST_HTML],
        content=(html or _paragraphs(text))[:MOST_HTML],
        language=spoken(_text(item, "language")) or language,
    )


def _text(fields: dict[str, Any], name: str) -> str:
    """Ids are numbers in some feeds, though the format wants strings."""
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 lists `authors`, version 1 has one `author`."""
    listed = item.get("authors")
    people = listed if isinstance(listed, list) and listed else [item.get("author")]
    names = (plain(_text(one, "name")) for one in people[:20] if isinstance(one, dict))
    return tuple(filter(None, names))


def _hub(hubs: object, url: str) -> str | None:
    for hub in hubs[:10] if isinstance(hubs, list) else []:
        if isinstance(hub, dict) and _text(hub, "type").lower() in ("websub", "pubsubhubbub"):
            found = addresses.absolute(_text(hub, "url"), url)
            if found:
                return found
    return None


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
