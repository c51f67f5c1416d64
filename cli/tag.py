"""`pledgewire tag`: the tags of articles in files, with no server running."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.vocabulary_option import VocabularyFolder, lay
from schemas.errors import FetchError, InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from schemas.article import CleanedArticle
    from schemas.tags import Position, Tags


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("tag")(tag)


def tag(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Text, HTML, JSONL or WARC files, folders of them, or - for standard input."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, with every tag.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say of every tag which rule or phrase made it.")] = False,
    with_text: Annotated[
        bool, typer.Option("--text/--no-text", help="Keep the article's text and the mentions in it in the JSON.")
    ] = True,
    vocabulary: VocabularyFolder = None,
) -> None:
    """Show who demands, offers or rejects which guarantee in articles, with the sentences that say so.

    Examples: pledgewire tag seeds/ ; pledgewire tag --json article.html | jq .positions
    """
    from datetime import UTC, datetime

    import msgspec

    from cli.plain import emit
    from connectors.files import read_with_files
    from connectors.refused import Refused
    from pipeline.taggers import configured
    from schemas.printable import escaped
    from tagging.record import record

    lay(context(ctx), vocabulary)
    config = context(ctx).config
    timeout, tagger = config.fetching.clean_timeout, configured(config.tagger, config.vocabulary)
    refused = articles = 0
    for file, found in read_with_files(paths, now=datetime.now(UTC), clean_timeout=timeout):
        if isinstance(found, Refused):
            refused += 1
            typer.echo(f"pledgewire: {found}", err=True)
            continue
        try:
            tags = tagger.tag(found)
        except (FetchError, InputError) as error:  # a language model that gave no answer to this article
            refused += 1
            typer.echo(f"pledgewire: {file}: {error}", err=True)
            continue
        articles += 1
        if as_json:
            line = msgspec.json.encode(record(found, tags, file, explain=explain, text=with_text))
            typer.echo(escaped(line.decode()))
        else:
            emit(for_people(found, tags, explain))
    if refused and not articles:
        raise InputError("nothing that was handed in holds an article that could be tagged")


def for_people(article: "CleanedArticle", tags: "Tags", explain: bool) -> "Iterator[RenderableType]":
    """Gives an article's tags and claims as they are shown on a terminal."""
    from rich.text import Text

    from cli.plain import indented
    from schemas.printable import one_line

    yield Text(one_line(article.title) or "(no title)", style="bold")
    yield Text(f"  {one_line(article.url)}", style="dim")
    for name in ("actors", "guarantee_types", "instruments", "sources"):
        ids = getattr(tags, name)
        if ids:
            yield indented(Text(f"{name.replace('_', ' ')}: {', '.join(ids)}"), 2)
    if not tags.positions:
        yield Text("  no position on a security guarantee")
    for position in tags.positions:
        yield from _claim(position, explain)
    if explain:
        yield Text("  mentions:")
        for mention in tags.mentions:
            span = mention.span
            where = f"{span.field} {span.start}–{span.end}"
            yield indented(Text(f"{mention.id}  “{one_line(span.text)}”  {where}  {mention.rule}", style="dim"), 4)
    yield Text("")


def _claim(position: "Position", explain: bool) -> "Iterator[RenderableType]":
    from rich.text import Text

    from cli.explained import explained
    from cli.plain import indented
    from schemas.printable import one_line

    colour = {"rejects": "red", "doubts": "yellow"}.get(position.stance, "green")
    line = Text()
    line.append(position.holder, style="bold")
    if position.on_behalf_of:
        line.append(f" for {position.on_behalf_of}")
    line.append(f" {position.stance} ", style=colour)
    line.append(f"{', '.join(position.types)} for {position.beneficiary}")
    said = [name for name in ("conditional", "negated") if getattr(position, name)]
    if said:
        line.append(f" ({', '.join(said)})", style="dim")
    yield indented(line, 2)
    if explain:
        yield from explained(position)
        return
    for span in position.evidence:
        yield indented(Text(one_line(span.text), style="italic"), 4)
