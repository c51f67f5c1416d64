"""Every key that a configuration can have, read off the model: its path, what it means, what it is by default."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import Any, get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from config.model import Config
from config.section import Section

Path = tuple[str, ...]
"""Where a value is: `("feeds", "1", "every")`. In a Key, `*` stands for any number."""


@dataclass(frozen=True)
class Key:
    """One key: a single value, a list, or a whole section (`section` is then its class)."""

    path: Path
    field: FieldInfo
    section: type[Section] | None = None

    @property
    def description(self) -> str:
        """One line on what it means."""
        if self.section is not None and not self.field.description:
            return (self.section.__doc__ or "").strip().splitlines()[0]
        return self.field.description or ""

    @property
    def examples(self) -> tuple[str, ...]:
        """Texts that would be right, where a pattern would not tell."""
        inner = [note for part in get_args(self.field.annotation) for note in getattr(part, "__metadata__", ())]
        found = [self.field.examples, *(getattr(note, "examples", None) for note in inner)]
        return tuple(str(example) for example in next((some for some in found if some), ()))

    @property
    def default(self) -> Any:
        """What holds where nothing is given; None also where there is no default."""
        value = self.field.get_default(call_default_factory=False)
        return None if value is PydanticUndefined else value

    @property
    def secret(self) -> bool:
        """Whether its value must never be shown."""
        return SecretStr in _types(self.field.annotation)

    @property
    def choices(self) -> tuple[str, ...]:
        """What it, or each item of its list, must be one of; nothing where any text would do."""
        return tuple(part for part in _types(self.field.annotation) if isinstance(part, str))

    @property
    def place(self) -> bool:
        """Whether it names a file or folder."""
        return FilePath in _types(self.field.annotation)


def _types(annotation: Any) -> list[Any]:
    inner = (found for part in get_args(annotation) for found in _types(part))
    return [annotation, *inner]


def _walk(section: type[Section], above: Path) -> Iterator[Key]:
    for name, field in section.model_fields.items():
        path = (*above, name)
        inner = [part for part in _types(field.annotation) if isinstance(part, type) and issubclass(part, Section)]
        below = inner[0] if inner else None
        yield Key(path, field, below)
        if below is not None:
            yield from _walk(below, path if field.annotation is below else (*path, "*"))


@cache
def keys() -> tuple[Key, ...]:
    """Gives every key, sections before what is in them, in the model's order."""
    return tuple(_walk(Config, ()))


def by_path(path: Path) -> Key | None:
    """Gives the key at a path, or None where there is none; `feeds.3` is the key `feeds` itself."""
    wanted = tuple("*" if part.isdigit() else part for part in path)
    wanted = wanted[:-1] if wanted and wanted[-1] == "*" else wanted
    return next((key for key in keys() if key.path == wanted), None)


def dotted(path: Path) -> str:
    """Gives a path as people write it: `feeds.1.every`."""
    return ".".join(path)
