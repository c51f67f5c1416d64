"""`pledgewire type`: what a type of guarantee is, who wants it for whom and who does not, since when, in what words."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import asking, moment, print_json
from cli.context import context
from cli.filter_options import AsJson, Since, Until
from cli.vocabulary_option import VocabularyFolder, lay
from schemas.errors import InputError, UsageError

if TYPE_CHECKING:
    from tagging.tagger import Tagger


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("type")(guarantee_type)


def guarantee_type(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME|ID", help="An id, its name, or a phrase that says it, in any language.")
    ],
    since: Since = None,
    until: Until = None,
    vocabulary: VocabularyFolder = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print its stances over time as a table, in stories.")] = False,
) -> None:
    """Show what a type of guarantee means, who takes which stance on it for whom, and its newest claims.

    Examples: pledgewire type troop-presence ; pledgewire type миротворці ; pledgewire type neutrality --since 90d
    """
    import msgspec

    from cli.told_attention import rows
    from cli.told_type import print_type
    from search.guarantee_type import of_type
    from search.spreadsheet import table
    from tagging.tagger import load
    from tagging.type_names import type_names

    if as_csv and as_json:
        raise UsageError("--json and --csv are two ways to print one thing: choose one")
    lay(context(ctx), vocabulary)
    tagger = load(context(ctx).config.vocabulary)
    identity = _meant(name, tagger)
    with asking(context(ctx)) as (client, prefix):
        answer = of_type(client, prefix, identity, since=since, until=until, **moment())
    known = type_names(identity, tagger)
    if known is None and not answer.articles and not answer.claims:
        raise InputError(_unknown(name, tagger))
    if as_json:
        print_json({"names": known, **msgspec.structs.asdict(answer)})
    elif as_csv:
        typer.echo(table(rows(answer.over_time)), nl=False)
    else:
        print_type(known, answer, since=since, until=until)


def _meant(name: str, tagger: "Tagger") -> str:
    from schemas.printable import one_line
    from tagging.type_names import types_meant

    found = types_meant(name, tagger)
    if len(found) > 1:
        raise InputError(f"{one_line(name, longest=80)} may mean {', '.join(found)}: give one of these")
    # An id that the vocabulary lost may still be in the index.
    return found[0] if found else name


def _unknown(name: str, tagger: "Tagger") -> str:
    from difflib import get_close_matches

    from schemas.printable import one_line

    types = tagger.lexicon.subject.types
    near = get_close_matches(name.lower(), types, n=3) or sorted(types)
    return (
        f"neither the vocabulary nor an article knows the type {one_line(name, longest=80)}; there is {', '.join(near)}"
    )
