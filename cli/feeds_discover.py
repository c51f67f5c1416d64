"""`pledgewire feeds discover`: the feeds of a site."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.progress import progress
from schemas.errors import FetchError, UsageError

if TYPE_CHECKING:
    from config.model import Config
    from connectors.discovery import Discovered


def register(group: typer.Typer) -> None:
    """Adds the command."""
    group.command("discover")(discover)


def discover(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A site's address, such as example.org.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Find the feeds of a site: those its page and robots.txt name, else those at the usual places; each is tried.

    Example: pledgewire feeds discover example.org
    """
    import asyncio

    import msgspec

    from connectors.addresses import is_web
    from schemas.printable import escaped
    from schemas.redact import redact

    address = url if "://" in url else f"https://{url}"
    if not is_web(address):
        raise UsageError(f"{redact(address)}: is no http or https address")
    shared = context(ctx)
    with progress(quiet=shared.quiet) as show:
        show.say(f"Looking for feeds of {redact(address)} …")
        found = asyncio.run(_discover(shared.config, address))
    for one in found:
        typer.echo(escaped(msgspec.json.encode(one).decode()) if as_json else _for_people(one))
    if not found:
        raise FetchError(f"{redact(address)}: no feed was found")


async def _discover(config: "Config", url: str) -> "list[Discovered]":
    from connectors.cleaner import Cleaner
    from connectors.discovery import discover as find
    from connectors.fetch import Fetcher

    async with Fetcher(config.fetching) as fetcher:
        with Cleaner(timeout=config.fetching.clean_timeout) as cleaner:
            return await find(url, fetcher, cleaner)


def _for_people(one: "Discovered") -> str:
    from schemas.printable import one_line

    listed = ("sitemap", "sitemaps") if one.kind == "sitemap-index" else ("entry", "entries")
    facts = [
        one.kind,
        f"{one.entries} {listed[one.entries != 1]}",
        f"newest {one.newest}" if one.newest else "",
        one.how,
    ]
    facts += ["with a hub" if one.hub else "", one_line(one.title, longest=80)]
    return f"{one_line(one.url, longest=2048)}\n  {', '.join(filter(None, facts))}"
