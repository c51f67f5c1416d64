"""What a page's JSON-LD says of its article (schema.org: NewsArticle and its like)."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml.html import HtmlElement

Node = dict[str, Any]

MOST_JSON = 500_000
"""Characters of one script that are read; a news page has a few thousand."""
MOST_SCRIPTS = 20
_DEEPEST = 8
_MOST_NODES = 100
_ARTICLE = re.compile(r"Article|Posting|Report")
_NO_NAME = re.compile(r"https?:|www\.|@")
_AROUND = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$|;\s*$")


def articles(tree: HtmlElement) -> list[Node]:
    """Gives the objects that describe an article, in the page's order; broken scripts are passed over."""
    scripts = [script for script in tree.iter("script") if script.get("type") == "application/ld+json"]
    return [
        node
        for script in scripts[:MOST_SCRIPTS]
        for node in _nodes(_document(script.text or ""), 0)
        if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in _list(node.get("@type")))
    ]


def names(value: Any) -> tuple[str, ...]:
    """Gives the names of persons or organizations, however they are nested; addresses in their place are no names."""
    found = []
    for one in _list(value):
        name = one.get("name") if isinstance(one, dict) else one
        found += [each.strip() for each in _list(name) if isinstance(each, str) and each.strip()]
    return tuple(name for name in found if not _NO_NAME.match(name))


def text(node: Node, key: str) -> str | None:
    """Gives a value that is text, or the first text of a list."""
    return next((one.strip() for one in _list(node.get(key)) if isinstance(one, str) and one.strip()), None)


def image(node: Node) -> str | None:
    """Gives the address of the article's picture."""
    for one in _list(node.get("image")):
        address = one.get("url") or one.get("contentUrl") if isinstance(one, dict) else one
        if isinstance(address, str) and address.strip():
            return address.strip()
    return None


def is_free(node: Node) -> bool | None:
    """Gives whether all of it can be read by anybody, where it says so."""
    said = [
        _truth(one.get("isAccessibleForFree")) for one in (node, *_list(node.get("hasPart"))) if isinstance(one, dict)
    ]
    told = [one for one in said if one is not None]
    return all(told) if told else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower().rpartition("/")[2]) if isinstance(value, str) else None


def _document(written: str) -> Any:
    if len(written) > MOST_JSON:
        return None
    for attempt in (written, _AROUND.sub("", _AROUND.sub("", written))):
        try:
            return msgspec.json.decode(attempt)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            pass
        try:
            return json.loads(attempt, strict=False)  # line ends within strings are common
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)
    elif isinstance(value, list):
        for one in value[:_MOST_NODES]:
            yield from _nodes(one, depth + 1)


def _list(value: Any) -> list[Any]:
    return value[:_MOST_NODES] if isinstance(value, list) else [] if value is None else [value]
