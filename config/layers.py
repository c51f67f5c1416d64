"""Lays what file, environment and flags give over each other, and remembers where each value came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from config.document import Document
from config.keys import Path, by_path, dotted
from config.mistakes import Mistake
from config.values import words
from schemas.printable import one_line

VARIABLE = "PLEDGEWIRE_"
FILE_VARIABLE = "PLEDGEWIRE_CONFIG"
NOT_OURS = ("PLEDGEWIRE_CONFIG", "PLEDGEWIRE_TEST_")
"""Variables that are no keys: the file's name, and what the tests tell each other."""


@dataclass(frozen=True)
class Origin:
    """Where a value came from: a line of a file, a variable, or a flag."""

    source: str
    line: int | None = None
    folder: FilePath | None = None

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"


@dataclass
class Layers:
    """Everything given so far: nested data, and the origin of each path in it."""

    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, Origin] = field(default_factory=dict)
    mistakes: list[tuple[Origin, Mistake]] = field(default_factory=list)

    def origin(self, path: Path) -> Origin | None:
        """Gives where a path, or else what holds it or is in it, came from."""
        above = (self.origins[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.origins)
        below = (origin for known, origin in self.origins.items() if known[: len(path)] == path)
        return next(above, None) or next(below, None)

    def given(self, path: Path) -> Any:
        """Gives what stands at a path, as it was written; None where nothing does."""
        inside: Any = self.data
        for name in path:
            if isinstance(inside, list) and name.isdigit() and int(name) < len(inside):
                inside = inside[int(name)]
            else:
                inside = inside.get(name) if isinstance(inside, dict) else None
        return inside

    def lay_document(self, document: Document, file: FilePath) -> None:
        """Lays a file under what comes later."""
        self.data = document.data
        for path, line in document.lines.items():
            self.origins[path] = Origin(str(file), line, file.absolute().parent)

    def lay(self, path: Path, value: str, origin: Origin) -> None:
        """Lays one value over what is there; an empty text takes away what was there, so that the default holds."""
        try:
            "".join((*path, value)).encode()
        except UnicodeEncodeError:
            self._wrong(path, origin, "is not UTF-8 text")
            return
        holder = self._holder(path, origin)
        if holder is None:
            return
        name = path[-1]
        for known in [known for known in self.origins if known[: len(path)] == path]:
            del self.origins[known]
        if isinstance(holder, list):
            index = int(name)
            holder[index : index + 1] = [value]
        elif value == "":
            holder.pop(name, None)
            return
        else:
            holder[name] = value
        self.origins[path] = origin

    def _holder(self, path: Path, origin: Origin) -> Any:
        inside: Any = self.data
        for depth, name in enumerate(path):
            if isinstance(inside, list):
                if not name.isdigit() or int(name) > len(inside):
                    self._wrong(path, origin, f"there is no {dotted(path[: depth + 1])}: {len(inside)} are configured")
                    return None
                if depth < len(path) - 1:
                    if int(name) == len(inside):
                        inside.append({})
                    elif isinstance(inside[int(name)], str):  # a feed given by its address alone
                        inside[int(name)] = {"url": inside[int(name)]}
            elif not isinstance(inside, dict):
                self._wrong(path, origin, f"cannot be set: {dotted(path[:depth])} is one text")
                return None
            if depth == len(path) - 1:
                return inside
            following = path[depth + 1]
            if isinstance(inside, dict):
                inside.setdefault(name, [] if following.isdigit() else {})
                if isinstance(inside[name], str) and following.isdigit():  # a list written as one text
                    inside[name] = list(words(inside[name]) or ())
            inside = inside[int(name) if isinstance(inside, list) else name]
        return None

    def _wrong(self, path: Path, origin: Origin, sentence: str) -> None:
        self.mistakes.append((origin, Mistake(path, sentence)))


def from_environment(environ: Mapping[str, str]) -> Iterator[tuple[Path, str, Origin]]:
    """Gives what PLEDGEWIRE_… variables say; empty ones say nothing (Compose passes on what is unset as empty)."""
    for name in sorted(environ):
        if name.startswith(VARIABLE) and not name.startswith(NOT_OURS) and environ[name] != "":
            path = tuple(name.removeprefix(VARIABLE).lower().split("__"))
            yield path, environ[name], Origin(one_line(name, longest=80))


def from_flags(overrides: Mapping[str, str]) -> Iterator[tuple[Path, str, Origin]]:
    """Gives what `--set key=value` says."""
    for name, value in overrides.items():
        yield tuple(name.strip().split(".")), value, Origin(f"--set {one_line(name, longest=80)}")


def seen_on_the_command_line(layers: Layers, overrides: Mapping[str, str]) -> None:
    """Notes a secret given by a flag as a mistake, since every user of the machine can list the flags of a command."""
    for path, _, origin in from_flags(overrides):
        key = by_path(path)
        if key is not None and key.secret:
            variable = VARIABLE + "__".join(path).upper()
            sentence = f"would show on the machine's list of processes: use {dotted(path)}_file or {variable}"
            layers.mistakes.append((origin, Mistake(path, sentence)))
