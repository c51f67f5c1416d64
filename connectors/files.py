"""Articles that lie on disk or come on standard input: text, HTML, JSON lines and web archives."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from connectors.file_reader import CLEAN_SECONDS, STDIN, SUFFIXES, Reader
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.errors import InputError


def read(
    paths: Iterable[str | os.PathLike[str]],
    *,
    now: datetime,
    url: str | None = None,
    clean_timeout: float = CLEAN_SECONDS,
) -> Iterator[CleanedArticle | Refused]:
    """Gives each article in the files and folders, in the order of `paths` and of names within a folder.

    Folders are read with all that lie in them, hidden ones left out; `-` is standard input. Each article's version is
    `now`; `url`, where given, is the address of a file's article. What gives no article comes as Refused.
    Raises InputError before anything is read where a path does not exist.
    """
    return (found for _, found in read_with_files(paths, now=now, url=url, clean_timeout=clean_timeout))


def read_with_files(
    paths: Iterable[str | os.PathLike[str]],
    *,
    now: datetime,
    url: str | None = None,
    clean_timeout: float = CLEAN_SECONDS,
) -> Iterator[tuple[Path, CleanedArticle | Refused]]:
    """Gives what `read` gives, each with the file that it came from (`-` for standard input)."""
    wanted = [Path(path) for path in paths]
    for path in wanted:
        if path != STDIN and not path.exists():
            raise InputError(f"{path}: there is no such file or folder")
    return _all(wanted, now, url, clean_timeout)


def _all(
    paths: list[Path], now: datetime, url: str | None, clean_timeout: float
) -> Iterator[tuple[Path, CleanedArticle | Refused]]:
    with Reader(url=url, clean_timeout=clean_timeout) as reader:
        for path in paths:
            files = list(files_in(path)) if path.is_dir() else [path]
            if not files:
                yield path, Refused(where=str(path), why="holds no .txt, .html, .jsonl or .warc file")
            for file in files:
                for found in reader.file(file, now):
                    yield file, found


def files_in(folder: Path) -> Iterator[Path]:
    """Gives the files below a folder whose names say that articles are in them, in the order of their names."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES) and name.lower() != "readme.md":
                yield Path(parent, name)
