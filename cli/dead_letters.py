"""`pledgewire dead-letters`: what could not be processed, why, and trying it again."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.lines import line
from schemas.counted import counted
from schemas.errors import UsageError
from schemas.printable import one_line, printable

if TYPE_CHECKING:
    from pipeline.dead_letters import DeadLetter

Topic = Annotated[str | None, typer.Option(help="Those of one topic alone: cleaned, enriched or feed.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

SHOWN_KEY = 64
"""Characters of a key that are shown in a list; ours have 32."""

group = typer.Typer(
    no_args_is_help=True,
    help="What could not be processed: list it with the reasons, look at one, try again.",
)


def register(app: typer.Typer) -> None:
    """Adds the group."""
    app.add_typer(group, name="dead-letters")


@group.command("list")
def list_(
    ctx: typer.Context,
    topic: Topic = None,
    limit: Annotated[int, typer.Option(min=1, help="Show so many at the most.")] = 100,
    retried: Annotated[bool, typer.Option("--retried", help="Also those that were retried already.")] = False,
    as_json: Json = False,
) -> None:
    """List the dead letters with the reason of each, oldest first."""
    import msgspec

    from pipeline.dead_letter_store import DeadLetters

    letters = (letter for letter, _ in DeadLetters(context(ctx).endpoints().kafka).read(topic))
    chosen = (letter for letter in letters if retried or not letter.retried)
    shown = 0
    for shown, letter in enumerate(islice(chosen, limit), start=1):  # noqa: B007
        if as_json:
            line(msgspec.json.encode(letter).decode())
        else:
            typer.echo(_line(letter))
    more = next(chosen, None) is not None
    if not shown:
        typer.echo("There are no dead letters.", err=True)
    elif more:
        typer.echo(f"There are more: --limit {limit * 10} shows more of them.", err=True)


@group.command()
def show(
    ctx: typer.Context,
    which: Annotated[str, typer.Argument(metavar="ID", help="The id that `list` shows: partition:offset.")],
    topic: Annotated[str, typer.Option(help="The topic it belongs to: cleaned, enriched or feed.")] = "cleaned",
    as_json: Json = False,
) -> None:
    """Show one dead letter: why it is there, its headers, and the message itself."""
    import msgspec

    from pipeline.dead_letter_store import DeadLetters

    for letter, record in DeadLetters(context(ctx).endpoints().kafka).read(topic):
        if letter.id != which:
            continue
        value = None if record.value is None else record.value.decode("utf-8", "backslashreplace")
        headers = {name: each.decode("utf-8", "backslashreplace") for name, each in record.headers}
        if as_json:
            whole = {**msgspec.to_builtins(letter), "headers": headers, "value": value}
            line(msgspec.json.encode(whole).decode())
        else:
            typer.echo(_line(letter))
            for name, text in headers.items():
                typer.echo(f"{one_line(name)}: {one_line(text)}")
            typer.echo("" if value is None else f"\n{printable(value)}")
        return
    raise UsageError(f"there is no dead letter {which} of the topic {topic}: `pledgewire dead-letters list` shows them")


@group.command()
def retry(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="All that were not retried yet.")] = False,
    topic: Topic = None,
    only: Annotated[
        str | None, typer.Option("--id", metavar="PARTITION:OFFSET", help="One alone, even if retried before.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Send dead letters back to the topics they came from, to be processed again.

    Those that were sent back are remembered, so that a second retry does not send them twice. What fails again becomes
    a dead letter again, with one attempt more. Example: pledgewire dead-letters retry --topic enriched
    """
    import msgspec

    from pipeline.dead_letter_store import DeadLetters

    if not (everything or topic or only):
        raise UsageError("say which to retry: --all, --topic enriched, or --topic cleaned --id 3:17")
    done = DeadLetters(context(ctx).endpoints().kafka).retry(topic, only)
    if as_json:
        typer.echo(msgspec.json.encode({"retried": done.sent, "unfit": done.unfit}).decode())
        return
    typer.echo(f"Sent back: {counted(done.sent, 'dead letter')}.")
    if done.unfit:
        typer.echo(f"Left: {counted(done.unfit, 'dead letter')} (cut for its size, or not ours).", err=True)


def _line(letter: "DeadLetter") -> str:
    name = letter.original_topic.split(".")[-2] if letter.original_topic.count(".") else letter.original_topic
    again = " (retried)" if letter.retried else ""
    tried = counted(letter.attempts, "attempt")
    return one_line(
        f"{name} {letter.id}  {letter.time[:19]}Z  {tried}{again}  {(letter.key or '-')[:SHOWN_KEY]}  {letter.reason}"
    )
