"""What a receiver gets: one message about one or many alerts, as JSON, as plain text, and as HTML."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

import msgspec
from markupsafe import Markup
from msgspec import Struct

from connectors.assemble import moment
from schemas.alert import Alert, AlertClaim
from schemas.counted import counted
from schemas.ids import digest
from schemas.ids import moment as in_utc
from schemas.printable import escaped, one_line

MOST_SHOWN = 50
LONGEST_SUBJECT = 150
TRY = "This is a try: pledgewire can reach you."


class Message(Struct, frozen=True, kw_only=True):
    """Alerts of one saved search for one receiver; `total` counts also those that are too many to be shown.

    Its id follows from what it tells, so that every attempt at it has the same. One without alerts is a try.
    """

    saved: str
    to: str
    alerts: tuple[Alert, ...]
    ids: tuple[str, ...]
    at: datetime

    @property
    def message_id(self) -> str:
        """The id: a receiver that got it already knows it by this."""
        return f"msg_{digest('message', self.saved, self.to, *self.ids)}"

    @property
    def total(self) -> int:
        """How many alerts it stands for."""
        return len(self.ids)


def message(saved: str, to: str, alerts: Sequence[Alert], ids: Sequence[str], at: datetime) -> Message:
    """Gives the message about these alerts, of which the first MOST_SHOWN are shown."""
    return Message(saved=saved, to=to, alerts=tuple(alerts[:MOST_SHOWN]), ids=tuple(ids), at=at)


def payload(of: Message) -> bytes:
    """Gives the body of a webhook: type, timestamp and data, as the Standard Webhooks specification has them."""
    body = {
        "type": "alerts.found" if of.ids else "alerts.try",
        "timestamp": moment(of.at),
        "data": {"saved": of.saved, "total": of.total, "alerts": of.alerts},
    }
    return escaped(msgspec.json.encode(body).decode()).encode()


def subject(of: Message) -> str:
    """Gives one line."""
    if not of.alerts:
        return f"[{of.saved}] {TRY}"
    first = one_line(of.alerts[0].article.title, longest=90)
    more = f" (and {of.total - 1} more)" if of.total > 1 else ""
    return one_line(f"[{of.saved}] {first}{more}", longest=LONGEST_SUBJECT)


def plain(of: Message) -> str:
    """Gives the text for a person."""
    if not of.alerts:
        return f"{TRY}\n"
    parts = [f"{of.saved}: {counted(of.total, 'alert')}"]
    for alert in of.alerts:
        lines = [_headline(alert), _where(alert), *([link] if (link := link_of(alert)) else [])]
        lines += [f"  {one_line(alert.summary)}"] if alert.summary and not alert.claims else []
        for claim in alert.claims:
            lines.append(f"  {said(claim)}")
            lines += [f"    “{one_line(text)}”" for text in claim.evidence]
        parts.append("\n".join(lines))
    parts += [_rest(of)] if of.total > len(of.alerts) else []
    return "\n\n".join(parts) + "\n"


def html(of: Message) -> str:
    """Gives the same as HTML; whatever came from outside is text, and links are http or https alone."""
    if not of.alerts:
        return Markup("<p>{}</p>").format(TRY)
    parts = [Markup("<p>{}: {}</p>").format(of.saved, counted(of.total, "alert"))]
    for alert in of.alerts:
        link, title = link_of(alert), one_line(_headline(alert))
        head = Markup('<a href="{}">{}</a>').format(link, title) if link else title
        parts += [Markup("<h3>{}</h3>").format(head), html_of(alert)]
    parts += [Markup("<p>{}</p>").format(_rest(of))] if of.total > len(of.alerts) else []
    return "<!doctype html><html><body>" + Markup("\n").join(parts) + "</body></html>"


def html_of(alert: Alert) -> Markup:
    """Gives one alert as HTML, without its title."""
    parts = [Markup("<p>{}</p>").format(_where(alert))]
    if alert.summary and not alert.claims:
        parts.append(Markup("<p>{}</p>").format(one_line(alert.summary)))
    for claim in alert.claims:
        parts.append(Markup("<p>{}</p>").format(said(claim)))
        parts += [Markup("<blockquote>{}</blockquote>").format(one_line(text)) for text in claim.evidence]
    return Markup("").join(parts)


def link_of(alert: Alert) -> str | None:
    """Gives the address of its article; None where it is no http or https one (of a file, say)."""
    try:
        parts = urlsplit(alert.article.url)
    except ValueError:
        return None
    return one_line(alert.article.url) if parts.scheme in ("http", "https") and parts.netloc else None


def mail(of: Message, sender: str, receiver: str) -> EmailMessage:
    """Gives the mail, in plain text and in HTML; its Message-ID is the same at every attempt."""
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = sender, receiver, subject(of)
    found["Date"] = of.at
    found["Message-ID"] = f"<{of.message_id}@{sender.rpartition('@')[2]}>"
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(plain(of))
    found.add_alternative(html(of), subtype="html")
    return found


def said(claim: AlertClaim) -> str:
    """Gives a claim in a line: `state/ru rejects troop-presence for ukraine`."""
    whose = f" (for {claim.on_behalf_of})" if claim.on_behalf_of else ""
    condition = ", on a condition" if claim.conditional else ""
    return f"{claim.holder}{whose} {claim.stance} {', '.join(claim.types)} for {claim.beneficiary}{condition}"


def _headline(alert: Alert) -> str:
    title = one_line(alert.article.title) or alert.article.article_id
    return f"{title} (its outlet added a claim)" if alert.kind == "added" else title


def _where(alert: Alert) -> str:
    outlet = one_line(alert.article.publisher or alert.article.site or "", longest=100)
    when = f"{in_utc(alert.article.when):%Y-%m-%d %H:%M} UTC"
    return f"{outlet}, {when}" if outlet else when


def _rest(of: Message) -> str:
    return f"{of.total - len(of.alerts)} more are in the feed of {of.saved}."
