"""`pledgewire feeds import` and `export`: lists of feeds as OPML."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
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
) -> None:
    """Print the feeds of an OPML list as `feeds:` of the configuration; folders become tags.

    Feeds that are configured already are left out. Example: pledgewire feeds import subscriptions.opml
    """
    from connectors.opml import read

    known = {feed.url for feed in context(ctx).config.feeds}
    listed = read(_bytes(file), "standard input" if file == Path("-") else str(file))
    feeds = [feed for feed in map(_valid, listed) if feed is not None]
    new = [feed for feed in feeds if feed.url not in known]
    typer.echo("feeds:" if new else "# every feed of the list is configured already")
    for feed in new:
        typer.echo("\n".join(_lines(feed)))
    _note(f"New: {len(new)}; configured already: {len(feeds) - len(new)}; refused: {len(listed) - len(feeds)}.")


def export(
    ctx: typer.Context,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Write feeds whose address holds a password or token, too.")
    ] = False,
) -> None:
    """Print the configured feeds as OPML, with the first tag of each as its folder.

    Example: pledgewire feeds export > feeds.opml
    """
    from datetime import UTC, datetime

    from connectors.addresses import secrets
    from connectors.opml import Listed, write

    feeds = context(ctx).config.feeds
    shown = [feed for feed in feeds if with_secrets or not (secrets(feed.url) or "@" in feed.url.partition("?")[0])]
    listed = [Listed(url=one.url, name=one.name, tags=one.tags, language=one.language) for one in shown]
    typer.echo(write(listed, title="pledgewire", now=datetime.now(UTC)), nl=False)
    if len(shown) < len(feeds):
        left = len(feeds) - len(shown)
        _note(f"Left out: {left} whose addresses may hold secrets; --with-secrets writes them.")


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
    """Gives what may stand in the configuration; says what may not, and why."""
    from pydantic import ValidationError

    from config.model import Feed
    from schemas.redact import redact

    try:
        return Feed(url=listed.url, name=listed.name, tags=listed.tags)
    except ValidationError as error:
        _note(f"refused: {redact(listed.url)} ({error.errors(include_url=False)[0]['msg']})")
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
