"""JSON objects, one a line: our own articles, or whatever other tools write about an article."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from connectors.assemble import Known, assemble, moment
from connectors.refused import Refused
from connectors.text import dates
from connectors.text.article import from_body, from_text
from schemas.article import CleanedArticle, make_cleaned
from schemas.errors import InputError
from schemas.ids import digest
from schemas.messages import decode

# Names that other tools (news-please, Fundus, trafilatura, Common Crawl extracts) give the same thing.
_NAMES = {
    "url": ("url", "link", "source_url", "permalink"),
    "title": ("title", "headline", "name"),
    "text": ("text", "body", "maintext", "content", "plaintext", "article", "articleBody"),
    "html": ("html", "raw_html"),
    "published": ("published", "date", "date_publish", "publishing_date", "published_at", "datePublished", "pub_date"),
    "authors": ("authors", "author", "byline"),
    "publisher": ("publisher", "sitename", "source", "outlet", "source_name"),
    "language": ("language", "lang"),
}


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An object as far as it was understood; one of `text` and `html` is not empty."""

    known: Known
    title: str
    text: str
    html: str


def read(line: bytes) -> CleanedArticle | Record:
    """Gives our own article as it is, or a record yet to be cleaned. Raises InputError with why the line is neither."""
    try:
        fields = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is not JSON: {error}") from error
    except RecursionError as error:
        raise InputError("is nested too deeply") from error
    if not isinstance(fields, dict):
        raise InputError("is no JSON object")
    inner = fields.get("article")
    if isinstance(inner, dict) and "version_id" in inner:
        return _own(msgspec.json.encode(inner))
    if "version_id" in fields:
        return _own(line)
    return _foreign(fields)


def _own(line: bytes) -> CleanedArticle:
    article = decode(line, CleanedArticle)
    made = make_cleaned(
        **{name: getattr(article, name) for name in article.__struct_fields__ if name not in _FROM_CONTENT}
    )
    if made != article:
        raise InputError("its ids do not follow from its url, title and text")
    return article


_FROM_CONTENT = ("article_id", "version_id", "text_hash")


def _foreign(fields: dict[str, Any]) -> Record:
    text, html = _string(fields, "text"), _string(fields, "html")
    if not text and not html:
        raise InputError("has neither `text` nor `html`")
    published = _moment(_string(fields, "published"))
    known = Known(
        url=_string(fields, "url") or None,
        published=published,
        published_from="given" if published else None,
        authors=tuple(_authors(fields)),
        publisher=_string(fields, "publisher") or None,
        language=_language(_string(fields, "language")),
    )
    return Record(known=known, title=_string(fields, "title"), text=text, html=html)


def clean(record: Record, *, now: datetime, where: str, stem: str) -> CleanedArticle | Refused:
    """Gives the article of a record that holds text."""
    parts = from_body(record.title, record.text) if record.title else from_text(record.text)
    return assemble(parts, record.known, now=now, where=where, stem=stem)


def content_stem(record: Record) -> str:
    """Gives a name for a record without an address: it follows from its content."""
    return digest("record", record.title, record.text, record.html)[:16]


def _value(fields: dict[str, Any], what: str) -> Any:
    return next((fields[name] for name in _NAMES[what] if fields.get(name)), None)


def _string(fields: dict[str, Any], what: str) -> str:
    value = _value(fields, what)
    return value if isinstance(value, str) else ""


def _authors(fields: dict[str, Any]) -> Iterable[str]:
    value = _value(fields, "authors")
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield name


def _language(code: str) -> str | None:
    short = code.lower().replace("_", "-").split("-")[0]
    return short if 2 <= len(short) <= 3 and short.isascii() and short.isalpha() else None


def _moment(written: str) -> str | None:
    """Gives a date as we write it. A time without a zone is taken as UTC, as the tools that write it mean it."""
    try:
        parsed = datetime.fromisoformat(written.strip())
    except ValueError:
        found = dates.find(written)
        return found[0] if found else None
    try:
        return moment(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
