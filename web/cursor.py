"""Cursors: where a walk stands, as a text that only we can write and that only its own question may bring back."""

import base64
import binascii
import hashlib
import hmac
import secrets
import zlib

import msgspec

from schemas.errors import UsageError
from search.walk import Place

BEGIN = "*"
LONGEST = 8_000
_SIGNED = 16
_KEY = secrets.token_bytes(32)
"""Drawn at each start: a cursor outlives no restart, and Elasticsearch forgets its walk soon anyway."""


def written(place: Place, asked: str) -> str:
    """Gives the cursor of a place; `asked` is the question, in words that are the same for the same question."""
    body = zlib.compress(msgspec.json.encode(place))
    return base64.urlsafe_b64encode(_sign(body, asked) + body).decode().rstrip("=")


def read(cursor: str, asked: str) -> Place | None:
    """Gives the place of a cursor, None for the beginning. Raises UsageError for a text that is no cursor of ours."""
    if cursor == BEGIN:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor[:LONGEST] + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    signature, body = raw[:_SIGNED], raw[_SIGNED:]
    if not hmac.compare_digest(signature, _sign(body, asked)):
        raise UsageError("this cursor belongs to another question or is over: begin anew with cursor=*")
    return msgspec.json.decode(zlib.decompress(body), type=Place)


def _sign(body: bytes, asked: str) -> bytes:
    return hmac.new(_KEY, asked.encode() + b"\0" + body, hashlib.sha256).digest()[:_SIGNED]
