"""The piece of HTML that a feed gives as an entry's text, as plain text with a line for each paragraph."""

import re

from lxml import etree, html

_BLOCKS = frozenset(
    (
        *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"),
        *("tr", "table", "pre", "figure", "figcaption", "hr", "header", "footer", "aside"),
    )
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "iframe", "object", "figure", "svg", "head"))


def text_of(fragment: str) -> str:
    """Gives the text that a reader would see; "" for what no parser can read."""
    if not fragment.strip():
        return ""
    try:
        root = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    pieces: list[str] = []
    depth_unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        named = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            depth_unseen += named in _UNSEEN
            pieces.append("\n" if named in _BLOCKS else "")
            pieces.append("" if depth_unseen else _flat(node.text))
            continue
        if event == "end":
            depth_unseen -= named in _UNSEEN
            pieces.append("\n" if named in _BLOCKS else "")
        pieces.append("" if depth_unseen or node is root else _flat(node.tail))
    return "".join(pieces).strip()


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
