"""Bodies that are larger than they may be, as they come over the wire or as they unfold."""

import asyncio
import gzip
import resource
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from tests.connectors.serving import says
from tests.connectors.test_fetch import fetch, refusal

UNFOLDED = 300_000_000


async def _endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


def test_an_endless_body_is_stopped_at_the_limit() -> None:
    assert refusal(_endless, max_bytes=1_000_000) == "is more than 1 MB"


def _gzip(zeros: bytes) -> bytes:
    return gzip.compress(zeros, 9)


def _deflate(zeros: bytes) -> bytes:
    return zlib.compress(zeros, 9)


def _raw_deflate(zeros: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(zeros) + packer.flush()


def _br(zeros: bytes) -> bytes:
    return bytes(brotli.compress(zeros, quality=1))


def _zstd(zeros: bytes) -> bytes:
    return zstandard.compress(zeros, 3)


CODINGS = [("gzip", _gzip), ("deflate", _deflate), ("deflate", _raw_deflate), ("br", _br), ("zstd", _zstd)]


@pytest.mark.parametrize(("coding", "pack"), CODINGS)
def test_a_page_that_is_packed_is_read(coding: str, pack: Callable[[bytes], bytes]) -> None:
    body = "<p>Гарантії безпеки</p>".encode() * 1_000
    assert fetch(says(f"200 OK\r\nContent-Encoding: {coding}", pack(body))).body == body


@pytest.mark.parametrize(("coding", "pack"), CODINGS)
def test_a_bomb_is_stopped_at_the_limit_and_takes_little_memory(coding: str, pack: Callable[[bytes], bytes]) -> None:
    zeros = b"\x00" * UNFOLDED
    bomb = pack(zeros)
    del zeros
    assert len(bomb) < UNFOLDED / 500
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = says(f"200 OK\r\nContent-Encoding: {coding}", bomb)
    assert refusal(answer, max_bytes=15_000_000, timeout=30.0) == "is more than 15 MB"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


@pytest.mark.parametrize("coding", ["gzip, gzip", "compress", "br, gzip", "gzip2"])
def test_a_coding_that_we_did_not_ask_for_is_not_unfolded(coding: str) -> None:
    bomb = _gzip(_gzip(bytes(10_000_000)))
    assert fetch(says(f"200 OK\r\nContent-Encoding: {coding}", bomb)).body == bomb


def test_an_endless_row_of_empty_members_is_refused() -> None:
    answer = refusal(says("200 OK\r\nContent-Encoding: gzip", gzip.compress(b"") * 3_000))
    assert answer == "broke off, or is not what its headers say"


def test_what_unfolds_to_nothing_for_ever_is_stopped_at_the_limit() -> None:
    async def name_without_end(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # RFC 1952, 2.3: the fourth byte says that a file name follows, which ends with a zero byte.
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\xff")
        while True:
            writer.write(b"n" * 65_536)
            await writer.drain()

    assert refusal(name_without_end, max_bytes=1_000_000, timeout=60.0) == "is more than 1 MB"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_body_that_is_not_packed_as_it_says_is_refused(coding: str) -> None:
    answer = refusal(says(f"200 OK\r\nContent-Encoding: {coding}", b"<p>plain text</p>"))
    assert answer in ("is compressed in a way that cannot be read", "broke off, or is not what its headers say")
