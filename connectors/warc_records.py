"""The records of a WARC file as bounded bytes, one after another; what is broken is said, and what follows it goes on.

warcio reads on in silence where a gzip member is broken, and keeps a header line of any length, so the file is taken
apart here, and warcio gets one record at a time (docs/decisions/0071).
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

MOST_BYTES = 16_000_000
"""Bytes of one record that are kept: a page of the largest size that is cleaned, with its headers."""
LONGEST_LINE = 16_384
MOST_HEADERS = 200
CHUNK = 65_536

_MAGIC = b"\x1f\x8b\x08"
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)


class Record(Struct, frozen=True):
    """A record's own bytes, headers first; `whole` is false where it goes on beyond MOST_BYTES."""

    raw: bytes
    whole: bool = True


class Broken(Struct, frozen=True):
    """A place where no record could be read: `why` goes on from the record's number."""

    why: str


def records(file: BinaryIO) -> Iterator[Record | Broken]:
    """Gives what a WARC file holds, packed with gzip (as a whole or each record by itself) or not; it must be seekable.

    Memory stays within a few times MOST_BYTES, whatever the file's size.
    """
    if file.read(len(_MAGIC)) != _MAGIC:
        file.seek(0)
        yield from _split(io.BufferedReader(file, CHUNK) if isinstance(file, io.RawIOBase) else file)
        return
    following: int | None = 0
    while (start := following) is not None:
        member = _Member(file, start)
        try:
            yield from _split(io.BufferedReader(member, CHUNK))
            following = _next_member(file, member.end)
        except (zlib.error, EOFError):
            yield Broken("is packed with gzip, and broken")
            following = _next_member(file, start + 1)


class _Member(io.RawIOBase):
    """One gzip member as a stream of what it holds. Raises EOFError where the file ends before it."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file, self._packed = file, zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._input = b""
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._packed.eof:
            self._input = self._input or self._file.read(CHUNK)
            if not self._input:
                raise EOFError
            unpacked = self._packed.decompress(self._input, len(buffer))
            self._input = self._packed.unconsumed_tail
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)
        return 0

    @property
    def end(self) -> int:
        """Where the member ends in the file, once it was read to its end."""
        return self._file.tell() - len(self._packed.unused_data)


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next member that holds a record begins, at `start` or after it."""
    file.seek(start)
    block, offset = file.read(CHUNK), start
    while len(block) >= len(_MAGIC):
        for match in re.finditer(re.escape(_MAGIC), block):
            if _begins_a_record(file, offset + match.start()):
                return offset + match.start()
        # The magic bytes may lie across two blocks.
        offset += len(block) - len(_MAGIC) + 1
        file.seek(offset)
        block = file.read(CHUNK)
    return None


def _begins_a_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(file.read(512), 8).startswith(b"WARC/")
    except zlib.error:
        return False


def _split(stream: BinaryIO | io.BufferedReader) -> Iterator[Record | Broken]:
    lost = False
    while line := stream.readline(LONGEST_LINE):
        if line.startswith(b"WARC/"):
            found = _record(stream, line)
            lost = isinstance(found, Broken)
            yield found
        elif line.strip() and not lost:
            lost = True
            yield Broken("does not begin as a record does")


def _record(stream: BinaryIO | io.BufferedReader, first: bytes) -> Record | Broken:
    head = [first]
    for _ in range(MOST_HEADERS):
        head.append(stream.readline(LONGEST_LINE))
        if not head[-1].strip():
            break
    else:
        return Broken("has more headers than a record has")
    told = _LENGTH.search(b"".join(head).replace(b"\r", b""))
    if told is None:
        return Broken("does not tell its length")
    length = int(told[1])
    body = stream.read(min(length, MOST_BYTES))
    left = length - len(body)
    while left and len(body) == MOST_BYTES and (passed := stream.read(min(left, CHUNK))):
        left -= len(passed)
    if left:
        return Broken("breaks off")
    return Record(b"".join((*head, body)), whole=length == len(body))
