"""What is packed with gzip, unpacked to no more than is wanted."""

import zlib

from schemas.errors import FetchError

_GZIP = 16 + zlib.MAX_WBITS


def is_gzip(body: bytes) -> bool:
    """Whether the bytes say of themselves that they are packed with gzip."""
    return body.startswith(b"\x1f\x8b")


def gunzip(body: bytes, most: int, where: str) -> bytes:
    """Gives the bytes unpacked, members one after the other. Raises FetchError that begins with `where`.

    Never more than `most` bytes are made; what would give more, or is broken, is an error.
    """
    unpacked = bytearray()
    while is_gzip(body):
        member = zlib.decompressobj(_GZIP)
        try:
            unpacked += member.decompress(body, most + 1 - len(unpacked))
        except zlib.error as error:
            raise FetchError(f"{where}: is packed with gzip, and broken") from error
        if len(unpacked) > most:
            raise FetchError(f"{where}: is more than {most / 1e6:g} MB unpacked")
        if not member.eof:
            raise FetchError(f"{where}: is packed with gzip, and breaks off")
        body = member.unused_data
    return bytes(unpacked)
