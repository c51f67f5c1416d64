"""Texts that only we can have written, each for one purpose: cursors, sessions, the tokens of forms."""

import base64
import binascii
import hashlib
import hmac
import secrets

LONGEST = 8_000
_SIGNED = 16
_KEY = secrets.token_bytes(32)
"""Drawn at each start: what is signed outlives no restart."""


def signed(body: bytes, purpose: str) -> str:
    """Gives the body with its signature, as a text for addresses, forms and cookies."""
    return base64.urlsafe_b64encode(_signature(body, purpose) + body).decode().rstrip("=")


def unsigned(text: str, purpose: str) -> bytes | None:
    """Gives the body of a text that was signed for this purpose; None for any other text."""
    try:
        raw = base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text[:LONGEST]) % 4))
    except (binascii.Error, ValueError):
        return None
    signature, body = raw[:_SIGNED], raw[_SIGNED:]
    return body if hmac.compare_digest(signature, _signature(body, purpose)) else None


def _signature(body: bytes, purpose: str) -> bytes:
    return hmac.new(_KEY, purpose.encode() + b"\0" + body, hashlib.sha256).digest()[:_SIGNED]
