"""Finds what a template says without marking it for translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import nodes

from web.languages import ENGLISH
from web.rendering import environment

_SAID = ("aria-label", "title", "placeholder", "alt")
"""Attributes that people read or hear."""
_SAME = {"pledge", "wire", "pledgewire", "JSON", "API", "lang", "en"}
"""Names, and what is the same in every language."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"


class _Text(HTMLParser):
    """Collects text and the attributes that people read, but for code and keys."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value or "" for name, value in attrs if name in _SAID]
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"code", "kbd", "script", "style"} & set(self._open[-1:]):
            self.said.append(data)


def unmarked(source: str) -> list[str]:
    """Gives the words in a template that are in no call of gettext."""
    tree = environment(ENGLISH).parse(source)
    text = _Text()
    text.feed("".join(_written(tree)))
    text.close()
    found = [word for said in (*text.said, *_constants(tree)) for word in _LETTERS.findall(said)]
    return [word for word in found if word not in _SAME]


def _written(tree: nodes.Node) -> Iterator[str]:
    for output in tree.find_all(nodes.Output):
        for child in output.nodes:
            yield child.data if isinstance(child, nodes.TemplateData) else _HOLE


def _constants(tree: nodes.Node) -> Iterator[str]:
    """Gives the strings that are put out as they stand: `{{ "one" if … else "other" }}`, `{{ … or "none" }}`."""
    for output in tree.find_all(nodes.Output):
        for child in output.nodes:
            yield from _put_out(child)


def _put_out(node: nodes.Node | None) -> Iterator[str]:
    match node:
        case nodes.Const(value=str() as value):
            yield value
        case nodes.CondExpr():
            yield from _put_out(node.expr1)
            yield from _put_out(node.expr2)
        case nodes.Or() | nodes.And():
            yield from _put_out(node.left)
            yield from _put_out(node.right)
        case nodes.Concat():
            for part in node.nodes:
                yield from _put_out(part)
        case nodes.Filter() if node.name not in ("replace", "join"):
            yield from _put_out(node.node)
