"""`pledgewire clean`: what cleaning gives, with no server running."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from schemas.errors import InputError

if TYPE_CHECKING:
    from schemas.article import CleanedArticle


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("clean")(clean)


def clean(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Text, HTML, JSONL or WARC files, folders of them, or - for standard input."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, with every field.")] = False,
    url: Annotated[str | None, typer.Option(help="The address that the article came from.")] = None,
) -> None:
    """Print articles without the boilerplate around them: title, dateline, text, credits, date, language.

    Example: pledgewire clean seeds/ --json
    """
    from datetime import UTC, datetime

    from connectors.addresses import is_web
    from connectors.files import read
    from connectors.refused import Refused
    from schemas.messages import encode

    if url is not None and not is_web(url):
        raise InputError(f"--url {url}: is no http or https address")
    timeout = context(ctx).config.fetching.clean_timeout
    refused = articles = 0
    for found in read(paths, now=datetime.now(UTC), url=url, clean_timeout=timeout):
        if isinstance(found, Refused):
            refused += 1
            typer.echo(f"pledgewire: {found}", err=True)
            continue
        typer.echo(encode(found).decode() if as_json else for_people(found) + "\n")
        articles += 1
    if refused and not articles:
        raise InputError("nothing that was handed in holds an article")


def for_people(article: "CleanedArticle") -> str:
    """Gives a cleaned article as a person reads it, harmless on a terminal."""
    from schemas.printable import printable

    facts = {
        "address": article.url,
        "published": article.published and f"{article.published} (told by the {article.published_from})",
        "by": article.authors and f"{', '.join(article.authors)} (told by the {article.authors_from})",
        "outlet": article.publisher,
        "section": article.section,
        "language": article.language,
        "for subscribers": article.paywalled and "yes",
        "picture": article.image,
        "dateline": article.dateline,
        "credits": article.credits,
        "bytes": article.charset and f"read as {article.charset.encoding} ({article.charset.source})",
        "mojibake": article.mojibake,
        "version": article.version_id,
    }
    lines = [typer.style(printable(article.title) or "(no title)", bold=True)]
    lines += [f"  {name}: {printable(value)}" for name, value in facts.items() if value]
    return "\n".join([*lines, "", printable(article.text)])
