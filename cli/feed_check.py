"""`pledgewire feeds check`: tries one feed and says what it found."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.feed_argument import feed
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from pipeline.feed_check import Checked


KINDS = {
    "rss": "RSS",
    "atom": "Atom",
    "rdf": "RDF",
    "json": "a JSON Feed",
    "sitemap": "a sitemap",
    "sitemap-index": "an index of sitemaps",
}


def check(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the feed is.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Fetch a feed once and say what is there; no server is needed and nothing is kept.

    Example: pledgewire feeds check https://example.org/world.xml
    """
    import asyncio
    from datetime import UTC, datetime

    import msgspec

    from pipeline import feed_check

    found = asyncio.run(feed_check.check(context(ctx).config, feed(url), datetime.now(UTC)))
    if as_json:
        typer.echo(msgspec.json.encode(found).decode())
        return
    for line in _lines(found):
        typer.echo(one_line(line))
    for entry in found.newest:
        typer.echo(f"  {(entry.published or 'no date')[:16]:<16}  {one_line(entry.title or '(no title)', longest=90)}")


def _lines(found: "Checked") -> list[str]:
    from pipeline.feed_health import ago, pace

    lines = [f"{found.title or '(no title)'}: {KINDS[found.kind]} with {counted(found.entries, 'entry', 'entries')}"]
    lines += [f"  cannot be had: {failure}" for failure in found.failures]
    if found.moved_to:
        lines.append(f"It has moved for good to {found.moved_to}.")
    if found.articles_a_day is None:
        lines.append("Its entries have no dates.")
    else:
        silent = ago((found.days_silent or 0.0) * 86_400.0)
        lines.append(f"It has {pace(found.articles_a_day)}, the newest {silent} ago.")
    lines.append(
        f"It would be polled every {ago(found.poll_every)}"
        + (f"; it asks to be left alone for {ago(found.asked)}." if found.asked else ".")
    )
    if not found.conditional:
        lines.append("Its server cannot say that nothing has changed, so each poll fetches the whole feed.")
    return lines
