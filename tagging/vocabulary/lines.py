"""A file whose texts hold one phrase a line: each phrase with the line that it stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import VocabularyError
from tagging.vocabulary.nodes import Kind, compose, convert, line_of


@dataclass(frozen=True, slots=True)
class Source:
    """A file, read: `name` is what it is called in errors and explanations."""

    name: str
    root: Any

    def read(self, kind: type[Kind]) -> Kind:
        """Gives the file as one of our types. Raises VocabularyError with `file:line: key:`."""
        return convert(self.root, kind, self.name)

    def place(self, keys: Sequence[str | int]) -> str:
        """Gives `file:line` of what the keys lead to, or of the last of them that there is."""
        node = self.root
        for key in keys:
            below = _below(node, key)
            if below is None:
                break
            node = below
        return f"{self.name}:{line_of(node)}"

    def phrases(self, keys: Sequence[str | int]) -> Iterator[tuple[str, str]]:
        """Gives each phrase of the text that the keys lead to, with its `file:line`; none where there is no text."""
        node = self.root
        for key in keys:
            node = _below(node, key)
            if node is None:
                return
        # What is written after `|` begins on the next line.
        first = line_of(node) + (node.style in ("|", ">"))
        for number, line in enumerate(node.value.splitlines()):
            if line.strip():
                yield line.strip(), f"{self.name}:{first + number}"


def source(path: Path, name: str) -> Source:
    """Reads a file. Raises VocabularyError where it holds no mapping."""
    root = compose(path, name)
    if not isinstance(root, yaml.MappingNode):
        raise VocabularyError(f"{name}:1: the file must be a mapping")
    return Source(name, root)


def _below(node: Any, key: str | int) -> Any:
    if isinstance(key, int):
        return node.value[key] if isinstance(node, yaml.SequenceNode) and key < len(node.value) else None
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)
