"""Cursors: where a walk stands, as a text that only we can write and that only its own question may bring back."""

import zlib

import msgspec

from schemas.errors import UsageError
from search.walk import Place
from web.signed import signed, unsigned

BEGIN = "*"


def written(place: Place, asked: str) -> str:
    """Gives the cursor of a place; `asked` is the question, in words that are the same for the same question."""
    return signed(zlib.compress(msgspec.json.encode(place)), f"cursor {asked}")


def read(cursor: str, asked: str) -> Place | None:
    """Gives the place of a cursor, None for the beginning. Raises UsageError for a text that is no cursor of ours.

    A cursor outlives no restart: Elasticsearch forgets its walk soon anyway.
    """
    if cursor == BEGIN:
        return None
    body = unsigned(cursor, f"cursor {asked}")
    if body is None:
        raise UsageError("this cursor belongs to another question or is over: begin anew with cursor=*")
    return msgspec.json.decode(zlib.decompress(body), type=Place)
