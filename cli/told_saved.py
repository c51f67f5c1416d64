"""Saved searches as a person reads them."""

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import RenderableType
from rich.text import Text

from cli.plain import emit, indented
from pipeline.alerts.message import said
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from pipeline.alerts.standing import ReceiverStanding, SavedStanding
    from schemas.alert import Alert

FLAGS = {
    ("paywalled", "true"): "--paywalled",
    ("paywalled", "false"): "--free",
    ("conditional", "true"): "--conditional",
    ("conditional", "false"): "--unconditional",
}


def print_standings(found: "Sequence[SavedStanding]") -> None:
    """Prints each with what it asks and how its receivers stand."""
    if not found:
        typer.echo('Nothing is saved: `pledgewire saved add NAME "words"` saves a search.', err=True)
        return
    emit(part for each in found for part in _saved(each))
    typer.echo(f"{counted(len(found), 'saved search', 'saved searches')}.", err=True)


def print_alerts(alerts: "Sequence[Alert]") -> None:
    """Prints alerts, the newest first."""
    emit(part for alert in alerts for part in _alert(alert))


def command(what: str, question: Sequence[tuple[str, str]]) -> str:
    """Gives the command that asks the same, quoted for a POSIX shell."""
    words = ["pledgewire", "search" if what == "articles" else "positions"]
    text = ""
    for name, value in question:
        if name == "q":
            text = value
        else:
            words += (FLAGS[name, value],) if (name, value) in FLAGS else (f"--{name}", value)
    # A first word with a minus would be taken for an option.
    words += (("--", text) if text.startswith("-") else (text,)) if text else ()
    return shlex.join(one_line(word) for word in words)


def _saved(each: "SavedStanding") -> Iterator[RenderableType]:
    yield Text(each.name, style="bold")
    yield indented(Text(command(each.what, each.question)), 2)
    last = f", the last at {each.last_alert}" if each.last_alert else ""
    yield indented(Text(f"{counted(each.alerts, 'alert')}{last}{_when(each)}"), 2)
    for receiver in each.receivers:
        yield indented(Text(_receiver(receiver)), 2)
        if receiver.last_error:
            yield indented(Text(one_line(receiver.last_error), style="italic"), 4)


def _when(each: "SavedStanding") -> str:
    at = f" at {each.digest_at}" if each.digest in ("daily", "weekly") else ""
    parts = [f"{each.digest} digest{at}"] if each.digest else []
    parts += [f"quiet {each.quiet}"] if each.quiet else []
    return f"; {', '.join(parts)} ({each.zone})" if parts else ""


def _receiver(each: "ReceiverStanding") -> str:
    told = [f"{each.condition:<8} {one_line(each.to, longest=100)}: {counted(each.sent, 'message')} sent"]
    told += [f"{counted(each.waiting, 'alert')} waiting until {each.next}"] if each.waiting else []
    told += [f"{counted(each.failures, 'failure')} in a row"] if each.failures else []
    told += [f"{counted(each.given_up, 'message')} given up"] if each.given_up else []
    return ", ".join(told)


def _alert(alert: "Alert") -> Iterator[RenderableType]:
    yield Text("")
    yield Text(f"{alert.at}  {one_line(alert.article.title, longest=120)}")
    yield indented(Text(one_line(alert.article.url)), 2)
    for claim in alert.claims:
        yield indented(Text(said(claim)), 2)
