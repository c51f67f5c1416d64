"""Files of JSON lines that pledgewire printed, read back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from schemas.errors import InputError

Kind = TypeVar("Kind")
LONGEST_LINE = 20_000_000
"""Bytes of one line: far over any article with its tags."""


def lines(path: Path, kind: type[Kind], what: str) -> Iterator[Kind]:
    """Gives the lines of a file. `what` says what one is. Raises InputError with file and line where one is not."""
    decoder = msgspec.json.Decoder(kind)
    try:
        with path.open("rb") as opened:
            number = 0
            while line := opened.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield _decoded(decoder, line, f"{path}:{number}: is no {what}")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def _decoded(decoder: "msgspec.json.Decoder[Kind]", line: bytes, otherwise: str) -> Kind:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{otherwise}: {error}") from error
