"""Moments as machines write them (ISO 8601, W3C's profile of it) in the one form that is kept."""

from datetime import UTC, datetime

EARLIEST, LATEST = 1980, 2100
"""Years between which news was written."""


def iso(written: object) -> str | None:
    """Gives a moment in UTC with seconds, or None where it is none; a time without a zone is taken as UTC."""
    if not isinstance(written, str) or len(written) > 60:
        return None
    try:
        parsed = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if not EARLIEST <= parsed.year <= LATEST:
        return None
    zoned = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
