"""What in saved searches, receivers and mail contradicts each other."""

from collections.abc import Iterator

from config.alerts import Alerts, Mail, Receiver, Saved
from config.mistakes import Mistake
from schemas.redact import redact

_OF_ARTICLES = ("mentions", "instrument", "section", "revised", "paywalled")
LOCAL = ("localhost", "127.0.0.1", "::1")


def alert_contradictions(
    saved: tuple[Saved, ...], receivers: tuple[Receiver, ...], alerts: Alerts, mail: Mail
) -> Iterator[Mistake]:
    """Gives what contradicts something else, with what to change."""
    yield from _twice("receivers", [each.name for each in receivers])
    yield from _twice("saved", [each.name for each in saved])
    for number, receiver in enumerate(receivers):
        yield from _receiver(("receivers", str(number)), receiver, alerts, mail)
    names = {each.name for each in receivers}
    for number, one in enumerate(saved):
        yield from _saved(("saved", str(number)), one, names, alerts, mail)
    if mail.host and not mail.sender:
        yield Mistake(("mail", "host"), "needs mail.sender, whom mail comes from")
    for here, missing in (("username", "password"), ("password", "username")):
        if getattr(mail, here) and not getattr(mail, missing):
            yield Mistake(("mail", here), f"needs mail.{missing}")
    if mail.password and mail.tls == "none" and mail.host not in LOCAL:
        yield Mistake(("mail", "tls"), "none would send mail.password in clear: write starttls or tls")


def _twice(section: str, names: list[str]) -> Iterator[Mistake]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Mistake((section, str(number), "name"), f"{name} is already {section}.{names.index(name)}: keep one")


def _receiver(path: tuple[str, ...], receiver: Receiver, alerts: Alerts, mail: Mail) -> Iterator[Mistake]:
    if receiver.url is None:
        yield Mistake((*path, "name"), f"the receiver {receiver.name} needs a url, or a url_file")
        return
    yield from _means((*path, "url"), receiver.url.get_secret_value(), receiver.key is not None, alerts, mail)


def _saved(path: tuple[str, ...], one: Saved, receivers: set[str], alerts: Alerts, mail: Mail) -> Iterator[Mistake]:
    for number, to in enumerate(one.to):
        here = (*path, "to", str(number))
        if "://" in to and redact(to) != to:
            sentence = "may hold a secret, which a saved search may not: put it into receivers, and its name here"
            yield Mistake(here, sentence)
        elif ":" not in to and to not in receivers:
            known = f"one of {', '.join(sorted(receivers))}" if receivers else "https://…, mailto:… or add receivers"
            yield Mistake(here, f"{to} is no name of receivers: write {known}")
        elif ":" in to:
            yield from _means(here, to, False, alerts, mail)
    for name in _OF_ARTICLES if one.what == "claims" else ():
        if getattr(one, name) not in ((), None):
            yield Mistake((*path, name), "means nothing for claims: take it away, or write what: articles")


def _means(path: tuple[str, ...], url: str, keyed: bool, alerts: Alerts, mail: Mail) -> Iterator[Mistake]:
    if url.startswith(("http://", "https://")) and not keyed and alerts.signing_key is None:
        yield Mistake(path, "needs alerts.signing_key (or signing_key_file), which webhooks are signed with")
    if url.startswith("mailto:") and not mail.host:
        yield Mistake(path, "needs mail.host, the server that sends mail")
