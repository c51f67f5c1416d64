"""What a robots.txt says to us (RFC 9309), read by protego from text that nobody vouches for."""

import math
import re

from msgspec import Struct
from protego import Protego

MOST_BYTES = 512_000
"""What is read of a robots.txt; the RFC wants 500 KiB at the least."""
LONGEST_DELAY = 30.0
"""Seconds beyond which a crawl-delay is not honoured: with more, a feed of twenty entries takes a day to read."""

_AGENT = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
_OTHERS = "User-agent: others"


class Rules(Struct, frozen=True):
    """What a site allows us; `weight` grows with the memory that it takes."""

    parsed: Protego | None = None
    token: str = ""
    weight: int = 0

    def allow(self, url: str) -> bool:
        """Whether we may fetch the page at `url`."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.token))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two fetches, up to LONGEST_DELAY; 0 where it does not say."""
        told = self.parsed.crawl_delay(self.token) if self.parsed else None
        return min(max(float(told), 0.0), LONGEST_DELAY) if told and not math.isnan(told) else 0.0


def read(body: bytes, token: str) -> Rules:
    """Gives the rules for the product token `token`, of the first MOST_BYTES of a robots.txt."""
    if len(body) > MOST_BYTES:
        # The last line is broken, and half of a path would shut us out of more than was meant.
        body = body[:MOST_BYTES].rpartition(b"\n")[0]
    lines = body.decode("utf-8-sig", "replace").splitlines()
    text = "\n".join(_for_us(line, token) for line in lines)
    return Rules(Protego.parse(text), token, len(text))


def _for_us(line: str, token: str) -> str:
    """Gives a line in which all robots but us have one name.

    A group of ten thousand names with ten thousand rules would be a hundred million of protego's; and protego takes the
    rules of a robot whose name begins as ours does for our own.
    """
    found = _AGENT.match(line)
    if found is None:
        return line
    name = found[1].strip().lower()
    if name != "*":
        name = name.partition("/")[0].replace("*", "").strip()
    return f"User-agent: {name}" if name in ("*", token) else _OTHERS
