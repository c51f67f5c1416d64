"""A page to an article: trafilatura finds the text, our own pass takes away what it leaves."""

import re
import warnings
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from msgspec import Struct, structs

from connectors import addresses, page_facts
from connectors.assemble import Known, assemble
from connectors.fragment import text_of
from connectors.refused import Refused
from connectors.text import language
from connectors.text.article import from_body
from connectors.text.characters import decode, one_line
from connectors.text.layout import paragraphs, sentences, word_count
from schemas.article import CleanedArticle
from schemas.redact import redact

_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:-]{2,40})", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+")
_LOOKED_AT = 4_096
LEAST_FALLBACK_WORDS = 60
"""Words that a feed's own text must have to stand for the article."""


class Page(Struct, frozen=True, kw_only=True):
    """The bytes of a page, the address it was had from (None: a file) and the charset that its server declared.

    `known` and `title` are what a feed or a record said of the article. `fallback` is the HTML that a feed gave as its
    text, used where the page gives none; it must be long enough to be more than a teaser.
    """

    html: bytes
    url: str | None = None
    charset: str | None = None
    known: Known = Known()
    title: str = ""
    fallback: str = ""
    stem: str = "page"
    where: str = ""


def clean(page: Page, now: datetime) -> CleanedArticle | Refused:
    """Gives the article on a page, or why there is none.

    Costs some 30 ms, and seconds for a page made to cost: call it through connectors.cleaner.
    """
    where = page.where or (redact(page.url) if page.url else page.stem)
    found = _from_page(page, now, where)
    if isinstance(found, Refused) and page.fallback:
        text = text_of(page.fallback)
        if word_count(text) >= LEAST_FALLBACK_WORDS:
            known = structs.replace(page.known, url=page.known.url or page.url)
            return assemble(from_body(page.title, text), known, now=now, where=where, stem=page.stem)
    return found


def _from_page(page: Page, now: datetime, where: str) -> CleanedArticle | Refused:
    bare_extraction, load_html = _trafilatura()
    declared = _META_CHARSET.search(page.html[:_LOOKED_AT])
    text = decode(page.html, page.charset or (declared[1].decode("ascii", "replace") if declared else None))
    tree = load_html(text) if "<" in text else None
    if tree is None:
        return Refused(where=where, why="is no HTML page")
    facts = page_facts.read(tree, page.url)
    # Without credentials: where nothing else is told, trafilatura makes the outlet's name from the address.
    bare = addresses.canonical(page.url) if page.url else None
    found: Any = bare_extraction(tree, url=bare, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        return Refused(where=where, why="holds no article (a page of links, a video or a wall, perhaps)")
    title = page.title or _without_outlet(found.title or "", facts.publisher, found.sitename)
    parts = from_body(title, found.text)
    if not any(line.prose and sentences(line.text) for line in paragraphs(parts.text)):
        return Refused(where=where, why="holds no article (no sentence on it belongs to one)")
    known = _known(page, facts, found, parts.text)
    return assemble(parts, known, now=now, where=where, stem=page.stem)


@cache
def _trafilatura() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Its import takes half a second, and warns of ways to download that are not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction
        from trafilatura.utils import load_html
    return bare_extraction, load_html


def _known(page: Page, facts: page_facts.PageFacts, found: Any, text: str) -> Known:
    told = page.known
    day = f"{found.date}T00:00:00Z" if found.date else None
    published = facts.published or told.published or day
    detected = language.detect(found.title or "", text)
    return Known(
        url=facts.canonical or page.url or told.url,
        published=published,
        published_from=("page" if facts.published or not told.published else told.published_from)
        if published
        else None,
        authors=told.authors or facts.authors or _split(found.author),
        publisher=facts.publisher or told.publisher or found.sitename or None,
        language=told.language or (facts.language if detected == "und" else detected),
        feed_url=told.feed_url,
    )


def _split(authors: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (authors or "").split(";") if name.strip())


def _without_outlet(title: str, *outlets: str | None) -> str:
    """Takes `| Outlet` off a title's end, where it is the outlet's name; a part that says something else stays."""
    title = one_line(title)
    names = {re.sub(r"\W+", "", outlet).lower() for outlet in outlets if outlet}
    separators = list(_SEPARATOR.finditer(title))
    if separators:
        tail = re.sub(r"\W+", "", title[separators[-1].end() :]).lower()
        if tail and any(tail == name or name in (f"{tail}com", f"the{tail}") for name in names):
            return title[: separators[-1].start()]
    return title
