"""What holds at last: every value with where it came from, and no secret."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from pydantic import SecretStr

from config.keys import Path, by_path, dotted
from config.layers import Layers
from config.load import Loaded
from config.section import Section
from schemas.redact import redact

DEFAULT = "default"
HIDDEN = "(hidden)"


class Effective(Struct, frozen=True):
    """One key, its value as it may be shown, and its origin: `default`, `file:line`, a variable or a flag."""

    key: str
    value: Any
    origin: str


def effective(loaded: Loaded) -> Iterator[Effective]:
    """Gives every single value of the configuration, in the model's order."""
    for path, value in _leaves(loaded.config, ()):
        yield Effective(dotted(path), _shown(path, value), _origin(loaded.layers, path))


def _leaves(section: Section, above: Path) -> Iterator[tuple[Path, Any]]:
    for name in type(section).model_fields:
        value, path = getattr(section, name), (*above, name)
        if isinstance(value, Section):
            yield from _leaves(value, path)
        elif isinstance(value, tuple) and value and isinstance(value[0], Section):
            for number, item in enumerate(value):
                yield from _leaves(item, (*path, str(number)))
        else:
            yield path, value


def _shown(path: Path, value: Any) -> Any:
    if isinstance(value, SecretStr):
        return HIDDEN
    key = by_path(path)
    if key is not None and key.place and value is not None:
        return str(value)
    if isinstance(value, str) and "://" in value:
        return redact(value)
    return list(value) if isinstance(value, tuple) else value


def _origin(layers: Layers, path: Path) -> str:
    holder = layers.given(path[:-1])
    given = layers.given(path) is not None or (isinstance(holder, str) and path[-1] == "url")
    origin = layers.origin(path) if given else None
    return str(origin) if origin else DEFAULT
