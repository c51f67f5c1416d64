"""Who is told of alerts, and how: webhooks, mail, and what apprise reaches.

A saved search names receivers by addresses without secrets or by names of the configuration, which alone has secrets.
"""

import re
from typing import Literal

from msgspec import Struct, field

from config.model import Config, Fetching
from connectors import mail, notice, webhook
from pipeline.alerts import message as alert_message
from pipeline.alerts.message import Message
from schemas.endpoints import MailEndpoint
from schemas.errors import FetchError, UsageError
from schemas.printable import one_line
from schemas.redact import redact

Kind = Literal["webhook", "mail", "apprise", "unknown"]
MAILTO = "mailto:"


class Named(Struct, frozen=True):
    """A receiver of the configuration."""

    url: str
    key: str | None = None

    def __repr__(self) -> str:
        return "Named(***)"


class Means(Struct, frozen=True, kw_only=True):
    """What receivers are told with; holds every secret, so it goes from parent to worker over stdin alone."""

    named: dict[str, Named] = field(default_factory=dict)
    signing_key: str | None = None
    mail: MailEndpoint | None = None
    timeout: float = 15.0
    between: float = 15.0
    give_up: float = 3 * 86400.0
    newest: float = 7 * 86400.0
    allow_private_addresses: bool = False
    user_agent: str = "pledgewire"
    contact: str | None = None

    def __repr__(self) -> str:
        return f"Means({', '.join(self.named)})"


def means_of(config: Config) -> Means:
    """Gives what the configuration tells."""
    alerts, server = config.alerts, config.mail
    return Means(
        named={
            each.name: Named(each.url.get_secret_value(), each.key.get_secret_value() if each.key else None)
            for each in config.receivers
            if each.url is not None
        },
        signing_key=alerts.signing_key.get_secret_value() if alerts.signing_key else None,
        mail=MailEndpoint(
            host=server.host,
            port=server.port,
            sender=server.sender,
            tls=server.tls,
            username=server.username,
            password=server.password.get_secret_value() if server.password else None,
        )
        if server.host and server.sender
        else None,
        timeout=alerts.timeout,
        between=alerts.between,
        give_up=alerts.give_up,
        newest=alerts.newest,
        allow_private_addresses=alerts.allow_private_addresses,
        user_agent=config.fetching.user_agent,
        contact=config.fetching.contact,
    )


def known(to: str, means: Means) -> str:
    """Gives a receiver as it may be saved. Raises UsageError where it cannot be told, or would bring a secret along."""
    shown = one_line(redact(to) if "://" in to else to, longest=80)
    if to in means.named:
        return to
    if to.startswith(MAILTO):
        if re.fullmatch(r"mailto:[^\s@()<>;,\"?]+@[^\s@()<>;,\"?]+", to) is None or len(to) > 300:
            raise UsageError(f"--to {shown}: is no mail address: write mailto:news@example.org")
        if means.mail is None:
            raise UsageError(f"--to {shown}: needs mail.host and mail.sender in the configuration")
        return to
    if to.startswith(("https://", "http://")):
        if redact(to) != to:
            raise UsageError(
                f"--to {shown}: may hold a secret, which Kafka would keep in clear: put it into receivers of the "
                "configuration, and write its name here"
            )
        if means.signing_key is None:
            raise UsageError(f"--to {shown}: needs alerts.signing_key, which webhooks are signed with")
        return to
    names = ", ".join(sorted(means.named)) or "none is configured"
    raise UsageError(f"--to {shown}: write https://…, mailto:…, or the name of a receiver ({names})")


class Receivers:
    """Tells receivers; one attempt each, bounded by the configured time."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._bounds = Fetching(
            timeout=means.timeout,
            silence_timeout=means.timeout,
            connect_timeout=min(10.0, means.timeout),
            allow_private_addresses=means.allow_private_addresses,
            user_agent=means.user_agent,
            contact=means.contact,
        )

    def kind(self, to: str) -> Kind:
        """Gives how a receiver is told; unknown where no configuration of this process has it."""
        url = self._address(to)
        if url is None:
            return "unknown"
        if url.startswith(MAILTO):
            return "mail"
        return "webhook" if url.startswith(("https://", "http://")) else "apprise"

    async def tell(self, to: str, message: Message) -> None:
        """Sends a message. Raises FetchError of one sentence that shows no secret.

        Delivery: at least once; every attempt at a message carries the same id.
        """
        url, kind = self._address(to), self.kind(to)
        if url is None:
            raise FetchError(f"{to}: is no receiver of this configuration")
        try:
            if kind == "mail":
                await self._mail(url, message)
            elif kind == "webhook":
                await self._webhook(to, url, message)
            else:
                await notice.notify(
                    url, alert_message.subject(message), alert_message.plain(message), self._means.timeout
                )
        except FetchError as error:
            # A path may be a secret too, so a configured receiver is called by its name.
            reason = str(error).removeprefix(f"{redact(url)}: ")
            raise FetchError(f"{to}: {reason}", status=error.status, retry_after=error.retry_after) from None

    def _address(self, to: str) -> str | None:
        named = self._means.named.get(to)
        return named.url if named else to if ":" in to else None

    async def _webhook(self, to: str, url: str, message: Message) -> None:
        named = self._means.named.get(to)
        key = (named.key if named else None) or self._means.signing_key
        if key is None:
            raise FetchError("has no key to be signed with: set alerts.signing_key")
        body = alert_message.payload(message)
        await webhook.post(self._bounds, url, body, webhook.signed(key, message.message_id, body, message.at))

    async def _mail(self, url: str, message: Message) -> None:
        server = self._means.mail
        if server is None:
            raise FetchError("needs mail.host and mail.sender in the configuration")
        built = alert_message.mail(message, server.sender, url.removeprefix(MAILTO))
        await mail.send(server, built, self._means.timeout)
