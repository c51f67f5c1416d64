"""`pledgewire news`: what changed since yesterday."""

from typing import Annotated, Literal

import typer

from cli.asking import asking, moment, print_json, print_notes
from cli.context import context
from cli.filter_options import (
    AsJson,
    Beneficiaries,
    Countries,
    Holders,
    Languages,
    Sites,
    Sources,
    Stances,
    Tags,
    Types,
    values,
    whole,
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("news")(news)


def news(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="From this day or moment on, or 1d ago, until now.")
    ] = "1d",
    by: Annotated[
        Literal["actor", "person", "state", "org", "bloc"],
        typer.Option(help="Which parties are counted, as in matrix."),
    ] = "actor",
    holder: Holders = None,
    kind: Types = None,
    stance: Stances = None,
    beneficiary: Beneficiaries = None,
    source: Sources = None,
    site: Sites = None,
    country: Countries = None,
    language: Languages = None,
    tag: Tags = None,
    size: Annotated[int, typer.Option(help="Parties that are counted, 20 at the most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Tell what is new: claims against as long a time before, first claims of a holder, stories, changes of mind.

    Times are when articles were published, or fetched where they do not say.

    Example: pledgewire news --since 1d --beneficiary ukraine
    """
    from search.news import news as ask
    from search.question import Question, directions_spelled_out

    question = Question(
        holders=values(holder),
        types=values(kind),
        stances=directions_spelled_out(values(stance)),
        beneficiaries=values(beneficiary),
        sources=values(source),
        sites=values(site),
        countries=values(country),
        languages=values(language),
        tags=whole(tag),
        since=since,
    )
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, question, by=by, size=size, **moment())
    if as_json:
        print_json(answer)
        return
    from cli.told_news import print_news

    print_news(answer, question)
    print_notes(answer.notes)
