"""`pledgewire saved add`: a search that is looked for in whatever is indexed from now on."""

from typing import Annotated, Literal

import typer

from cli.context import context
from cli.filter_options import (
    Beneficiaries,
    Conditional,
    Countries,
    Languages,
    Sites,
    Sources,
    Stances,
    Tags,
    Types,
    Words,
    values,
    whole,
)
from schemas.errors import UsageError


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What to call it: small letters, digits and hyphens.")],
    words: Words = None,
    claims: Annotated[
        bool, typer.Option("--claims/--articles", help="Look for claims, as `positions` does, or for articles.")
    ] = False,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", metavar="ID", help="An actor that is named; of claims, who makes it.")
    ] = None,
    mentions: Annotated[
        list[str] | None,
        typer.Option("--mentions", metavar="ID", help="An actor that the article names, whoever makes the claim."),
    ] = None,
    holder: Annotated[
        list[str] | None,
        typer.Option("--holder", metavar="ID", help="Who makes the claim, or in whose name it is made."),
    ] = None,
    kind: Types = None,
    stance: Stances = None,
    beneficiary: Beneficiaries = None,
    instrument: Annotated[
        list[str] | None, typer.Option("--instrument", metavar="ID", help="A document or format.")
    ] = None,
    source: Sources = None,
    site: Sites = None,
    country: Countries = None,
    language: Languages = None,
    tag: Tags = None,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="NAME", help="Where the outlet files it, such as World.")
    ] = None,
    paywalled: Annotated[
        bool | None, typer.Option("--paywalled/--free", help="Only articles for subscribers, or only others.")
    ] = None,
    revised: Annotated[
        list[str] | None,
        typer.Option("--revised", metavar="KIND", help="Only articles whose claims were added, dropped or changed."),
    ] = None,
    conditional: Conditional = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="WHO",
            help="Who is told: https://… (a signed webhook), mailto:…, or a name of `receivers` in the configuration.",
        ),
    ] = None,
    digest: Annotated[
        Literal["hourly", "daily", "weekly"] | None,
        typer.Option(help="One message for all of an hour, a day or a week, instead of one at once."),
    ] = None,
    digest_at: Annotated[
        str, typer.Option(metavar="HH:MM", help="The time of a daily or weekly (Monday's) digest.")
    ] = "08:00",
    quiet: Annotated[
        str | None, typer.Option(metavar="HH:MM-HH:MM", help="When nothing is sent; it is kept until the end.")
    ] = None,
    zone: Annotated[str, typer.Option(help="The time zone of these times, such as Europe/Kyiv.")] = "UTC",
) -> None:
    """Save a search, or change it: workers look for it in every article that is indexed, and tell of each story once.

    Its words and filters are those of `search` and `positions`. With `pledgewire serve` it has addresses of its own:
    /saved/NAME.atom, .rss, .json and .csv.

    Example: pledgewire saved add no-to-troops --claims --stance against --to mailto:me@example.org
    """
    from datetime import UTC, datetime

    from pipeline import topics
    from pipeline.alerts import saved_searches
    from pipeline.alerts.receivers import known, means_of

    shared = context(ctx)
    given = {
        "q": (" ".join(words or ()),),
        "actor": values(actor),
        "mentions": values(mentions),
        "holder": values(holder),
        "type": values(kind),
        "stance": values(stance),
        "beneficiary": values(beneficiary),
        "instrument": values(instrument),
        "source": values(source),
        "site": values(site),
        "country": values(country),
        "language": values(language),
        "tag": whole(tag),
        "section": whole(section),
        "revised": values(revised),
        "paywalled": () if paywalled is None else (str(paywalled).lower(),),
        "conditional": () if conditional is None else (str(conditional).lower(),),
    }
    pairs = [(parameter, value) for parameter, all_of_them in given.items() for value in all_of_them]
    means = means_of(shared.config)
    saved = saved_searches.made(
        name,
        "claims" if claims else "articles",
        pairs,
        to=[known(each, means) for each in to or ()],
        digest=digest,
        digest_at=digest_at,
        quiet=quiet,
        zone=zone,
        now=datetime.now(UTC),
    )
    if any(each.name == name for each in shared.config.saved):
        raise UsageError(f"{name} stands in the configuration: change it there, or choose another name")
    endpoint = shared.endpoints().kafka
    topics.ensure(endpoint, shared.config.kafka)
    before = saved_searches.save(endpoint, saved)
    typer.echo(f"{'Changed' if before else 'Saved'} {name}.")
    typer.echo(
        f"`pledgewire saved test {name}` tries it; its feed is /saved/{name}.atom of `pledgewire serve`.", err=True
    )
