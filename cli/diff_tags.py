"""`pledgewire diff-tags`: one stream of articles through two taggers, and what changes claim by claim."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from cli.progress import progress
from schemas.errors import UsageError

if TYPE_CHECKING:
    from cli.tag_sides import SavedSide, TaggerSide
    from schemas.article import CleanedArticle
    from tagging.evaluate.difference import About

    Stream = Iterable[tuple[About, CleanedArticle | None]]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("diff-tags")(diff_tags)


def diff_tags(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH…]", help="Articles in files or folders; else those of a side.")
    ] = None,
    before: Annotated[
        str, typer.Option("--from", metavar="A", help="Saved tags (.jsonl), a vocabulary's folder, rules or llm.")
    ] = "rules",
    after: Annotated[str, typer.Option("--to", metavar="B", help="The same for the other side.")] = "rules",
    topic: Annotated[bool, typer.Option("--topic", help="Replay every article version that Kafka holds.")] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object a line for each article that differs, then the counts."),
    ] = False,
    counts_only: Annotated[bool, typer.Option("--counts", help="Print the counts alone.")] = False,
) -> None:
    """Show what changes between two taggers or two vocabularies, claim by claim: added, dropped, changed.

    Tags of another version of pledgewire are a side too: save them there with `pledgewire tag --json PATH > old.jsonl`.

    Examples: pledgewire diff-tags --from rules --to my-vocabulary/ seeds/ ; pledgewire diff-tags --from old.jsonl
    """
    import msgspec

    from cli.lines import line
    from cli.plain import emit
    from cli.tag_sides import SavedSide, side
    from cli.told_difference import told, told_counts
    from tagging.evaluate.difference import counts, difference

    shared = context(ctx)
    one, other = side("--from", before, shared.config), side("--to", after, shared.config)
    counted = counts()
    with progress(quiet=shared.quiet) as show:
        number = 0
        for about, article in _stream(shared, paths, topic, one, other):
            number += 1
            show.update("compared", number, unit="articles")
            earlier, later = one.tags(about.article_id, article), other.tags(about.article_id, article)
            if earlier is None or later is None:
                counted.missing += 1
                continue
            found = difference(about, earlier, later)
            counted.count(found, later)
            if found and as_json and not counts_only:
                line(msgspec.json.encode(found).decode())
            elif found and not counts_only:
                emit(told(found))
        show.update("compared", number, number, unit="articles")
    for each in (one, other):
        # What only the saved side has was compared with nothing.
        if isinstance(each, SavedSide) and (paths or topic):
            counted.missing += max(0, len(each.records) - counted.articles - counted.missing)
    if as_json:
        line(msgspec.json.encode({"from": one.name, "to": other.name, "counts": counted}).decode())
    else:
        emit(told_counts(one.name, other.name, counted))


def _stream(
    shared: Context,
    paths: list[Path] | None,
    topic: bool,
    one: "TaggerSide | SavedSide",
    other: "TaggerSide | SavedSide",
) -> "Stream":
    """Gives what is compared: files, the topic, or the articles of the side that was saved."""
    from cli.tag_sides import SavedSide

    if paths and topic:
        raise UsageError("--topic reads Kafka and PATH reads files: give one of the two")
    if paths:
        return _from_files(shared, paths)
    if topic:
        return _from_topic(shared)
    saved = next((each for each in (one, other) if isinstance(each, SavedSide)), None)
    if saved is None:
        raise UsageError("say which articles: PATH, --topic, or a side with saved tags")
    return saved.articles()


def _from_files(shared: Context, paths: list[Path]) -> "Stream":
    from datetime import UTC, datetime

    from connectors.files import read
    from connectors.refused import Refused

    timeout = shared.config.fetching.clean_timeout
    for found in read(paths, now=datetime.now(UTC), clean_timeout=timeout):
        if isinstance(found, Refused):
            typer.echo(f"pledgewire: {found}", err=True)
        else:
            yield found, found


def _from_topic(shared: Context) -> "Iterator[tuple[CleanedArticle, CleanedArticle]]":
    from pipeline.cleaned_topic import versions

    return ((article, article) for article in versions(shared.endpoints().kafka))
