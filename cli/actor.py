"""`pledgewire actor`: who somebody is, what they want for whom, since when, and whether they changed their mind."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import asking, moment, print_json
from cli.context import context
from cli.filter_options import AsJson, Since, Until
from cli.vocabulary_option import VocabularyFolder, lay
from schemas.errors import InputError, UsageError

if TYPE_CHECKING:
    from tagging.tagger import Tagger
    from tagging.who import Who


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("actor")(actor)


def actor(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="A name in any script and case, or an id.")],
    since: Since = None,
    until: Until = None,
    vocabulary: VocabularyFolder = None,
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print its positions over time as a table, in stories.")
    ] = False,
) -> None:
    """Show who an actor is, its positions over time, its newest claims and its changes of mind.

    A change of mind is a guarantee that the same holder is first for and later against, or the reverse.

    Examples: pledgewire actor Зеленський ; pledgewire actor NATO ; pledgewire actor state/ru --since 90d
    """
    import msgspec

    from cli.told_actor import print_actor
    from cli.told_attention import rows
    from search.actor import actor as ask
    from search.spreadsheet import table
    from tagging.tagger import load

    if as_csv and as_json:
        raise UsageError("--json and --csv are two ways to print one thing: choose one")
    lay(context(ctx), vocabulary)
    tagger = load(context(ctx).config.vocabulary)
    known, identity = _meant(name, tagger)
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, identity, since=since, until=until, **moment())
    if known is None and not answer.articles and not answer.claims:
        raise InputError(_unknown(name, tagger))
    if as_json:
        print_json({"who": known, **msgspec.structs.asdict(answer)})
    elif as_csv:
        typer.echo(table(rows(answer.over_time)), nl=False)
    else:
        print_actor(known, answer, since=since, until=until)


def _meant(name: str, tagger: "Tagger") -> "tuple[Who | None, str]":
    from schemas.printable import one_line
    from tagging.who import unlisted, who

    found = who(name, tagger)
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise InputError(f"{one_line(name, longest=80)} may mean {ids}: give the id of one, or the whole name")
    identity = found[0].id if found else unlisted(name)
    if identity is None:
        raise InputError(_unknown(name, tagger))
    return (found[0] if found else None), identity


def _unknown(name: str, tagger: "Tagger") -> str:
    from schemas.printable import one_line
    from tagging.who import nearest

    near = nearest(name[:200], tagger)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"neither the vocabulary nor an article knows {one_line(name, longest=80)}{hint}"
