"""`pledgewire vocab`: what the tagger knows, whether it is right, and what it makes of a sentence."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.vocabulary_option import VocabularyFolder, lay
from schemas.errors import InputError, UsageError, VocabularyError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from schemas.article import CleanedArticle
    from tagging.lookup import Answer
    from tagging.trial import Trial

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Adds the group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("check")(check)
    group.command("show")(show)
    group.command("test")(attempt)
    app.add_typer(group, name="vocab", help="Check the vocabulary, look into it, and try what it does.")


def check(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="The vocabulary's folder, as with --vocabulary.")] = None,
    vocabulary: VocabularyFolder = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a vocabulary is right; where it is not, name every mistake with file, line and key.

    Example: pledgewire vocab check my-vocabulary/
    """
    from cli.asking import print_json
    from schemas.printable import one_line
    from tagging.check import check_all

    lay(context(ctx), folder or vocabulary)
    checked = check_all(context(ctx).config.vocabulary)
    if as_json:
        print_json(checked)
    else:
        for mistake in checked.mistakes:
            typer.echo(one_line(mistake))
    number = len(checked.mistakes)
    where = one_line(checked.folders[-1])
    if number:
        raise VocabularyError(f"the vocabulary {where} has {number} mistake{'' if number == 1 else 's'}")
    if not as_json:
        counted = ", ".join(f"{count:,} {section.replace('_', ' ')}" for section, count in checked.entries.items())
        types, languages = len(checked.types), ", ".join(checked.languages) or "no"
        typer.echo(f"{where} is right: {counted}, {types} guarantee types; claims in {languages}.")
        typer.echo(f"version {checked.version}")


def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID|ALIAS", help="An id, or a name or phrase in any script.")],
    vocabulary: VocabularyFolder = None,
    as_json: AsJson = False,
) -> None:
    """Print what the vocabulary holds under an id, a name or a phrase, with file and line.

    Examples: pledgewire vocab show Рябкова ; pledgewire vocab show troop-presence ; pledgewire vocab show "ruled out"
    """
    from difflib import get_close_matches

    from cli.asking import print_json
    from cli.plain import emit
    from schemas.printable import one_line
    from tagging.lookup import look_up
    from tagging.tagger import load

    lay(context(ctx), vocabulary)
    tagger = load(context(ctx).config.vocabulary)
    answer = look_up(name, tagger)
    if not answer:
        ids = [str(found) for _, placed in tagger.vocabulary.placed() if (found := getattr(placed.entry, "id", None))]
        near = get_close_matches(name.lower(), [*ids, *tagger.lexicon.subject.types], n=3)
        hint = f"; there is {', '.join(near)}" if near else ""
        raise InputError(f"nothing in the vocabulary has the id or the name {one_line(name, longest=80)}{hint}")
    if as_json:
        print_json(answer)
    else:
        emit(_shown(answer))


def attempt(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="A sentence or more; - reads standard input.")],
    title: Annotated[
        str, typer.Option(help="The headline above it. Claims are looked for where something speaks of guarantees.")
    ] = "",
    language: Annotated[str | None, typer.Option(help="ISO 639-1, such as uk; detected where not given.")] = None,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The article's day: offices change hands.")
    ] = None,
    vocabulary: VocabularyFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show what a text gives: actors, types and claims, every phrase that was heard in it, and why.

    Example: pledgewire vocab test "Macron ruled out sending troops to Ukraine." --title "Security guarantees"
    """
    import sys

    from cli.asking import print_json
    from cli.plain import emit
    from schemas.article import MAX_TEXT
    from tagging.record import record
    from tagging.tagger import load
    from tagging.trial import trial

    lay(context(ctx), vocabulary)
    given = sys.stdin.read(MAX_TEXT) if text == "-" else text
    if not given.strip():
        raise UsageError("give some words to try")
    article = _article(given, title, language, date)
    found = trial(article, load(context(ctx).config.vocabulary))
    if as_json:
        tags = record(article, found.tags, explain=True)
        print_json({**tags, "heard": found.heard, "notes": found.notes})
        return
    emit(_tried(article, found))


def _article(text: str, title: str, language: str | None, date: datetime | None) -> "CleanedArticle":
    from datetime import UTC

    from connectors.text.language import detect
    from schemas.article import MAX_TEXT, MAX_TITLE, make_cleaned

    return make_cleaned(
        url="seed:vocab-test",
        title=title[:MAX_TITLE],
        text=text[:MAX_TEXT],
        language=language or detect(title, text),
        fetched_at=datetime.now(UTC).isoformat(),
        version=0,
        published=f"{date:%Y-%m-%d}T00:00:00Z" if date else None,
    )


def _shown(answer: "Answer") -> "Iterator[RenderableType]":
    import yaml
    from rich.text import Text

    from cli.plain import indented
    from schemas.printable import printable

    for known in answer.entries:
        head = Text(str(known.entry.get("id", known.section)), style="bold")
        head.append(f"  {known.section}  {known.place}", style="not bold dim")
        yield head
        for how in known.found_as:
            yield indented(Text(f"found by {printable(how)}", style="dim"), 2)
        rest = {name: value for name, value in known.entry.items() if name != "id"}
        plain = yaml.safe_dump(rest, allow_unicode=True, sort_keys=False, width=110)
        yield indented(Text(printable(plain).rstrip()), 2)
    for phrase in answer.phrases:
        line = Text(f"{phrase.kind} {phrase.name}".strip(), style="bold")
        line.append(f"  in {phrase.language}: {phrase.phrase}  {phrase.place}", style="not bold dim")
        yield line


def _tried(article: "CleanedArticle", found: "Trial") -> "Iterator[RenderableType]":
    from rich.text import Text

    from cli.plain import indented
    from cli.tag import for_people
    from schemas.printable import one_line

    yield from for_people(article, found.tags, explain=True)
    yield Text(f"  heard as {article.language}:")
    for heard in found.heard:
        line = Text(f"{heard.kind} {heard.name}".strip())
        line.append(f"  “{one_line(heard.span.text)}”  {one_line(heard.phrase)}  {heard.place}", style="dim")
        yield indented(line, 4)
    for note in found.notes:
        yield Text(f"  {note}")
