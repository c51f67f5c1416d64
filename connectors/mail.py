"""Mail over SMTP, bounded in time."""

import asyncio
import ssl
from email.message import EmailMessage

import aiosmtplib

from schemas.endpoints import MailEndpoint
from schemas.errors import FetchError
from schemas.printable import one_line

UNTRUSTED = "has no certificate that can be trusted, or does not speak TLS"


async def send(server: MailEndpoint, message: EmailMessage, timeout: float) -> None:  # noqa: ASYNC109 (bounds the whole)
    """Hands a message to the server, which has it when this returns. Every failure is a FetchError of one sentence."""
    where = f"the mail server {server.host}"
    try:
        async with asyncio.timeout(timeout):
            await aiosmtplib.send(
                message,
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.tls == "tls",
                start_tls=server.tls == "starttls",
                timeout=timeout,
            )
    except aiosmtplib.SMTPAuthenticationError:
        raise FetchError(f"{where} does not let us in: mail.username and mail.password must be right") from None
    except aiosmtplib.SMTPRecipientsRefused:
        raise FetchError(f"{where} refuses the receiver") from None
    except aiosmtplib.SMTPResponseException as error:
        # What a server says may repeat what it was sent; its code is enough.
        raise FetchError(f"{where} refuses it ({error.code})") from None
    except (TimeoutError, aiosmtplib.SMTPTimeoutError):
        raise FetchError(f"{where} took longer than {timeout:g} s") from None
    except ssl.SSLError:
        raise FetchError(f"{where} {UNTRUSTED}") from None
    except aiosmtplib.SMTPException as error:
        if isinstance(error.__cause__, ssl.SSLError):
            raise FetchError(f"{where} {UNTRUSTED}") from None
        raise FetchError(f"{where}: {_plainly(error)}") from None
    except (OSError, ValueError):
        raise FetchError(f"{where} does not answer") from None


def _plainly(error: aiosmtplib.SMTPException) -> str:
    if isinstance(error, aiosmtplib.SMTPConnectError):
        return "does not answer, or does not speak TLS as mail.tls says"
    return one_line(str(error), longest=120) or "does not take it"
