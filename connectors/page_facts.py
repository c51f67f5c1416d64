"""What a page says of itself beside its text: address, dates, authors, outlet, picture, section, language, paywall."""

import re
from itertools import islice

from lxml.html import HtmlElement
from msgspec import Struct

from connectors import addresses, json_ld, page_address, page_meta, told_dates
from connectors.page_shown import shown_authors, shown_dates
from schemas.provenance import AuthorsTold, DateTold

LONGEST_SECTION = 200
_BY = re.compile(r"^(?:by|par|von|автор\w*:?|por)\s+(?=\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\||&|\b(?:and|et|und|та|и|і)\b)\s*")


class PageFacts(Struct, frozen=True, kw_only=True):
    """Facts of one page; None or empty where it does not tell. Dates and authors are in no order of belief yet."""

    canonical: str | None = None
    title: str | None = None
    dates: tuple[DateTold, ...] = ()
    authors: tuple[AuthorsTold, ...] = ()
    publisher: str | None = None
    language: str | None = None
    image: str | None = None
    section: str | None = None
    paywalled: bool | None = None


def read(tree: HtmlElement, url: str | None) -> PageFacts:
    """Gives what the page at `url` (None: nobody knows) says of itself."""
    nodes, meta = json_ld.articles(tree), page_meta.read(tree)
    outlets = meta.all(page_meta.OUTLETS[:1]) + [
        name for node in nodes for name in json_ld.names(node.get("publisher"))
    ]
    pictures = [*meta.all(page_meta.IMAGES), *filter(None, map(json_ld.image, nodes))]
    sections = [*filter(None, (json_ld.text(node, "articleSection") for node in nodes)), *meta.all(page_meta.SECTIONS)]
    free = next((free for free in (*map(json_ld.is_free, nodes), meta.is_free) if free is not None), None)
    return PageFacts(
        canonical=page_address.told(tree, url),
        title=meta.first(page_meta.TITLES)
        or next(filter(None, (json_ld.text(one, "headline") for one in nodes)), None),
        dates=_dates(tree, nodes, meta, url),
        authors=_authors(tree, nodes, meta),
        publisher=next(iter([*outlets, *meta.all(page_meta.OUTLETS[1:])]), "").lstrip("@") or None,
        language=_language(tree, meta),
        image=next(filter(None, (addresses.absolute(one, url or "") for one in pictures)), None),
        section=" ".join(sections[0].split())[:LONGEST_SECTION] if sections else None,
        paywalled=None if free is None else not free,
    )


def _dates(
    tree: HtmlElement, nodes: list[json_ld.Node], meta: page_meta.PageMeta, url: str | None
) -> tuple[DateTold, ...]:
    found = [told_dates.told("json-ld", str(node["datePublished"])) for node in nodes if node.get("datePublished")][:1]
    found += [told_dates.told("meta", written) for written in meta.all(page_meta.DATES)[:3]]
    if not any(found):
        found += [told_dates.told("page", written) for written in islice(shown_dates(tree), 2)]
    found.append(told_dates.of_address(url) if url else None)
    return tuple(one for one in found if one is not None)


def _authors(tree: HtmlElement, nodes: list[json_ld.Node], meta: page_meta.PageMeta) -> tuple[AuthorsTold, ...]:
    written = next(filter(None, (json_ld.names(node.get("author")) for node in nodes)), ())
    named = [name for name in meta.all(page_meta.AUTHORS) if not re.match(r"https?:|www\.|@|/", name)]
    found = [
        AuthorsTold(source="json-ld", names=written),
        AuthorsTold(source="meta", names=_apart(named)),
    ]
    if not any(one.names for one in found):
        found.append(AuthorsTold(source="page", names=shown_authors(tree)))
    return tuple(one for one in found if one.names)


def _apart(written: list[str]) -> tuple[str, ...]:
    parts = [part for one in written for part in _BETWEEN.split(_BY.sub("", one))]
    return tuple(dict.fromkeys(part for part in parts if part))


def _language(tree: HtmlElement, meta: page_meta.PageMeta) -> str | None:
    root = tree.getroottree().getroot()
    for told in (root.get("lang") or "", *meta.all(page_meta.LOCALES)):
        short = re.match(r"[a-zA-Z]{2,3}(?=$|[-_])", told.strip())
        if short:
            return short[0].lower()
    return None
