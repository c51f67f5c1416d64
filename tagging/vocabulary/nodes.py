"""YAML as nodes that know their lines, made into our types: a mistake is answered with file, line and key.

No tag in a file ever makes an object: only mappings, lists and words are read.
"""

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from schemas.errors import VocabularyError
from tagging.vocabulary.entries import RIGHT

MAX_FILE = 8_000_000
"""Bytes of one file; a file that is larger is a mistake."""
_DEPTH = 12
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Kind = TypeVar("Kind", bound=msgspec.Struct)


def compose(path: Path, name: str) -> Any:
    """Gives the root node of a file, None where it holds nothing. Raises VocabularyError; `name` stands in it."""
    if path.stat().st_size > MAX_FILE:
        raise VocabularyError(f"{name}: is larger than {MAX_FILE:,} bytes; split it")
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{name}: byte {error.start} is not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise VocabularyError(f"{name}:{line}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}: is not YAML: {error}") from error


def convert(node: Any, kind: type[Kind], name: str, key: str = "") -> Kind:
    """Gives a node as one of our types; `key` is its own, such as `persons.3`.

    Raises VocabularyError with `file:line: key:` and what would be right.
    """
    try:
        return msgspec.convert(_plain(node, name), kind)
    except msgspec.ValidationError as error:
        sentence, _, path = str(error).partition(" - at `")
        at, keys = _follow(node, path.rstrip("`"), sentence)
        told = ".".join(part for part in (key, keys) if part) or "entry"
        raise VocabularyError(f"{name}:{line_of(at)}: {told}: {_plainly(sentence)}") from error


def line_of(node: Any) -> int:
    """Gives the line that a node starts on, from 1."""
    return int(node.start_mark.line) + 1


def _plainly(sentence: str) -> str:
    """Gives msgspec's sentence for people: an example in place of a regular expression."""
    _, found, pattern = sentence.partition("matching regex ")
    example = next((right for start, right in RIGHT.items() if found and pattern.strip("'").startswith(start)), None)
    if example is not None:
        return f"must be written like {example}"
    if sentence.startswith("Invalid enum value"):
        return f"there is no {sentence.rpartition(' ')[2]}; the JSON Schema beside our file lists what there is"
    return sentence[0].lower() + sentence[1:].replace("`str`", "a text").replace("`object`", "a mapping").replace(
        "`array`", "a list"
    )


def _plain(node: Any, name: str, depth: int = 0) -> Any:
    """Gives the node as lists, dicts, booleans and strings; numbers and dates stay the words that were written."""
    if depth > _DEPTH:
        raise VocabularyError(f"{name}:{line_of(node)}: is nested too deeply")
    if isinstance(node, yaml.MappingNode):
        plain = {}
        for key, value in node.value:
            if str(key.value) in plain:
                raise VocabularyError(f"{name}:{line_of(key)}: {key.value}: stands here twice")
            plain[str(key.value)] = _plain(value, name, depth + 1)
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, name, depth + 1) for value in node.value]
    if node.tag == "tag:yaml.org,2002:bool" and node.value in ("true", "false"):
        return node.value == "true"
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return node.value


def _follow(node: Any, path: str, sentence: str) -> tuple[Any, str]:
    """Gives the node that msgspec's path leads to, as near as the path tells, and the keys on the way."""
    keys: list[str] = []
    steps = re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", path)
    for place, (field, index) in enumerate(steps):
        if field and isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == field), node)
            keys.append(field)
        elif index.isdigit() and isinstance(node, yaml.SequenceNode):
            node = node.value[int(index)]
            keys.append(index)
        elif index == "..." and isinstance(node, yaml.MappingNode):
            key, node = next(
                ((key, value) for key, value in node.value if not _is_phrases(value, steps[place + 1 :])), (None, node)
            )
            keys += [str(key.value)] if key else []
    named = re.search(r"unknown field `(\w+)`", sentence)
    if named and isinstance(node, yaml.MappingNode):
        node = next((key for key, _ in node.value if key.value == named[1]), node)
        keys.append(named[1])
    return node, ".".join(keys)


def _is_phrases(node: Any, steps: list[tuple[str, str]]) -> bool:
    """Tells whether the phrases of one language are a list whose item that the steps lead to is a text."""
    if not isinstance(node, yaml.SequenceNode):
        return False
    place = int(steps[0][1]) if steps and steps[0][1].isdigit() else -1
    return place >= len(node.value) or place < 0 or isinstance(node.value[place], yaml.ScalarNode)
