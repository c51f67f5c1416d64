"""`pledgewire saved`: searches that are looked for in whatever is indexed, and who is told of what they find."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from cli.lines import line
from cli.saved_add import add
from schemas.counted import counted
from schemas.errors import FetchError
from schemas.printable import one_line

if TYPE_CHECKING:
    from pipeline.alerts.standing import SavedStanding
    from schemas.saved import SavedSearch

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Name = Annotated[str, typer.Argument(help="What it is called, as `saved list` shows it.")]
SHOWN = 10
"""Alerts that `show` shows."""

group = typer.Typer(
    no_args_is_help=True,
    help="Saved searches: looked for in whatever is indexed; who wants to is told of each story once.",
)
group.command("add")(add)


def register(app: typer.Typer) -> None:
    """Adds the group."""
    app.add_typer(group, name="saved")


@group.command("list")
def list_(ctx: typer.Context, as_json: Json = False) -> None:
    """List the saved searches with their receivers; those with one that fails come first.

    Example: pledgewire saved list --json | jq -r .name
    """
    import msgspec

    from cli.told_saved import print_standings

    found = sorted(standings(context(ctx)), key=lambda each: (not each.failing, each.name))
    if as_json:
        for each in found:
            line(msgspec.json.encode(each).decode())
        return
    print_standings(found)


@group.command()
def show(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show a saved search, how its receivers stand, and its newest alerts.

    Example: pledgewire saved show no-to-troops
    """
    import msgspec

    from cli.asking import asking
    from cli.told_saved import print_alerts, print_standings
    from search.alerts import latest

    shared = context(ctx)
    found = _one(shared, name)
    with asking(shared) as (client, prefix):
        alerts = latest(client, prefix, found.saved_id, SHOWN)
    if as_json:
        line(msgspec.json.encode({**msgspec.structs.asdict(found), "newest": alerts}).decode())
        return
    print_standings([found])
    print_alerts(alerts)


@group.command()
def remove(
    ctx: typer.Context, names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Their names.")]
) -> None:
    """Look for saved searches no longer. Saved again with the same question, one goes on where it was.

    Example: pledgewire saved remove no-to-troops
    """
    from datetime import UTC, datetime

    from pipeline.alerts import saved_searches

    shared = context(ctx)
    known = _saved(shared)
    for saved in [saved_searches.one_of(known, name) for name in dict.fromkeys(names)]:
        saved_searches.remove(shared.endpoints().kafka, saved, datetime.now(UTC))
        typer.echo(f"Removed {saved.name}.")
        if any(each.name == saved.name for each in shared.config.saved):
            typer.echo("Take it out of the configuration too, else the next worker saves it again.", err=True)


@group.command("test")
def try_(
    ctx: typer.Context,
    name: Name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask, and tell nobody.")] = False,
) -> None:
    """Say what a saved search finds now, and send each of its receivers a message that says that it is a try.

    Example: pledgewire saved test no-to-troops
    """
    import asyncio
    from datetime import UTC, datetime

    from cli.asking import asking, moment
    from pipeline.alerts import saved_searches
    from pipeline.alerts.message import message
    from pipeline.alerts.receivers import Receivers, means_of
    from pipeline.alerts.saved_question import question
    from search.run import positions, search

    shared, now = context(ctx), datetime.now(UTC)
    saved = saved_searches.one_of(_saved(shared), name)
    asked = question(saved.what, saved.question, now)
    with asking(shared) as (client, prefix):
        ask = search if saved.what == "articles" else positions
        total = ask(client, prefix, asked, **moment()).total
    typer.echo(f"{name} finds {counted(total, saved.what.removesuffix('s'))} now.")
    if dry_run:
        return
    receivers, failed = Receivers(means_of(shared.config)), []
    for to in saved.to:
        try:
            asyncio.run(receivers.tell(to, message(saved.name, to, (), (), now)))
            typer.echo(f"{one_line(to)} was told.")
        except FetchError as error:
            failed.append(str(error))
            typer.echo(one_line(str(error)), err=True)
    if failed:
        raise FetchError(f"{counted(len(failed), 'receiver')} of {len(saved.to)} could not be told")


def standings(shared: Context) -> "tuple[SavedStanding, ...]":
    """Gives how all saved searches stand, those that are configured and not saved yet among them."""
    from datetime import UTC, datetime

    from cli.asking import asking
    from pipeline import topics
    from pipeline.alerts.receivers import means_of
    from pipeline.alerts.standing import standings as found

    endpoint, config = shared.endpoints().kafka, shared.config
    topics.ensure(endpoint, config.kafka)
    with asking(shared) as (client, prefix):
        return found(client, prefix, endpoint, config.saved, means_of(config), datetime.now(UTC))


def _saved(shared: Context) -> "list[SavedSearch]":
    from datetime import UTC, datetime

    from pipeline import topics
    from pipeline.alerts import saved_searches

    endpoint = shared.endpoints().kafka
    topics.ensure(endpoint, shared.config.kafka)
    return saved_searches.all_of(endpoint, shared.config.saved, datetime.now(UTC))


def _one(shared: Context, name: str) -> "SavedStanding":
    from pipeline.alerts import saved_searches

    return saved_searches.one_of(standings(shared), name)
