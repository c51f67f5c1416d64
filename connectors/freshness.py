"""What a server says of when to come again: Cache-Control, Expires and Retry-After, in seconds (RFC 9111, RFC 9110)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST = 366 * 86_400.0
"""Seconds beyond which nobody means what they say; no number from outside may overflow a date."""

_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?(\d{1,20})"?\s*(?:,|$)', re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|,)\s*no-(?:store|cache)\s*(?:,|$|=)", re.IGNORECASE)


def max_age(headers: Mapping[str, str], now: datetime) -> float | None:
    """Gives for how many seconds an answer stays fresh, or None where its headers do not say so.

    `headers` ignore case. `max-age` beats `Expires`; what the answer has spent in caches on its way (`Age`) is over.
    """
    control = headers.get("Cache-Control", "")
    if _NOT_KEPT.search(control):
        return None
    if told := _MAX_AGE.search(control):
        return _bounded(float(told[1]) - (_seconds(headers.get("Age")) or 0.0))
    expires = _moment(headers.get("Expires"))
    if expires is None:
        return None
    return _bounded((expires - (_moment(headers.get("Date")) or now)).total_seconds()) or None


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Gives for how many seconds a server that refuses wants to be left alone, or None where it does not say so."""
    told = headers.get("Retry-After")
    wait = _seconds(told)
    if wait is not None:
        return _bounded(wait)
    until = _moment(told)
    return None if until is None else _bounded((until - now).total_seconds())


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), MOST)


def _seconds(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"[0-9]{1,20}", text := text.strip()) else None


def _moment(text: str | None) -> datetime | None:
    """HTTP's dates are GMT, also where a server leaves that out."""
    try:
        found = parsedate_to_datetime(text or "")
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
