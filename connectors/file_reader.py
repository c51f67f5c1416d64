"""One file at a time to its articles: text, HTML, JSON lines, web archives."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from connectors import plain_text, records, warc
from connectors.assemble import Known
from connectors.cleaner import Cleaner
from connectors.page import Page
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.errors import InputError

MAX_BYTES = 15_000_000
"""Bytes of a text or HTML file, and of one line of JSON: what is larger is no article."""
CLEAN_SECONDS = 10.0
STDIN = Path("-")

_TEXT, _HTML = frozenset((".txt", ".text", ".md")), frozenset((".html", ".htm", ".xhtml"))
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
SUFFIXES = (*_TEXT, *_HTML, *_LINES, *warc.SUFFIXES)
"""How the names of files end in which articles are looked for."""


class Reader:
    """Reads one file after another; a context manager. The cleaning processes start when the first HTML comes."""

    def __init__(self, *, url: str | None = None, clean_timeout: float = CLEAN_SECONDS) -> None:
        self._url, self._timeout, self._stack = url, clean_timeout, ExitStack()
        self._cleaner: Cleaner | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def file(self, path: Path, now: datetime) -> Iterator[CleanedArticle | Refused]:
        """Gives each article in a file, of the version `now`, and why where there is none; `-` is standard input."""
        self._now = now
        where = "standard input" if path == STDIN else str(path)
        name = "stdin" if path == STDIN else path.name
        try:
            with self._open(path) as stream:
                lower = name.lower()
                if lower.endswith(warc.SUFFIXES):
                    yield from self._archive(stream, where)
                    return
                if lower.endswith(_LINES):
                    yield from self._lines(stream, where)
                    return
                raw = stream.read(MAX_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            yield Refused(where=where, why=f"cannot be read ({getattr(error, 'strerror', None) or error})")
            return
        if len(raw) > MAX_BYTES:
            yield Refused(where=where, why=f"is larger than {MAX_BYTES // 1_000_000} MB")
        elif not raw.strip():
            yield Refused(where=where, why="is empty")
        else:
            yield from self._whole(raw, where, Path(name))

    def _open(self, path: Path) -> BinaryIO:
        if path == STDIN:
            return sys.stdin.buffer
        if not path.is_file():
            raise OSError("it is no regular file")
        packed = path.suffix.lower() == ".gz" and not path.name.lower().endswith(warc.SUFFIXES)
        return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]

    def _whole(self, raw: bytes, where: str, name: Path) -> Iterator[CleanedArticle | Refused]:
        suffix, start = name.suffix.lower(), raw[:1_000].lstrip().lower()
        known = Known(url=self._url)
        if suffix not in _TEXT and suffix not in _HTML and start.startswith(b"{"):
            yield from self._lines(iter(raw.splitlines()), where)
        elif suffix in _HTML or (
            suffix not in _TEXT and start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml"))
        ):
            yield self._page(Page(html=raw, known=known, url=self._url, stem=name.stem, where=where))
        elif b"\x00" in raw[:1_000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
            yield Refused(where=where, why="is no text")
        else:
            yield plain_text.clean(raw, known, now=self._now, where=where, stem=name.stem)

    def _lines(self, stream: "BinaryIO | Iterator[bytes]", where: str) -> Iterator[CleanedArticle | Refused]:
        for number, line in enumerate(_bounded_lines(stream), start=1):
            at = f"{where}, line {number}"
            if len(line) > MAX_BYTES:
                yield Refused(where=at, why=f"is longer than {MAX_BYTES // 1_000_000} MB")
            elif line.strip():
                yield self._record(line, at)

    def _record(self, line: bytes, where: str) -> CleanedArticle | Refused:
        try:
            found = records.read(line)
        except InputError as error:
            return Refused(where=where, why=str(error))
        if isinstance(found, CleanedArticle):
            return found
        stem = records.content_stem(found)
        if found.text:
            return records.clean(found, now=self._now, where=where, stem=stem)
        html = found.html.encode("utf-8", "replace")
        return self._page(
            Page(
                html=html,
                url=found.known.url,
                known=found.known,
                title=found.title,
                stem=stem,
                where=where,
                charset="utf-8",
            )
        )

    def _archive(self, stream: BinaryIO, where: str) -> Iterator[CleanedArticle | Refused]:
        for found in warc.pages(stream, where, self._now):
            yield found if isinstance(found, Refused) else self._page(found.page, found.fetched)

    def _page(self, wanted: Page, fetched: datetime | None = None) -> CleanedArticle | Refused:
        if self._cleaner is None:
            self._cleaner = self._stack.enter_context(Cleaner(timeout=self._timeout, workers=1))
        return self._cleaner.clean(wanted, fetched or self._now)


def _bounded_lines(stream: "BinaryIO | Iterator[bytes]") -> Iterator[bytes]:
    """Gives lines; of one that is too long its beginning alone, a byte over the limit, and the rest is passed over."""
    if not hasattr(stream, "readline"):
        yield from stream
        return
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)
            if not line:
                return
