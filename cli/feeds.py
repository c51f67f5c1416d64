"""`pledgewire feeds`: which feeds are polled, how they are, and trying one; finding feeds, and lists of them."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from cli import feed_check, feeds_discover, feeds_opml
from cli.context import Context, context
from cli.feed_argument import called, feed, one_of
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from schemas.feed_state import FeedState

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Language = Annotated[
    str | None, typer.Option(help="The language of its articles, such as uk; believed before it is detected.")
]

group = typer.Typer(
    no_args_is_help=True,
    help="The feeds that are polled: find, add, remove, list with their health, try one, carry lists in and out.",
)


def register(app: typer.Typer) -> None:
    """Adds the group."""
    app.add_typer(group, name="feeds")


@group.command()
def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the feed is.")],
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    every: Annotated[
        str | None, typer.Option(help="Time between polls, such as 15m; by default it follows the feed.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A word of yours for it; may be given again.")] = None,
    language: Language = None,
) -> None:
    """Have a feed polled from now on, or change how: what is not given goes back to the default.

    A running `pledgewire watch` hears of it at once. A password or token in the address is kept in Kafka, since it is
    needed to fetch, and shown nowhere.

    Example: pledgewire feeds add https://example.org/world.xml --name "Example world" --tag europe
    """
    from datetime import UTC, datetime

    from pipeline import subscriptions, topics

    shared = context(ctx)
    wanted = feed(url, name=name, every=every, tags=tuple(tag or ()), language=language)
    endpoint = shared.endpoints().kafka
    topics.ensure(endpoint, shared.config.kafka)
    before = subscriptions.add(endpoint, [wanted], datetime.now(UTC))
    typer.echo(f"{'Changed' if before else 'Added'} {called(wanted)}.")
    if any(state.subscription and state.subscription.configured for state in before):
        typer.echo("It stands in the configuration too, which holds again when `watch` is started next.", err=True)


@group.command()
def remove(
    ctx: typer.Context,
    which: Annotated[list[str], typer.Argument(metavar="FEED…", help="Its address, name or id, as `list` shows them.")],
) -> None:
    """Have feeds polled no longer. Their articles stay, and added again they go on where they were.

    Example: pledgewire feeds remove https://example.org/world.xml
    """
    from datetime import UTC, datetime

    from pipeline import subscriptions

    shared = context(ctx)
    known = [state for state in states(shared) if state.subscription and not state.subscription.removed]
    chosen = {state.feed_id: state for each in which for state in [one_of(known, each)]}
    subscriptions.remove(shared.endpoints().kafka, chosen.values(), datetime.now(UTC))
    for state in chosen.values():
        typer.echo(f"Removed {one_line(state.label)}.")
    if any(state.subscription and state.subscription.configured for state in chosen.values()):
        typer.echo("Take it out of the configuration too, else the next `watch` polls it again.", err=True)


@group.command("list")
def list_(ctx: typer.Context, as_json: Json = False) -> None:
    """List the feeds with their health, those that want attention first.

    Example: pledgewire feeds list --json | jq 'select(.condition != "fine")'
    """
    from datetime import UTC, datetime

    import msgspec

    from pipeline.feed_health import healths

    found = healths(states(context(ctx)), datetime.now(UTC))
    if as_json:
        for each in found:
            typer.echo(msgspec.json.encode(each).decode())
        return
    if not found:
        typer.echo("There are no feeds: `pledgewire feeds add URL` adds one.", err=True)
        return
    for each in found:
        where = "" if each.label == each.url else f"  {one_line(each.url)}"
        typer.echo(f"{each.condition:<8} {one_line(each.label, longest=60)}{where}")
        typer.echo(f"         {one_line(each.summary)}")
        if each.moved_to:
            typer.echo(f"         moved to {one_line(each.moved_to)}")
    counts = Counter(each.condition for each in found)
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    typer.echo(f"{counted(len(found), 'feed')}: {told}.", err=True)


group.command()(feed_check.check)
feeds_discover.register(group)
feeds_opml.register(group)


def states(shared: Context) -> "list[FeedState]":
    """Gives the states of all feeds, those that are configured and were never polled among them."""
    from datetime import UTC, datetime

    from pipeline import subscriptions, topics

    endpoint = shared.endpoints().kafka
    topics.ensure(endpoint, shared.config.kafka)
    return subscriptions.all_of(endpoint, shared.config.feeds, datetime.now(UTC))
