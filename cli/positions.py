"""`pledgewire positions`: claims, for people, for programs and for spreadsheets."""

from typing import Annotated

import typer

from cli.asking import asking, moment, print_json, print_notes
from cli.context import context
from cli.filter_options import (
    AsJson,
    Beneficiaries,
    Conditional,
    Countries,
    Holders,
    Languages,
    Page,
    Since,
    Sites,
    SortBy,
    Sources,
    Stances,
    Tags,
    Types,
    Until,
    WithFacets,
    Without,
    WithTimeline,
    Words,
    values,
    whole,
)
from schemas.errors import UsageError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("positions")(positions)


def positions(
    ctx: typer.Context,
    words: Words = None,
    holder: Holders = None,
    kind: Types = None,
    stance: Stances = None,
    beneficiary: Beneficiaries = None,
    source: Sources = None,
    site: Sites = None,
    country: Countries = None,
    language: Languages = None,
    tag: Tags = None,
    without: Without = None,
    conditional: Conditional = None,
    since: Since = None,
    until: Until = None,
    sort: SortBy = None,
    size: Annotated[int, typer.Option(help="Claims a page, 1000 at the most.")] = 20,
    page: Page = 1,
    facets: WithFacets = False,
    timeline: WithTimeline = False,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet, one claim a row.")] = False,
) -> None:
    """List claims: who says what of which guarantee for whom, with the sentence that says so.

    WORDS are looked for in the claim's sentences and in the article's title.

    Example: pledgewire positions --stance against --beneficiary ukraine --since 30d
    """
    from search.question import Question, directions_spelled_out, exclusions_spelled_out
    from search.run import positions as ask

    if as_csv and (as_json or facets or timeline):
        raise UsageError("--csv prints claims alone: leave out --json, --facets and --timeline")
    question = Question(
        text=" ".join(words or ()),
        holders=values(holder),
        types=values(kind),
        stances=directions_spelled_out(values(stance)),
        beneficiaries=values(beneficiary),
        sources=values(source),
        sites=values(site),
        countries=values(country),
        languages=values(language),
        tags=whole(tag),
        without=exclusions_spelled_out(whole(without)),
        conditional=conditional,
        since=since,
        until=until,
        sort=sort,
        size=size,
        page=page,
        facets=facets,
        timeline=timeline,
    )
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, question, **moment())
    if as_json:
        print_json(answer)
        return
    if as_csv:
        from search.spreadsheet import claims_as_csv

        typer.echo(claims_as_csv(answer.hits), nl=False)
    else:
        from cli.found import print_claims

        print_claims(answer)
    print_notes(answer.notes)
