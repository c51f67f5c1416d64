"""The address that a page says is its own, believed where that makes sense."""

from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from connectors import addresses

MOST_LINKS = 300
"""Links and metas that are looked at; what a page says of itself stands in its head."""


def told(tree: HtmlElement, url: str | None) -> str | None:
    """Gives what rel=canonical says, else og:url, of the page at `url` (None: nobody knows); None where neither helps.

    Believed where it stays with the site's owner, is no front page in place of an article, and is not what the page
    says is the AMP copy of it.
    """
    links = [(link.get("rel") or "", link) for link in islice(tree.iter("link"), MOST_LINKS)]
    copies = {addresses.absolute(link, url or "") for link in _told(links, "amphtml")}
    for link in chain(_told(links, "canonical"), _open_graph(tree)):
        address = addresses.absolute(link, url or "")
        if address is None or address in copies:
            continue
        if url is None or (addresses.same_owner(address, url) and _says_more(address, url)):
            return address
    return None


def _told(links: list[tuple[str, HtmlElement]], relation: str) -> Iterator[str]:
    for relations, link in links:
        if relation in relations.lower().split():
            yield link.get("href") or ""


def _open_graph(tree: HtmlElement) -> Iterator[str]:
    for meta in islice(tree.iter("meta"), MOST_LINKS):
        if "og:url" in ((meta.get("property") or "").lower(), (meta.get("name") or "").lower()):
            yield meta.get("content") or ""


def _says_more(address: str, url: str) -> bool:
    return urlsplit(address).path.strip("/") != "" or urlsplit(url).path.strip("/") == ""
