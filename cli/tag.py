"""`pledgewire tag`: the tags of articles in files, with no server running."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import context
from schemas.errors import InputError

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
        typer.Argument(metavar="FILE…", help="Text, HTML or JSONL files, folders of them, or - for standard input."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line, with every tag's place.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each tag which rule and words made it.")] = False,
) -> None:
    """Say who demands, offers or rejects which guarantee in these articles, with the sentences that say so.

    Offsets count Unicode characters of `text` (of `title` where an evidence has "field": "title").

    Examples: pledgewire tag seeds/ ; pledgewire tag - --json < article.txt
    """
    from datetime import UTC, datetime

    import msgspec

    from cli.plain import emit
    from connectors.files import read_with_files
    from connectors.refused import Refused
    from tagging.tagger import load

    config = context(ctx).config
    tagger = load(config.vocabulary)
    refused = articles = 0
    for file, found in read_with_files(paths, now=datetime.now(UTC), clean_timeout=config.fetching.clean_timeout):
        if isinstance(found, Refused):
            refused += 1
            typer.echo(f"pledgewire: {found}", err=True)
            continue
        tags = tagger.tag(found)
        articles += 1
        if as_json:
            typer.echo(msgspec.json.encode(document(file, found, tags, explain=explain)).decode())
        else:
            emit(_for_people(found, tags, explain=explain))
    if refused and not articles:
        raise InputError("nothing that was handed in holds an article")


def document(file: Path, article: "CleanedArticle", tags: "Tags", *, explain: bool) -> dict[str, Any]:
    """Gives the tags of one article in the form of the hand-tagged sets, with offsets, and all that is known beside."""
    import msgspec

    found = msgspec.to_builtins(tags)
    known = msgspec.to_builtins(article)
    if not explain:
        for claim in found["positions"]:
            claim.pop("rule", None)
    return {
        "file": str(file),
        "title": article.title,
        "published": article.published,
        "language": article.language,
        **{layer: found[layer] for layer in ("actors", "sources", "guarantee_types", "instruments", "positions")},
        "mentions": found["mentions"],
        "text": article.text,
        **{key: known[key] for key in ("text_hash", "url", "article_id", "version_id")},
        **{key: known[key] for key in ("dateline", "credits", "authors", "publisher", "site") if known.get(key)},
        "tagger_version": tags.tagger_version,
        "vocabulary_version": tags.vocabulary_version,
    }


def _for_people(article: "CleanedArticle", tags: "Tags", *, explain: bool) -> list["RenderableType"]:
    from rich.text import Text

    from cli.plain import indented
    from schemas.printable import printable

    layers = {"actors": tags.actors, "sources": tags.sources}
    layers |= {"guarantee types": tags.guarantee_types, "instruments": tags.instruments}
    parts: list[RenderableType] = [
        Text(printable(article.title) or "(no title)", style="bold"),
        *(indented(Text(f"{name}: {', '.join(ids)}"), 2) for name, ids in layers.items() if ids),
    ]
    for position in tags.positions:
        parts += _claim(position, explain=explain)
    if not tags.positions:
        parts.append(indented(Text("no claims about guarantees"), 2))
    if explain:
        for mention in tags.mentions:
            at = f"{mention.span.field} {mention.span.start}–{mention.span.end}"
            said = f"{mention.id} ← “{printable(mention.span.text)}” ({at}; {mention.rule})"
            parts.append(indented(Text(said, style="dim"), 2))
    return [*parts, Text("")]


def _claim(position: "Position", *, explain: bool) -> list["RenderableType"]:
    from rich.text import Text

    from cli.plain import indented, marked

    behalf = f" ({position.on_behalf_of})" if position.on_behalf_of else ""
    marks = [name for name in ("conditional", "negated") if getattr(position, name)]
    line = Text("• ")
    line.append(f"{position.holder}{behalf}", style="bold")
    line.append(f" {position.stance} {', '.join(position.types)} for {position.beneficiary}")
    line.append("".join(f", {mark}" for mark in marks))
    if explain:
        line.append(f"  [{position.rule}]", style="dim")
    return [indented(line, 2), *(indented(marked(span.text, ()), 4) for span in position.evidence)]
