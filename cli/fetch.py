"""`pledgewire fetch`: single pages by their address, published or printed."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from cli.clean import for_people
from cli.context import Context, context
from cli.progress import progress
from cli.replay import sentence
from schemas.errors import FetchError, UsageError

if TYPE_CHECKING:
    from config.model import Config
    from connectors.refused import Refused
    from schemas.article import CleanedArticle
    from schemas.progress import Progress


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("fetch")(fetch)


def fetch(
    ctx: typer.Context,
    urls: Annotated[list[str], typer.Argument(metavar="URL…", help="Addresses of articles.")],
    only_print: Annotated[
        bool, typer.Option("--print", help="Print what cleaning gives, and publish nothing; no server is needed.")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Wait until all can be found, or end when Kafka has them.")
    ] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: the summary, or with --print one article a line.")
    ] = False,
) -> None:
    """Fetch pages, clean them and publish the articles on them, as if a feed had listed them.

    Examples: pledgewire fetch https://example.org/a https://example.org/b ; pledgewire fetch --print https://example.org/a
    """
    from connectors.addresses import is_web
    from connectors.refused import Refused
    from schemas.redact import redact

    shared = context(ctx)
    for url in urls:
        if not is_web(url):
            raise UsageError(f"{redact(url)}: is no http or https address")
    with progress(quiet=shared.quiet) as show:
        found = _fetched(shared.config, urls, show)
        articles = [one for one in found if not isinstance(one, Refused)]
        refused = [one for one in found if isinstance(one, Refused)]
        for one in refused if len(found) > 1 else ():
            show.say(f"refused: {one}")
        if only_print:
            _print(articles, as_json)
        elif articles:
            _publish(shared, articles, len(refused), wait, as_json, show)
    if refused:
        raise FetchError(
            str(refused[0]) if len(found) == 1 else f"{len(refused)} of {len(found)} addresses gave no article"
        )


def _fetched(config: "Config", urls: Sequence[str], show: "Progress") -> "list[CleanedArticle | Refused]":
    import asyncio
    from datetime import UTC, datetime

    from connectors.cleaner import Cleaner
    from connectors.fetch import Fetcher
    from connectors.web import read

    async def work() -> "list[CleanedArticle | Refused]":
        found: list[CleanedArticle | Refused] = []
        with Cleaner(timeout=config.fetching.clean_timeout) as cleaner:
            async with Fetcher(config.fetching, room=cleaner.room) as fetcher:
                async for one in read(urls, fetcher, cleaner, lambda: datetime.now(UTC)):
                    found.append(one)
                    show.update("fetched", len(found), len(set(urls)), unit="page")
        return found

    return asyncio.run(work())


def _print(articles: "list[CleanedArticle]", as_json: bool) -> None:
    from schemas.messages import encode

    for article in articles:
        typer.echo(encode(article).decode() if as_json else for_people(article) + "\n")


def _publish(
    shared: Context, articles: "list[CleanedArticle]", refused: int, wait: bool, as_json: bool, show: "Progress"
) -> None:
    import msgspec

    from pipeline import topics
    from pipeline.publisher import Publisher
    from pipeline.wait import Arrival

    endpoints = shared.endpoints()
    topics.ensure(endpoints.kafka, shared.config.kafka)
    with ExitStack() as stack:
        arrival = stack.enter_context(Arrival(endpoints)) if wait else None
        publisher = stack.enter_context(Publisher(endpoints.kafka, source="pledgewire/fetch"))
        for article in articles:
            publisher.send(article)
            if arrival is not None:
                arrival.expect(article)
        publisher.flush()
        summary = {"published": publisher.acknowledged, "refused": refused}
        if arrival is not None:
            outcome = arrival.wait(progress=show)
            summary |= {"searchable": len(outcome.searchable), "dead_letters": len(outcome.dead)}
    typer.echo(msgspec.json.encode(summary).decode() if as_json else sentence(summary))
