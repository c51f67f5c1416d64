"""The ledger as a person reads it."""

from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from cli.plain import emit, indented
from schemas.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from pipeline.account import Account, FeedAccount
    from search.ledger import Entry

WAITS = {
    "expected": "being fetched",
    "fetched": "being cleaned",
    "cleaned": "being published",
    "retried": "tried again at the next poll",
    "published": "waiting to be tagged",
    "tagged": "waiting to be indexed",
    "unwritten": "told of, and not in Elasticsearch yet",
}
"""What the fates mean that are not the last."""


def print_account(found: "Account") -> None:
    """Prints the sum, the feeds, and why entries came to nothing."""
    total = found.total
    if not found.feeds:
        typer.echo("No feed has listed anything in that time: `pledgewire watch` polls feeds.", err=True)
        return
    emit(_account_parts(found))
    waiting = [f"{total.fates[fate]} {what}" for fate, what in WAITS.items() if total.fates.get(fate)]
    if waiting:
        typer.echo(f"On their way: {', '.join(waiting)}.", err=True)
    if any(total.fates.get(fate) for fate in ("published", "tagged", "unwritten")):
        typer.echo("`pledgewire work` tags and indexes what waits, and writes the ledger.", err=True)
    if total.fates.get("dead-lettered"):
        typer.echo("`pledgewire dead-letters list` shows the dead letters, `… retry` sends them again.", err=True)


def print_entries(lines: "Sequence[Entry]", fate: str) -> None:
    """Prints entries of one fate."""
    if not lines:
        typer.echo(f"No entry is {fate}.", err=True)
        return
    emit(part for each in lines for part in _entry_parts(each))


def _account_parts(found: "Account") -> "Iterator[RenderableType]":
    if len(found.feeds) > 1:
        yield Text(_equation(found.total), style="bold")
        yield Text(_polls(found.total))
    for number, each in enumerate(found.feeds):
        if number or len(found.feeds) > 1:
            yield Text("")
        yield Text(one_line(each.label, longest=80), style="bold")
        yield indented(Text(_equation(each)), 2)
        if each.polls.polls:
            yield indented(Text(_polls(each)), 2)
    if found.reasons:
        yield Text("")
        yield Text("Why", style="bold")
        table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
        for column in range(3):
            table.add_column(justify="right" if column == 0 else "left", overflow="fold")
        for reason in found.reasons:
            table.add_row(str(reason.entries), reason.fate, one_line(reason.why))
        yield indented(table, 2)


def _equation(sums: "FeedAccount") -> str:
    parts = " + ".join(f"{number:,} {fate}" for fate, number in reversed(sums.fates.items()))
    return f"{sums.expected:,} expected = {parts}" if parts else "0 expected"


def _polls(sums: "FeedAccount") -> str:
    polls = sums.polls
    told = [f"polled {polls.polls:,} times" if polls.polls != 1 else "polled once"]
    told += [f"{polls.not_modified:,} not modified"] if polls.not_modified else []
    told += [f"{polls.failed:,} failed"] if polls.failed else []
    return ", ".join(told)


def _entry_parts(entry: "Entry") -> "Iterable[RenderableType]":
    yield Text(f"{entry.at}  {one_line(entry.title or entry.entry, longest=120)}")
    if entry.title:
        yield indented(Text(one_line(entry.entry)), 2)
    if entry.why:
        yield indented(Text(one_line(entry.why), style="italic"), 2)
