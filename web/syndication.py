"""The alerts of a saved search as feeds: Atom 1.0 (RFC 4287) and RSS 2.0."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from pipeline.alerts.message import html_of, link_of, said
from schemas.alert import Alert
from schemas.ids import moment
from schemas.printable import one_line, printable
from schemas.saved import SavedSearch

MOST = 50
ATOM, RSS = "application/atom+xml", "application/rss+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_NO_XML = re.compile("[\ufffe\uffff]")

ET.register_namespace("atom", _ATOM)
ET.register_namespace("dc", _DC)


def atom(saved: SavedSearch, alerts: Sequence[Alert], site: str) -> bytes:
    """Gives the feed as Atom, the newest first. `site` is the address that ours begin with, such as http://host:8770."""
    feed = ET.Element("feed", {"xmlns": _ATOM})
    _text(feed, "id", f"urn:pledgewire:saved:{saved.saved_id}")
    _text(feed, "title", f"{saved.name} · pledgewire")
    _text(feed, "updated", _iso(_changed(saved, alerts)))
    ET.SubElement(feed, "link", {"rel": "self", "type": ATOM, "href": f"{site}/saved/{saved.name}.atom"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/saved"})
    _text(feed, "generator", "pledgewire")
    for alert in alerts:
        entry = ET.SubElement(feed, "entry")
        _text(entry, "id", f"urn:pledgewire:alert:{alert.alert_id}")
        _text(entry, "title", _title(alert))
        _text(entry, "updated", _iso(moment(alert.at)))
        _text(entry, "published", _iso(moment(alert.article.when)))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _link(alert, site)})
        _text(ET.SubElement(entry, "author"), "name", _outlet(alert))
        for kind in _kinds(alert):
            ET.SubElement(entry, "category", {"term": kind})
        _text(entry, "content", html_of(alert), type="html")
    return _written(feed)


def rss(saved: SavedSearch, alerts: Sequence[Alert], site: str) -> bytes:
    """Gives the feed as RSS, the newest first."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", f"{saved.name} · pledgewire")
    _text(channel, "link", f"{site}/saved")
    _text(channel, "description", f"What the saved search {saved.name} found, each story once.")
    _text(channel, "lastBuildDate", format_datetime(_changed(saved, alerts), usegmt=True))
    _text(channel, "generator", "pledgewire")
    own = {"rel": "self", "type": RSS, "href": f"{site}/saved/{saved.name}.rss"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", own)
    for alert in alerts:
        item = ET.SubElement(channel, "item")
        _text(item, "title", _title(alert))
        _text(item, "link", _link(alert, site))
        _text(item, "guid", f"urn:pledgewire:alert:{alert.alert_id}", isPermaLink="false")
        _text(item, "pubDate", format_datetime(moment(alert.at), usegmt=True))
        _text(item, f"{{{_DC}}}creator", _outlet(alert))
        for kind in _kinds(alert):
            _text(item, "category", kind)
        _text(item, "description", html_of(alert))
    return _written(root)


def _changed(saved: SavedSearch, alerts: Sequence[Alert]) -> datetime:
    return max(moment(alert.at) for alert in alerts) if alerts else moment(saved.changed)


def _title(alert: Alert) -> str:
    title = one_line(alert.article.title) or alert.article.article_id
    if alert.kind == "story":
        return title
    return f"{said(alert.claims[0])} – {title}" if alert.claims else title


def _outlet(alert: Alert) -> str:
    return one_line(alert.article.publisher or alert.article.site or "") or "unknown"


def _link(alert: Alert, site: str) -> str:
    return link_of(alert) or f"{site}/article/{alert.article.article_id}"


def _kinds(alert: Alert) -> list[str]:
    return list(dict.fromkeys(kind for claim in alert.claims for kind in claim.types))


def _iso(found: datetime) -> str:
    return found.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _NO_XML.sub("\ufffd", printable(text))


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    found: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return found
