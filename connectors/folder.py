"""What lies in a watched folder, and which of it is whole: files that are still being written are left alone."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from connectors.files import files_in
from schemas.errors import InputError

MOST_FILES = 100_000
"""Files of one folder that are looked at, by their order; further ones wait until those before them are gone."""
SETTLED = 2.0
"""Seconds for which a file must stay as it is before it counts as whole."""
CHUNK = 1 << 20


class Lying(Struct, frozen=True):
    """A file as the file system tells it: its path within the folder, bytes, and nanoseconds since 1970."""

    folder: Path
    name: str
    size: int
    modified: int

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.name


def look(folder: Path) -> list[Lying]:
    """Gives the files that can be read as articles, in the order of their names.

    Links are left out: whoever may write into the folder must not have us read what lies elsewhere.
    Raises InputError where the folder is not there, or may not be read.
    """
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise InputError(f"{folder}: cannot be watched ({error.strerror})") from error
    found: list[Lying] = []
    for path in files_in(folder):
        lying = _as_it_lies(folder, path)
        if lying is not None:
            found.append(lying)
            if len(found) == MOST_FILES:
                break
    return found


def still_lies(lying: Lying) -> bool:
    """Whether a file is still as it was when it was looked at."""
    return _as_it_lies(lying.folder, lying.path) == lying


def _as_it_lies(folder: Path, path: Path) -> Lying | None:
    try:
        told = path.lstat()
    except OSError:
        return None  # it went away since its folder was listed
    if not stat.S_ISREG(told.st_mode):
        return None
    return Lying(folder, str(path.relative_to(folder)), told.st_size, told.st_mtime_ns)


def content(path: Path) -> str:
    """Gives the SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class Settling:
    """Tells the files that have stayed as they are for SETTLED seconds from those that may still be written."""

    def __init__(self) -> None:
        self._since: dict[Lying, float] = {}

    def whole(self, lying: Iterable[Lying], now: float) -> list[Lying]:
        """Gives those of the files that are whole; `now` is in seconds of a clock that only goes forward."""
        listed = list(lying)
        self._since = {one: self._since.get(one, now) for one in listed}
        return [one for one in listed if now - self._since[one] >= SETTLED]
