"""Reads the files of a vocabulary, so that a mistake is answered with its file, line and key."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from schemas.errors import VocabularyError
from tagging.vocabulary.entries import RIGHT, SECTIONS, Entry

MAX_FILE = 8_000_000
"""Bytes of one file; a file that is larger is a mistake."""
_DEPTH = 12
CLAIMS = ("claims", "guarantee-types.yaml")
"""What in the folder is the language of claims, which tagging.lexicon reads."""

Kind = TypeVar("Kind", bound=Entry)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands, as `file:line`."""

    entry: Entry
    place: str


def content_hash(folder: Path) -> str:
    """Gives 16 hexadecimal characters that change with any file of the vocabulary."""
    hashed = hashlib.sha256()
    for path in _files(folder):
        content = path.read_bytes()
        hashed.update(f"{path.relative_to(folder).as_posix()}:{len(content)}:".encode())
        hashed.update(content)
    return hashed.hexdigest()[:16]


def read(folder: Path) -> dict[str, list[Placed]]:
    """Gives the entries of all files of the folder, by section.

    Raises VocabularyError with `file:line: key:` and what would be right.
    """
    if not folder.is_dir():
        raise VocabularyError(f"{folder}: no such folder; a vocabulary is a folder of YAML files")
    found: dict[str, list[Placed]] = {section: [] for section in SECTIONS}
    paths = [path for path in _files(folder) if _lists_names(path, folder)]
    if not paths:
        raise VocabularyError(f"{folder}: there is no .yaml file in it")
    for path in paths:
        for section, placed in _read_file(path, path.relative_to(folder).as_posix()):
            found[section].append(placed)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def _lists_names(path: Path, folder: Path) -> bool:
    """Tells whether a file lists names; the language of claims is read elsewhere (tagging.lexicon)."""
    return path.relative_to(folder).parts[0] not in CLAIMS


def _read_file(path: Path, name: str) -> Iterator[tuple[str, Placed]]:
    if path.stat().st_size > MAX_FILE:
        raise VocabularyError(f"{name}: is larger than {MAX_FILE:,} bytes; split it")
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{name}: byte {error.start} is not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise VocabularyError(f"{name}:{line}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}: is not YAML: {error}") from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise VocabularyError(f"{name}:1: the file must be a mapping with some of the keys {', '.join(SECTIONS)}")
    for key, value in root.value:
        kind = SECTIONS.get(str(key.value))
        if kind is None:
            raise VocabularyError(f"{name}:{_line(key)}: {key.value}: unknown key; there are {', '.join(SECTIONS)}")
        if not isinstance(value, yaml.SequenceNode):
            raise VocabularyError(f"{name}:{_line(value)}: {key.value}: must be a list of entries")
        for node in value.value:
            yield str(key.value), Placed(_entry(node, kind, name), f"{name}:{_line(node)}")


def _entry(node: Any, kind: type[Kind], name: str) -> Kind:
    try:
        return msgspec.convert(_plain(node, name), kind)
    except msgspec.ValidationError as error:
        sentence, _, path = str(error).partition(" - at `")
        at, keys = _follow(node, path.rstrip("`"), sentence)
        raise VocabularyError(f"{name}:{_line(at)}: {keys or 'entry'}: {_plainly(sentence)}") from error


def _plainly(sentence: str) -> str:
    """Gives msgspec's sentence for people: an example in place of a regular expression."""
    _, found, pattern = sentence.partition("matching regex ")
    example = next((right for start, right in RIGHT.items() if found and pattern.strip("'").startswith(start)), None)
    if example is not None:
        return f"must be written like {example}"
    return sentence[0].lower() + sentence[1:].replace("`str`", "a text").replace("`object`", "a mapping").replace(
        "`array`", "a list"
    )


def _plain(node: Any, name: str, depth: int = 0) -> Any:
    """Gives the node as lists, dicts, booleans and strings; numbers and dates stay the words that were written."""
    if depth > _DEPTH:
        raise VocabularyError(f"{name}:{_line(node)}: is nested too deeply")
    if isinstance(node, yaml.MappingNode):
        plain = {}
        for key, value in node.value:
            if str(key.value) in plain:
                raise VocabularyError(f"{name}:{_line(key)}: {key.value}: stands here twice")
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


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1
