"""`pledgewire ledger`: how many entries the feeds listed, and what became of each."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import asking, moment, print_json
from cli.context import context
from cli.feed_argument import one_of
from cli.feeds import states
from schemas.errors import UsageError

if TYPE_CHECKING:
    from schemas.ledger import Fate

MOST = 10_000


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("ledger")(ledger)


def ledger(
    ctx: typer.Context,
    feed: Annotated[
        list[str] | None,
        typer.Option(metavar="FEED", help="This feed alone: its address, name or id; may be given again."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Entries listed since then: a date, a moment, or how long ago, such as 7d.")
    ] = None,
    fate: Annotated[
        str | None, typer.Option(help="List the entries of which this became, such as skipped, with the reason.")
    ] = None,
    size: Annotated[int, typer.Option(help="Entries to list, 10,000 at the most.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document; with --fate one entry a line.")] = False,
) -> None:
    """Account for every entry that feeds have listed: what was expected is the sum of what became of it.

    An entry is expected when its feed lists it anew or says that it has changed. It ends as indexed, as a duplicate of
    what was published before, skipped (no article comes of it, and why), or dead-lettered; until then it is on its way.

    Examples: pledgewire ledger --since 24h ; pledgewire ledger --fate skipped --feed https://example.org/world.xml
    """
    from pipeline.account import account
    from search.ledger import Asked, entries
    from search.moments import span

    shared, wanted = context(ctx), _fate(fate)
    if not 0 < size <= MOST:
        raise UsageError(f"--size: write a number from 1 to {MOST:,}")
    known = states(shared)
    asked = Asked(
        since=span(since, None, moment()["now"]).since,
        feeds=tuple(one_of(known, each).feed_id for each in feed or ()),
    )
    with asking(shared) as (client, prefix):
        if wanted is None:
            found = account(client, prefix, known, asked)
        else:
            lines = entries(client, prefix, asked, wanted, size)
    if wanted is None and as_json:
        print_json(found)
    elif wanted is None:
        from cli.told_ledger import print_account

        print_account(found)
    elif as_json:
        for each in lines:
            print_json(each)
    else:
        from cli.told_ledger import print_entries

        print_entries(lines, wanted)


def _fate(written: str | None) -> "Fate | None":
    from schemas.ledger import FATES

    if written is None:
        return None
    for fate in FATES:
        if fate == written:
            return fate
    raise UsageError(f"--fate: write one of {', '.join(FATES)}")
