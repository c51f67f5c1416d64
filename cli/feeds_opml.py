"""`pledgewire feeds import` and `export`: lists of feeds as OPML."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from schemas.counted import counted
from schemas.errors import InputError

if TYPE_CHECKING:
    from config.model import Feed
    from connectors.opml import Listed


def register(group: typer.Typer) -> None:
    """Adds the commands."""
    group.command("import")(import_)
    group.command("export")(export)


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file; - is standard input.")],
    only_print: Annotated[
        bool, typer.Option("--print", help="Print `feeds:` for the configuration and add nothing; no server is needed.")
    ] = False,
) -> None:
    """Have the feeds of an OPML list polled; its folders become tags.

    Feeds that are polled already stay as they are. Example: pledgewire feeds import subscriptions.opml
    """
    from datetime import UTC, datetime

    from connectors.opml import read
    from pipeline import subscriptions
    from schemas.feed_state import feed_id

    shared = context(ctx)
    listed = read(_bytes(file), "standard input" if file == Path("-") else str(file))
    feeds = [feed for feed in map(_valid, listed) if feed is not None]
    known = {feed_id(feed.url) for feed in (shared.config.feeds if only_print else _polled(shared))}
    new = [feed for feed in feeds if feed_id(feed.url) not in known]
    if only_print:
        typer.echo("feeds:" if new else "# every feed of the list is configured already")
        for feed in new:
            typer.echo("\n".join(_lines(feed)))
    elif new:
        subscriptions.add(shared.endpoints().kafka, new, datetime.now(UTC))
    counts = f"new: {len(new)}, there already: {len(feeds) - len(new)}, refused: {len(listed) - len(feeds)}"
    _note(f"{counted(len(listed), 'feed is', 'feeds are')} listed; {counts}.")


def export(
    ctx: typer.Context,
    configured: Annotated[
        bool, typer.Option("--configured", help="Those of the configuration alone; no server is needed.")
    ] = False,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Write feeds whose address holds a password or token, too.")
    ] = False,
) -> None:
    """Print the feeds that are polled as OPML, each in a folder named by its first tag.

    Example: pledgewire feeds export > feeds.opml
    """
    from datetime import UTC, datetime

    from connectors.opml import Listed, write
    from schemas.redact import redact

    shared = context(ctx)
    feeds = list(shared.config.feeds) if configured else _polled(shared)
    shown = [feed for feed in feeds if with_secrets or redact(feed.url) == feed.url]
    listed = [Listed(url=one.url, name=one.name, tags=one.tags, language=one.language) for one in shown]
    typer.echo(write(listed, title="pledgewire", now=datetime.now(UTC)), nl=False)
    if len(shown) < len(feeds):
        left = len(feeds) - len(shown)
        _note(f"Left out: {left} whose addresses may hold secrets; --with-secrets writes them.")


def _polled(shared: Context) -> "list[Feed]":
    """Gives the feeds that are subscribed to, the configured ones among them. Raises ServerError, StackError."""
    from datetime import UTC, datetime

    from pipeline import subscriptions, topics
    from pipeline.subscribed import feed_of

    endpoint = shared.endpoints().kafka
    topics.ensure(endpoint, shared.config.kafka)
    states = subscriptions.all_of(endpoint, shared.config.feeds, datetime.now(UTC))
    return [feed for feed in map(feed_of, states) if feed is not None]


def _bytes(file: Path) -> bytes:
    from connectors.opml import MOST_BYTES

    try:
        if file == Path("-"):
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error


def _valid(listed: "Listed") -> "Feed | None":
    """Gives what may be polled; says what may not, and why."""
    from cli.feed_argument import feed
    from schemas.errors import UsageError

    try:
        return feed(listed.url, name=listed.name, tags=listed.tags)
    except UsageError as error:
        _note(f"refused: {error}")
        return None


def _lines(feed: "Feed") -> list[str]:
    """JSON's strings and lists are YAML's too, whatever stands in them."""
    lines = [f"  - url: {json.dumps(feed.url)}"]
    lines += [f"    name: {json.dumps(feed.name, ensure_ascii=False)}"] if feed.name else []
    lines += [f"    tags: {json.dumps(feed.tags, ensure_ascii=False)}"] if feed.tags else []
    return lines


def _note(sentence: str) -> None:
    from schemas.printable import one_line

    typer.echo(one_line(sentence, longest=300), err=True)
