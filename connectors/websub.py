"""WebSub for a subscriber (W3C Recommendation, 23 January 2018): what hubs are asked, and what they send, judged."""

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from msgspec import Struct

SHORTEST_LEASE, LONGEST_LEASE = 300.0, 90 * 86400.0
_LONGEST_TEXT = 4_096
_SIGNATURE = re.compile(r"(sha1|sha256|sha384|sha512)=([0-9a-fA-F]{40,128})")


class Intent(Struct, frozen=True, kw_only=True):
    """What a hub asks us to confirm (that it subscribes us for `lease` seconds), or that it will not, and why."""

    mode: Literal["subscribe", "unsubscribe", "denied"]
    topic: str
    challenge: str = ""
    lease: float | None = None
    reason: str = ""


def token(key: bytes, feed_id: str) -> str:
    """Gives the last part of a feed's callback address: the same for the same key, and not to be guessed without it."""
    return hmac.new(key, b"callback\x00" + feed_id.encode(), sha256).hexdigest()[:40]


def secret(key: bytes, feed_id: str) -> str:
    """Gives what the hub signs a feed's pushes with."""
    return hmac.new(key, b"secret\x00" + feed_id.encode(), sha256).hexdigest()


def best_first(hub: str) -> tuple[str, ...]:
    """Gives the addresses at which to ask a hub: over https, also where it is advertised over http (section 8.2)."""
    return ("https" + hub.removeprefix("http"), hub) if hub.startswith("http://") else (hub,)


def request(*, topic: str, callback: str, lease: float, secret: str | None) -> dict[str, str]:
    """Gives the form with which a hub is asked to subscribe us; a secret should go over https alone (section 5.1)."""
    form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback, "hub.lease_seconds": f"{lease:.0f}"}
    return form | ({"hub.secret": secret} if secret else {})


def intent(query: Mapping[str, str]) -> Intent | None:
    """Gives what a hub's GET says, None where it says nothing that a hub would say."""
    said = {name: query.get(f"hub.{name}", "") for name in ("mode", "topic", "challenge", "lease_seconds", "reason")}
    mode = said["mode"]
    if any(len(value) > _LONGEST_TEXT for value in said.values()) or not said["topic"]:
        return None
    if mode == "denied":
        return Intent(mode="denied", topic=said["topic"], reason=said["reason"])
    if mode not in ("subscribe", "unsubscribe") or not said["challenge"]:
        return None
    seconds = said["lease_seconds"]
    lease = float(seconds) if re.fullmatch(r"[0-9]{1,9}", seconds) else None
    return Intent(
        mode="subscribe" if mode == "subscribe" else "unsubscribe",
        topic=said["topic"],
        challenge=said["challenge"],
        lease=None if lease is None else min(max(lease, SHORTEST_LEASE), LONGEST_LEASE),
    )


def is_signed(header: str, secret: str, body: bytes) -> bool:
    """Whether `X-Hub-Signature` says that who sent the body knows the secret."""
    match = _SIGNATURE.fullmatch(header.strip())
    if match is None:
        return False
    expected = hmac.new(secret.encode(), body, match[1]).hexdigest()
    return hmac.compare_digest(expected, match[2].lower())
