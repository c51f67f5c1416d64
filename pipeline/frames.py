"""Length-prefixed msgpack frames between the enrich worker and its tagging process."""

import struct
from asyncio import StreamReader
from typing import BinaryIO, TypeVar

import msgspec

Shape = TypeVar("Shape")
_LENGTH = struct.Struct(">I")
_ENCODER = msgspec.msgpack.Encoder()


def pack(item: object) -> bytes:
    """Gives one frame."""
    body = _ENCODER.encode(item)
    return _LENGTH.pack(len(body)) + body


def read(stream: BinaryIO, shape: type[Shape]) -> Shape:
    """Gives the next frame, waiting for it. Raises EOFError where the stream ends."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return msgspec.msgpack.decode(body, type=shape)


async def receive(stream: StreamReader, shape: type[Shape]) -> Shape:
    """Gives the next frame, waiting for it. Raises asyncio.IncompleteReadError where the stream ends."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return msgspec.msgpack.decode(await stream.readexactly(length), type=shape)
