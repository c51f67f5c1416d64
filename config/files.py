"""The files that a configuration points at: secrets are read from theirs, and the others must be there."""

import os
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from config.keys import Path, by_path, dotted, keys
from config.layers import Layers
from config.mistakes import Mistake
from config.model import Config

LARGEST_SECRET = 10_000
MUST_EXIST = ("ca_file", "cert_file", "key_file")


def places(layers: Layers) -> None:
    """Makes a relative path that a file gives relative to that file's folder, wherever the command is typed."""
    for path, origin in layers.origins.items():
        key, given = by_path(path), layers.given(path)
        if key is None or not key.place or not origin.folder or not isinstance(given, str):
            continue
        try:
            place = str(origin.folder / FilePath(given).expanduser())
        except RuntimeError:  # a user without a home: the model says so
            continue
        holder = layers.given(path[:-1])
        if isinstance(holder, list):
            holder[int(path[-1])] = place
        else:
            holder[path[-1]] = place


def secrets(layers: Layers) -> Iterator[Mistake]:
    """Puts what a `…_file` key names in the place of the secret itself; gives what could not be read, and why."""
    for path in [path for key in keys() if key.secret for path in _everywhere(layers.data, key.path)]:
        name = path[-1]
        by_file = (*path[:-1], f"{name}_file")
        holder = _holder(layers.data, path)
        place = holder.get(f"{name}_file")
        if not isinstance(place, str):
            continue
        if name in holder:
            yield Mistake(by_file, f"and {dotted(path)} are both given: keep one of the two")
            continue
        try:
            with FilePath(place).expanduser().open("rb") as opened:
                secret = opened.read(LARGEST_SECRET + 1).decode().rstrip("\r\n")
        except (OSError, ValueError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            reason = "its user has no home" if isinstance(error, RuntimeError) else reason
            yield Mistake(by_file, f"{place} cannot be read ({reason})")
            continue
        if not secret or len(secret) > LARGEST_SECRET or "\n" in secret:
            yield Mistake(by_file, f"{place} must hold one line, the secret and nothing else")
            continue
        holder[name] = secret
        origin = layers.origin(by_file)
        if origin is not None:
            layers.origins[path] = origin


def missing(config: Config) -> Iterator[Mistake]:
    """Gives every file named that is not there or may not be read."""
    for place, section in (("kafka", config.kafka), ("elasticsearch", config.elasticsearch)):
        for name in MUST_EXIST:
            file = getattr(section, name, None)
            if file is not None and (wrong := _unreadable(file)):
                yield Mistake((place, name), wrong)
    if config.vocabulary is not None and not (os.access(config.vocabulary, os.X_OK) and config.vocabulary.is_dir()):
        yield Mistake(("vocabulary",), f"there is no folder {config.vocabulary} that may be read")


def _unreadable(file: FilePath) -> str:
    try:
        file.open("rb").close()
    except FileNotFoundError:
        return f"there is no file {file}"
    except OSError as error:
        return f"{file} cannot be read ({error.strerror})"
    return ""


def _everywhere(data: dict[str, Any], path: Path) -> Iterator[Path]:
    """Gives a key's path, and where it is one of a list's items, its path in each of those that are given."""
    if "*" not in path:
        yield path
        return
    at = path.index("*")
    items = _inside(data, path[:at])
    for number in range(len(items) if isinstance(items, list) else 0):
        yield from _everywhere(data, (*path[:at], str(number), *path[at + 1 :]))


def _inside(data: Any, path: Path) -> Any:
    for name in path:
        if isinstance(data, list):
            data = data[int(name)] if name.isdigit() and int(name) < len(data) else None
        else:
            data = data.get(name) if isinstance(data, dict) else None
    return data


def _holder(data: dict[str, Any], path: Path) -> dict[str, Any]:
    inside = _inside(data, path[:-1])
    return inside if isinstance(inside, dict) else {}
