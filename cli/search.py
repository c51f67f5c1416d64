"""`pledgewire search` and `pledgewire article`: articles, for people and for programs."""

from typing import Annotated

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
    """Adds the commands."""
    app.command("search")(search)
    app.command("article")(article)


def search(
    ctx: typer.Context,
    words: Words = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            "--actor",
            metavar="ID",
            help="An actor, such as person/emmanuel-macron, state/ua or org/nato, that the article names; with "
            "--stance, --beneficiary or --conditional (and no --holder) the one that makes the claim.",
        ),
    ] = None,
    holder: Annotated[
        list[str] | None,
        typer.Option("--holder", metavar="ID", help="Who makes the claim, or in whose name it is made."),
    ] = None,
    mentions: Annotated[
        list[str] | None,
        typer.Option("--mentions", metavar="ID", help="An actor that the article names, whoever makes the claim."),
    ] = None,
    kind: Types = None,
    stance: Stances = None,
    beneficiary: Beneficiaries = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option("--instrument", metavar="ID", help="A document or format, such as budapest-memorandum-1994."),
    ] = None,
    source: Sources = None,
    site: Sites = None,
    country: Countries = None,
    language: Languages = None,
    story: Annotated[
        list[str] | None, typer.Option("--story", metavar="ID", help="A story, as `pledgewire stories` prints its id.")
    ] = None,
    tag: Tags = None,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="NAME", help="Where the outlet files it, such as World.")
    ] = None,
    paywalled: Annotated[
        bool | None,
        typer.Option("--paywalled/--free", help="Only articles whose page says that they are for subscribers, or not."),
    ] = None,
    revised: Annotated[
        list[str] | None,
        typer.Option(
            "--revised",
            metavar="KIND",
            help="Only articles whose outlet changed what they claim: a claim was added, dropped or changed.",
        ),
    ] = None,
    without: Without = None,
    conditional: Conditional = None,
    since: Since = None,
    until: Until = None,
    sort: SortBy = None,
    size: Annotated[int, typer.Option(help="Articles a page, 100 at the most.")] = 10,
    page: Page = 1,
    fold: Annotated[bool, typer.Option("--fold", help="Show one article of each story.")] = False,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Rank by meaning too, in any language (needs the extra and `embed`).")
    ] = False,
    facets: WithFacets = False,
    timeline: WithTimeline = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find articles by their words and by what was claimed in them.

    --holder, --stance, --beneficiary, --conditional and, beside one of these,
    --actor and --type must hold of one and the same claim.

    An option may be given several times, or with commas (--tag and --section without): any of its values will do.

    Example: pledgewire search 'troops OR peacekeepers' --actor person/emmanuel-macron --stance offers --since 90d
    """
    from search.question import Question, directions_spelled_out, exclusions_spelled_out
    from search.semantic import as_asked as ask

    if as_csv and (as_json or facets or timeline):
        raise UsageError("--csv prints articles alone: leave out --json, --facets and --timeline")
    question = Question(
        text=" ".join(words or ()),
        actors=values(actor),
        mentions=values(mentions),
        holders=values(holder),
        types=values(kind),
        stances=directions_spelled_out(values(stance)),
        beneficiaries=values(beneficiary),
        instruments=values(instrument),
        sources=values(source),
        sites=values(site),
        countries=values(country),
        languages=values(language),
        stories=values(story),
        tags=whole(tag),
        sections=whole(section),
        revised=values(revised),
        paywalled=paywalled,
        without=exclusions_spelled_out(whole(without)),
        conditional=conditional,
        since=since,
        until=until,
        sort=sort,
        size=size,
        page=page,
        fold=fold,
        semantic=semantic,
        facets=facets,
        timeline=timeline,
    )
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, question, **moment())
    if as_json:
        print_json(answer)
        return
    if as_csv:
        from search.spreadsheet import ARTICLE_COLUMNS, article_rows, table

        typer.echo(table([ARTICLE_COLUMNS, *article_rows(answer.hits)]), nl=False)
    else:
        from cli.found import print_articles

        print_articles(answer)
    print_notes(answer.notes)


def article(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="The article's id, as search prints it, or its address.")],
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print its claims as a table for a spreadsheet.")] = False,
) -> None:
    """Print one article with its tags marked in the text, its claims, and what each revision changed in them.

    Example: pledgewire article 5de1a66a5a730a725de1a66a5a730a72
    """
    from connectors.addresses import canonical
    from search.run import article as ask

    if as_csv and as_json:
        raise UsageError("--json and --csv are two ways to print one thing: choose one")
    with asking(context(ctx)) as (client, prefix):
        found = ask(client, prefix, name, canonical(name) or name)
    if as_json:
        print_json(found)
        return
    if as_csv:
        from search.answer import ClaimHit
        from search.reading import about
        from search.spreadsheet import claims_as_csv

        article = about(found.document)
        ranked = enumerate(found.claims, start=1)
        hits = [ClaimHit(rank=rank, score=None, claim=claim, article=article) for rank, claim in ranked]
        typer.echo(claims_as_csv(hits), nl=False)
        return
    from cli.whole_article import print_article

    print_article(found)
