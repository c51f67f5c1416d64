"""What a page shows of when and by whom it was written, where its head is silent: microdata, time elements, bylines."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from connectors.text import dates
from connectors.text.head import names_in

MOST_TIMES = 30
MOST_BYLINES = 8
MOST_PARTS = 12
LONGEST_BYLINE = 160
LONGEST_DATE = 80
_ASIDE = frozenset(("aside", "nav", "footer", "form"))
_ARTICLE = frozenset(("article", "main", "header"))
_OTHERS = re.compile(r"comment|related|sidebar|widget|teaser|recommend|footer|newsticker|most-", re.IGNORECASE)
# By their attributes, which are fewer than elements; capitals vary.
_BYLINE = etree.XPath(
    "//@rel[.='author']/.. | //@itemprop[contains(.,'author')]/.. "
    "| //@class[contains(.,'uthor') or contains(.,'yline')]/.."
)
_DATED = etree.XPath(
    "//@class[contains(.,'date') or contains(.,'ublish') or contains(.,'posted') or contains(.,'time')]/.."
)


def shown_dates(tree: HtmlElement) -> Iterator[str]:
    """Gives the moments in the microdata and in the time elements of the article itself, as they are written.

    Where there are none, it gives what elements say that are named after a date and say nothing else.
    """
    times = list(islice(tree.iter("time"), MOST_TIMES))
    found = False
    for written in _in_times(times):
        found = True
        yield written
    if found:
        return
    for element, text in _texts(_DATED, tree, MOST_TIMES, LONGEST_DATE):
        if dates.find(text) and not _belongs_to_others(element):
            yield text


def _in_times(times: list[HtmlElement]) -> Iterator[str]:
    for element in times:
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or element.text_content()
    for element in times:
        if element.get("datetime") and _stands_in_article(element):
            yield element.get("datetime", "")


def shown_authors(tree: HtmlElement) -> tuple[str, ...]:
    """Gives the names in the first byline that holds nothing but names of persons."""
    for element, text in _texts(_BYLINE, tree, MOST_BYLINES, LONGEST_BYLINE):
        names = names_in(text)
        if names and not _belongs_to_others(element):
            return names
    return ()


def _texts(path: etree.XPath, tree: HtmlElement, most: int, longest: int) -> Iterator[tuple[HtmlElement, str]]:
    """Gives the first elements that a path finds, each with its text where it is short."""
    for element in cast("list[HtmlElement]", path(tree))[:most]:
        text = " ".join("".join(f"{part} " for part in islice(element.itertext(), MOST_PARTS)).split())
        if 0 < len(text) <= longest:
            yield element, text


def _stands_in_article(element: HtmlElement) -> bool:
    return not _belongs_to_others(element) and any(one.tag in _ARTICLE for one in element.iterancestors())


def _belongs_to_others(element: HtmlElement) -> bool:
    return any(
        one.tag in _ASIDE or _OTHERS.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in element.iterancestors()
        if one.tag not in ("body", "html")
    )
