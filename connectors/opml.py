"""Lists of feeds as OPML, with folders as tags (opml.org/spec2)."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from xml.etree import ElementTree as Tree
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parse as parse_xml
from msgspec import Struct

from connectors.charset import decode
from connectors.text.characters import one_line
from schemas.errors import InputError

MOST_BYTES = 10_000_000
MOST_FEEDS = 50_000
_MOST_TAGS = 20
_LONGEST_NAME = 200
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})", re.IGNORECASE)
_APART = re.compile(r"[,/]")


class Listed(Struct, frozen=True, kw_only=True):
    """One feed of a list: its address as it stands there, what it is called, and the folders that it lies in."""

    url: str
    name: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None


def read(body: bytes, where: str) -> tuple[Listed, ...]:
    """Gives the feeds of a list, in its order, each address once. Raises InputError where it is none.

    A folder within a folder makes two tags; so do the parts of `category`. Nothing in the list is fetched.
    """
    import listparser

    if len(body) > MOST_BYTES:
        raise InputError(f"{where}: is larger than {MOST_BYTES // 1_000_000} MB")
    _harmless(body, where)
    # listparser does not look at the encoding that XML declares.
    told = _DECLARED.search(body[:500])
    found = listparser.parse(decode(body, told[1].decode("ascii") if told else None).text.encode())
    if not str(found.version).startswith("opml"):
        raise InputError(f"{where}: is no OPML")
    return tuple(
        Listed(url=feed.url, name=_name(feed.title, feed.url), tags=_tags(feed.categories))
        for feed in found.feeds[:MOST_FEEDS]
    )


def _name(title: str, url: str) -> str | None:
    """An outline must have a text, so lists give the address again where a feed has no name."""
    name = one_line(title)[:_LONGEST_NAME]
    return name if name and name != url else None


def _harmless(body: bytes, where: str) -> None:
    try:
        parse_xml(BytesIO(body), ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise InputError(f"{where}: holds a DOCTYPE or entities, which no list of feeds needs") from error
    except (SAXException, ValueError, LookupError):
        return  # listparser reads what is not well formed, and knows no entities but HTML's


def _tags(categories: Iterable[Iterable[str]]) -> tuple[str, ...]:
    names = (one_line(name)[:_LONGEST_NAME] for path in categories for name in path)
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST_TAGS]


def write(feeds: Iterable[Listed], *, title: str, now: datetime) -> str:
    """Gives OPML 2.0: each feed once, in the folder of its first tag, with all its tags as categories."""
    root = Tree.Element("opml", version="2.0")
    head = Tree.SubElement(root, "head")
    Tree.SubElement(head, "title").text = title
    Tree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = Tree.SubElement(root, "body")
    folders: dict[str, Tree.Element] = {}
    for feed in feeds:
        parent = body
        if feed.tags:
            name = feed.tags[0]
            if name not in folders:
                folders[name] = Tree.SubElement(body, "outline", text=name, title=name)
            parent = folders[name]
        Tree.SubElement(parent, "outline", _attributes(feed))
    Tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _attributes(feed: Listed) -> dict[str, str]:
    name = feed.name or feed.url
    found = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
    # A comma or a stroke parts categories; a tag that holds one is told by its folder alone.
    categories = ",".join(tag for tag in feed.tags if not _APART.search(tag))
    if categories:
        found["category"] = categories
    if feed.language:
        found["language"] = feed.language
    return found
