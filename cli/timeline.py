"""`pledgewire timeline`: attention over time, in all and apart by one side."""

from typing import Annotated, Literal

import typer

from cli.asking import asking, moment, print_json, print_notes
from cli.context import context
from cli.filter_options import (
    AsCsv,
    AsJson,
    Beneficiaries,
    Conditional,
    Countries,
    Languages,
    Since,
    Sites,
    Sources,
    Stances,
    Tags,
    Types,
    Until,
    Words,
    values,
    whole,
)
from schemas.errors import UsageError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("timeline")(timeline)


def timeline(
    ctx: typer.Context,
    words: Words = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            "--actor", metavar="ID", help="An actor that the article names; beside a side of a claim, who makes it."
        ),
    ] = None,
    holder: Annotated[
        list[str] | None,
        typer.Option("--holder", metavar="ID", help="Who makes the claim, or in whose name it is made."),
    ] = None,
    kind: Types = None,
    stance: Stances = None,
    beneficiary: Beneficiaries = None,
    source: Sources = None,
    site: Sites = None,
    country: Countries = None,
    language: Languages = None,
    tag: Tags = None,
    conditional: Conditional = None,
    since: Since = None,
    until: Until = None,
    by: Annotated[
        Literal["hour", "day", "week", "month", "quarter", "year"] | None,
        typer.Option(help="How long one line is; else as fits the time between the first article and the last."),
    ] = None,
    split: Annotated[
        Literal["stance", "type", "actor", "beneficiary", "site", "language"] | None,
        typer.Option(help="Count the most frequent values of this apart; one article may count in several."),
    ] = None,
    fold: Annotated[bool, typer.Option("--fold", help="Count stories: copies of one text count once a line.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count articles over time (UTC): when there was how much, and of what.

    WORDS are looked for in whole articles; filters are those of `search`.

    Example: pledgewire timeline 'peacekeepers OR troops' --split stance --by month --since 365d
    """
    from search.attention import attention as ask
    from search.question import Question, directions_spelled_out

    if as_csv and as_json:
        raise UsageError("--json and --csv are two ways to print one thing: choose one")
    question = Question(
        text=" ".join(words or ()),
        actors=values(actor),
        holders=values(holder),
        types=values(kind),
        stances=directions_spelled_out(values(stance)),
        beneficiaries=values(beneficiary),
        sources=values(source),
        sites=values(site),
        countries=values(country),
        languages=values(language),
        tags=whole(tag),
        conditional=conditional,
        since=since,
        until=until,
        fold=fold,
    )
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, question, by=by, split=split, now=moment()["now"])
    if as_json:
        print_json(answer)
        return
    if as_csv:
        from cli.told_attention import rows
        from search.spreadsheet import table

        typer.echo(table(rows(answer)), nl=False)
    else:
        from cli.told_attention import print_attention

        print_attention(answer)
    print_notes(answer.notes)
