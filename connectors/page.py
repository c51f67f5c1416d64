"""A page to an article: trafilatura finds the text, our own pass takes away what it leaves."""

import re
import warnings
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from msgspec import Struct, structs

from connectors import addresses, charset, page_facts, page_tree
from connectors.assemble import Known, assemble
from connectors.fragment import text_of
from connectors.mojibake import mend
from connectors.refused import Refused
from connectors.text import language
from connectors.text.article import BETWEEN, Parts, from_body, from_page
from connectors.text.characters import one_line
from connectors.text.layout import paragraph, sentences, word_count
from schemas.article import CleanedArticle
from schemas.redact import redact

_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+")
# Letters that mojibake leaves and that no page means: parsing drops them, and what they stood for could not be told.
_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
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

    Costs some 20 ms, and seconds for a page made to cost: call it through connectors.cleaner.
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
    decoded = charset.decode(page.html, page.charset)
    text, mangled = decoded.text, None
    if _CONTROLS.search(page.html):
        text, mangled = mend(text)
    tree = page_tree.parse(text) if "<" in text else None
    if tree is None:
        return Refused(where=where, why="is no HTML page")
    facts = page_facts.read(tree, page.url)
    bare_extraction, extract_title, options = _trafilatura()
    title = page.title or _without_outlet(facts.title or extract_title(tree) or "", facts.publisher)
    page_tree.leave_text(tree)
    found: Any = bare_extraction(tree, options=options)
    if found is None or not found.text:
        return Refused(where=where, why="holds no article (a page of links, a video or a wall, perhaps)")
    body, seen = mend(found.text)
    title, of_title = mend(title)
    parts = from_page(title, body)
    if not any(line.prose and sentences(line.text) for line in map(paragraph, parts.text.split(BETWEEN))):
        return Refused(where=where, why="holds no article (no sentence on it belongs to one)")
    known = _known(page, facts, parts)
    known = structs.replace(known, charset=decoded.charset, mojibake=seen or of_title or mangled)
    return assemble(parts, known, now=now, where=where, stem=page.stem)


@cache
def _trafilatura() -> tuple[Callable[..., Any], Callable[..., Any], Any]:
    """Its import takes half a second, and warns of ways to download that are not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction
        from trafilatura.metadata import extract_title
        from trafilatura.settings import Extractor
    return bare_extraction, extract_title, Extractor(output_format="python", comments=False)


def _known(page: Page, facts: page_facts.PageFacts, parts: Parts) -> Known:
    told = page.known
    detected = told.language or language.detect(parts.title, parts.text, facts.language)
    url = facts.canonical or page.url or told.url
    return structs.replace(
        told,
        url=url,
        dates=(*told.dates, *facts.dates),
        bylines=(*told.bylines, *facts.authors),
        publisher=facts.publisher or told.publisher or (addresses.site(url) if url else None),
        language=(facts.language or detected) if detected == "und" else detected,
        image=facts.image,
        section=facts.section,
        paywalled=facts.paywalled,
    )


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
