"""Reads a YAML file as plain keys and texts, and keeps on which line each stands.

Only maps, lists and scalars are read. Scalars stay text (the model knows what a key should be, so `language: no` stays
Norwegian and a password of digits keeps its zeros). Tags, anchors and aliases are refused: no object can be made, and
no small file can unfold into a large one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from config.keys import Path, dotted
from schemas.errors import ConfigError
from schemas.printable import one_line

LARGEST = 1_000_000
"""Bytes of a configuration file: thousands of feeds."""
DEEPEST = 8
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that leave a key as if it were not there."""


@dataclass
class Document:
    """What a file says: nested dicts, lists and texts, and for each path the line it stands on (from 1)."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)


def read(file: FilePath) -> Document:
    """Gives what the file says. Raises ConfigError with file and line."""
    return parse(_text(file), one_line(str(file)))


def parse(text: str, name: str) -> Document:
    """Gives what `text` says; `name` stands in the errors. Raises ConfigError with name and line."""
    try:
        return _Reader(iter(YAML(typ="safe", pure=True).parse(text)), name).document()
    except MarkedYAMLError as error:
        unclosed = "end of stream" in str(error.problem) or "stream end" in str(error.problem)
        mark = (error.context_mark if unclosed else error.problem_mark) or error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ConfigError(f"{name}:{line}: {_plainly(error)}") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(f"{name}:{line}: holds a character that no text holds: take it away") from None
    except (YAMLError, ValueError) as error:
        raise ConfigError(f"{name}: is not YAML: {one_line(str(error), longest=100)}") from None


def _text(file: FilePath) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise ConfigError(
            f"{file}: there is no such file; `pledgewire config example` prints one to start from"
        ) from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from None
    if len(content) > LARGEST:
        raise ConfigError(f"{file}: is larger than {LARGEST // 1_000_000} MB, so it is hardly a configuration")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line}: is not UTF-8 text: save the file as UTF-8") from None


def _plainly(error: MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "is not YAML")
    if "'\\t'" in problem:
        return "a tab cannot indent here: use spaces"
    if "mapping values are not allowed" in problem:
        return "a second colon on this line, or a wrong indent: put a value that holds a colon in quotes"
    if "cannot start any token" in problem:
        return f"{problem.replace('found character', 'a value cannot start with').split(' that ')[0]}: put it in quotes"
    if "unexpected end of stream" in problem or "stream end" in problem:
        return "something opened here is never closed: a quote or a bracket is missing"
    if "',' or ']'" in problem or "',' or '}'" in problem:
        return "a comma or a closing bracket is missing before this"
    if "block end" in problem or "expected <block" in problem:
        return "the indent does not fit the lines above: keys of one section start in the same column"
    return f"is not YAML: {one_line(problem, longest=100)}"


class _Reader:
    """Turns events into values, never deeper than DEEPEST."""

    def __init__(self, events: Iterator[Event], name: str) -> None:
        self._events = events
        self._name = name
        self._lines: dict[Path, int] = {}

    def document(self) -> Document:
        next(self._events)  # the stream's start
        if isinstance(next(self._events), StreamEndEvent):
            return Document()
        first = next(self._events)
        value = self._value(first, ())
        next(self._events)  # the document's end
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            raise self._error(after, "a second document begins (---): keep one")
        if value is None:
            return Document()
        if not isinstance(value, dict):
            raise self._error(first, "is no configuration: write keys with values, such as `feeds:`")
        return Document(value, self._lines)

    def _value(self, event: Event, path: Path) -> Any:
        if isinstance(event, AliasEvent):
            raise self._error(event, "aliases (*name) are not read here: write the value out")
        if isinstance(event, NodeEvent) and event.anchor is not None:
            raise self._error(event, "anchors (&name) are not read here: write the value where it is needed")
        if getattr(event, "ctag", None) is not None:
            raise self._error(event, "tags (!name) are not read here: write the plain value")
        if len(path) > DEEPEST:
            raise self._error(event, f"is nested more than {DEEPEST} levels deep")
        if isinstance(event, ScalarEvent):
            return None if event.style is None and event.value in NOTHING else self._whole(event)
        if isinstance(event, SequenceStartEvent):
            return self._list(path)
        return self._section(path)

    def _list(self, path: Path) -> list[Any]:
        found: list[Any] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            inner = (*path, str(len(found)))
            self._lines[inner] = event.start_mark.line + 1
            value = self._value(event, inner)
            if value is not None:
                found.append(value)
        return found

    def _section(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                self._value(event, path)
                raise self._error(event, "a key must be one word before a colon")
            inner = (*path, self._whole(event))
            if inner in self._lines:
                key = one_line(dotted(inner), longest=80)
                raise self._error(event, f"{key}: is given twice, first on line {self._lines[inner]}: keep one")
            self._lines[inner] = event.start_mark.line + 1
            value = self._value(next(self._events), inner)
            if value is not None:
                found[inner[-1]] = value
        return found

    def _whole(self, event: ScalarEvent) -> str:
        """Joins the halves of characters that were written as two escapes, as JSON does."""
        try:
            return str(event.value).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            raise self._error(event, "holds half a character (a lone surrogate): take it away") from None

    def _error(self, event: Event, sentence: str) -> ConfigError:
        return ConfigError(f"{self._name}:{event.start_mark.line + 1}: {sentence}")
