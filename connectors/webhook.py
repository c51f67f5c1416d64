"""Webhooks as the Standard Webhooks specification has them: signed, bounded, and to public addresses alone."""

import asyncio
import base64
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from config.alerts import KEY_PREFIX
from config.model import Fetching
from connectors.fetch_failure import said_plainly
from connectors.freshness import retry_after
from connectors.session import open_session
from connectors.status import refusal
from schemas.errors import FetchError
from schemas.redact import redact


def signed(key: str, message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """Gives the headers of a message: its id (the same at every attempt), the time of this attempt, and the signature
    of both and the body by HMAC-SHA256. A key that begins with `whsec_` is base64, any other is taken as it is.
    """
    secret = base64.b64decode(key.removeprefix(KEY_PREFIX)) if key.startswith(KEY_PREFIX) else key.encode()
    stamp = str(int(now.timestamp()))
    mac = hmac.new(secret, b".".join((message_id.encode(), stamp.encode(), body)), sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mac.digest()).decode()}",
    }


async def post(settings: Fetching, url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Sends a body of JSON; returns where it was taken (2xx). Redirects are not followed, and no answer is read.

    Every failure is a FetchError of one sentence. `settings` bounds time and addresses.
    """
    sent = {"Content-Type": "application/json", **headers}
    with said_plainly(url, settings, "alerts.allow_private_addresses"):
        async with (
            asyncio.timeout(settings.timeout),
            open_session(settings) as session,
            session.post(url, data=body, headers=sent, allow_redirects=False) as response,
        ):
            if 200 <= response.status < 300:
                return
            wait = retry_after(response.headers, datetime.now(UTC))
            raise FetchError(f"{redact(url)}: {refusal(response.status)}", status=response.status, retry_after=wait)
