"""Notices by whatever apprise reaches. It is an extra: `pip install apprise` beside pledgewire.

Its addresses are secrets that the configuration alone holds, and it connects wherever they lead, also to this machine.
"""

import asyncio
import logging
from typing import Any

from schemas.errors import FetchError

# It would write addresses, which are secrets, into the log.
logging.getLogger("apprise").disabled = True


async def notify(url: str, title: str, body: str, timeout: float) -> None:  # noqa: ASYNC109 (bounds the whole)
    """Sends a notice of plain text. Raises FetchError where apprise is not there, or could not deliver it in time."""
    sender = await asyncio.to_thread(_sender, url)
    try:
        sent = await asyncio.wait_for(sender.async_notify(title=title, body=body, body_format="text"), timeout)
    except TimeoutError:
        raise FetchError(f"took longer than {timeout:g} s") from None
    if not sent:
        raise FetchError("apprise could not deliver it")


def _sender(url: str) -> Any:
    """Loads apprise's plugins the first time, which takes a second."""
    try:
        import apprise
    except ImportError:
        raise FetchError("needs apprise, which is not installed: `pip install apprise` beside pledgewire") from None
    sender = apprise.Apprise()
    if not sender.add(url):
        raise FetchError("apprise does not understand its url")
    return sender
