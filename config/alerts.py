"""What can be configured of saved searches and alerts: the searches, who is told, and how."""

import base64
import binascii
import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from config.duration import Duration
from config.section import Section
from config.values import Place, Port, Words, alone_or_listed
from schemas.printable import one_line
from schemas.saved import MOST_RECEIVERS, NAME
from schemas.tags import Beneficiary, Stance

SHORTEST_KEY = 24
KEY_PREFIX = "whsec_"
_ADDRESS = r"^[^\s@()<>;,\"]+@[^\s@()<>;,\"]+$"
_QUIET = r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"
_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError(f'"{one_line(text, longest=60)}" is no time zone: write Europe/Kyiv or UTC') from None
    return text


def _key(secret: SecretStr) -> SecretStr:
    written = secret.get_secret_value()
    if written.startswith(KEY_PREFIX):
        try:
            length = len(base64.b64decode(written.removeprefix(KEY_PREFIX), validate=True))
        except binascii.Error:
            raise ValueError(f"is no key: what follows {KEY_PREFIX} is not base64") from None
    else:
        length = len(written.encode())
    if length < SHORTEST_KEY:
        raise ValueError(f"is too short to sign with: {SHORTEST_KEY} bytes are the least")
    return secret


def _receiver(text: str) -> str:
    known = re.fullmatch(rf"{NAME}|mailto:{_ADDRESS[1:-1]}|https?://\S+", text)
    if known is None or len(text) > 1_000:
        raise ValueError("is no receiver: write https://…, mailto:…, or a name of receivers")
    return text


Key = Annotated[SecretStr, AfterValidator(_key)]
Zone = Annotated[str, AfterValidator(_zone)]
Receivers = Annotated[
    tuple[Annotated[str, AfterValidator(_receiver)], ...],
    BeforeValidator(alone_or_listed),
    Field(max_length=MOST_RECEIVERS),
]
Whole = Annotated[tuple[str, ...], BeforeValidator(alone_or_listed)]
Stances = Annotated[tuple[Stance | Literal["for", "against"], ...], *Words.__metadata__]
Beneficiaries = Annotated[tuple[Beneficiary, ...], *Words.__metadata__]
Revised = Annotated[tuple[Literal["added", "dropped", "changed"], ...], *Words.__metadata__]


class Saved(Section):
    """One saved search: its filters are the options of `pledgewire search` and `positions`."""

    name: str = Field(
        pattern=NAME, description="its name: small letters, digits and hyphens", examples=["no-to-troops"]
    )
    what: Literal["articles", "claims"] = Field("articles", description="whether articles or claims are looked for")
    query: str | None = Field(None, max_length=1_000, description="words, as `pledgewire search` takes them")
    actor: Words = Field((), description="actors that are named; of claims, who makes them")
    mentions: Words = Field((), description="actors that an article names, whoever makes its claims")
    holder: Words = Field((), description="who makes the claim, or in whose name")
    type: Words = Field((), description="types of guarantees")
    stance: Stances = Field((), description="demands, proposes, offers, supports, rejects, doubts; for, against")
    beneficiary: Beneficiaries = Field((), description="ukraine, russia, europe, all-sides, other")
    instrument: Words = Field((), description="documents")
    source: Words = Field((), description="sources that the article cites")
    site: Words = Field((), description="where the article stood")
    country: Words = Field((), description="where its outlet is at home, such as ua")
    language: Words = Field((), description="its language")
    tag: Whole = Field((), description="tags of the feed that it came by")
    section: Whole = Field((), description="where the outlet files it")
    revised: Revised = Field((), description="articles whose claims its outlet added, dropped or changed")
    paywalled: bool | None = Field(None, description="only articles for subscribers, or only others")
    conditional: bool | None = Field(None, description="only claims with a condition, or only others")
    to: Receivers = Field((), description="who is told: https://…, mailto:…, names of receivers")
    digest: Literal["hourly", "daily", "weekly"] | None = Field(
        None, description="one message for an hour, day or week instead of one at once"
    )
    digest_at: str = Field(
        "08:00", pattern=_CLOCK, description="the time of a daily or weekly digest", examples=["08:00"]
    )
    quiet: str | None = Field(None, pattern=_QUIET, description="when nothing is sent", examples=["22:00-07:00"])
    zone: Zone = Field("UTC", description="the time zone of digest_at and quiet")


class Receiver(Section):
    """A receiver whose address or key is a secret; saved searches call it by its name."""

    name: str = Field(pattern=NAME, description="what saved searches call it", examples=["desk"])
    url: SecretStr | None = Field(
        None, description="https://… (a signed webhook), mailto:…, or what apprise takes; best as a variable or a file"
    )
    url_file: Place | None = Field(None, description="a file that holds the url and nothing else")
    key: Key | None = Field(None, description="what its webhook is signed with, instead of alerts.signing_key")
    key_file: Place | None = Field(None, description="a file that holds the key and nothing else")


class Alerts(Section):
    """How those who saved a search are told of what it finds."""

    signing_key: Key | None = Field(
        None, description="what webhooks are signed with; best as PLEDGEWIRE_ALERTS__SIGNING_KEY or in a file"
    )
    signing_key_file: Place | None = Field(None, description="a file that holds the key and nothing else")
    newest: Duration = Field(
        7 * 86400.0, gt=0, le=30 * 86400, description="articles published longer ago than this alert nobody"
    )
    between: Duration = Field(
        15.0, ge=0, le=86400, description="time at the least between two messages to one receiver"
    )
    timeout: Duration = Field(15.0, gt=0, le=120, description="time that a receiver may take for one message")
    give_up: Duration = Field(3 * 86400.0, gt=0, le=30 * 86400, description="time for which one message is tried")
    allow_private_addresses: bool = Field(False, description="let webhooks be on private or loopback addresses")


class Mail(Section):
    """The server that sends alerts as mail. Off until `host` is given."""

    host: str | None = Field(None, max_length=253, pattern=r"^[A-Za-z0-9.:-]+$", description="the mail server (SMTP)")
    port: Port = Field(587, description="its port")
    tls: Literal["starttls", "tls", "none"] = Field("starttls", description="starttls, tls from the start, or none")
    username: str | None = Field(None, description="the user that it knows us by")
    password: SecretStr | None = Field(None, description="its password; password_file keeps it out of this file")
    password_file: Place | None = Field(None, description="a file that holds the password and nothing else")
    sender: str | None = Field(
        None, pattern=_ADDRESS, description="whom mail comes from", examples=["news@example.org"]
    )
