"""`pledgewire search` and `pledgewire article`: articles, for people and for programs."""

from typing import Annotated

import typer

from cli.asking import asking, moment, print_json, print_notes
from cli.context import context
from cli.filter_options import (
    AsJson,
    Beneficiaries,
    Conditional,
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
    WithTimeline,
    Words,
    values,
    whole,
)


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
    conditional: Conditional = None,
    since: Since = None,
    until: Until = None,
    sort: SortBy = None,
    size: Annotated[int, typer.Option(help="Articles a page, 100 at the most.")] = 10,
    page: Page = 1,
    fold: Annotated[bool, typer.Option("--fold", help="Show one article of each story.")] = False,
    facets: WithFacets = False,
    timeline: WithTimeline = False,
    as_json: AsJson = False,
) -> None:
    """Find articles by their words and by what was claimed in them.

    --holder, --stance, --beneficiary, --conditional and, beside one of these,
    --actor and --type must hold of one and the same claim.

    An option may be given several times, or with commas (--tag and --section without): any of its values will do.

    Example: pledgewire search 'troops OR peacekeepers' --actor person/emmanuel-macron --stance offers --since 90d
    """
    from search.question import Question, directions_spelled_out
    from search.run import search as ask

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
        languages=values(language),
        stories=values(story),
        tags=whole(tag),
        sections=whole(section),
        revised=values(revised),
        paywalled=paywalled,
        conditional=conditional,
        since=since,
        until=until,
        sort=sort,
        size=size,
        page=page,
        fold=fold,
        facets=facets,
        timeline=timeline,
    )
    with asking(context(ctx)) as (client, prefix):
        answer = ask(client, prefix, question, **moment())
    if as_json:
        print_json(answer)
        return
    from cli.found import print_articles

    print_articles(answer)
    print_notes(answer.notes)


def article(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="The article's id, as search prints it, or its address.")],
    as_json: AsJson = False,
) -> None:
    """Print one article with its tags marked in the text, its claims, and what each revision changed in them.

    Example: pledgewire article 5de1a66a5a730a725de1a66a5a730a72
    """
    from connectors.addresses import canonical
    from search.run import article as ask

    with asking(context(ctx)) as (client, prefix):
        found = ask(client, prefix, name, canonical(name) or name)
    if as_json:
        print_json(found)
        return
    from cli.whole_article import print_article

    print_article(found)
