"""`pledgewire evaluate`: how good the tags are on articles tagged by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.evaluate_corrections import evaluate_corrections
from cli.vocabulary_option import VocabularyFolder, lay
from schemas.counted import counted
from schemas.errors import InputError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from schemas.endpoints import ModelEndpoint
    from tagging.evaluate.report import Report

_HOME = Path(__file__).parent.parent


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    ctx: typer.Context,
    sets: Annotated[
        list[Path] | None,
        typer.Option(
            "--set", metavar="FOLDER", help="A folder of articles (.txt) with their tags (.json); may be repeated."
        ),
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where the tags (.json) are, if not beside the articles.")
    ] = None,
    vocabulary: VocabularyFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document, with every mistake.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List every invented and every missed tag.")] = False,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Measure keywords alone too, and spaCy's names where it is installed.")
    ] = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Measure by what readers corrected, with what is wrong still.")
    ] = False,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Corrections that were exported, instead of those in Kafka."),
    ] = None,
) -> None:
    """Compare the tagger with articles that a person tagged: precision, recall and F1 of every layer.

    Without --set it measures the five seed articles.

    Example: pledgewire evaluate --set evaluation/development --errors
    """
    import msgspec

    from cli.plain import emit
    from pipeline.taggers import model_of

    lay(context(ctx), vocabulary)
    if source is not None and not corrections:
        raise UsageError("--from is where corrections are: add --corrections")
    if corrections:
        if sets or gold or baselines or errors:
            raise UsageError(
                "--corrections measures by what readers said: leave out --set, --gold, --baselines, --errors"
            )
        evaluate_corrections(context(ctx), source, as_json)
        return
    config = context(ctx).config
    report = _measure(sets, gold, config.vocabulary, model_of(config.tagger), baselines)
    if as_json:
        typer.echo(msgspec.json.encode(report.document()).decode())
        return
    emit(_shown(report, errors))


def _measure(
    sets: list[Path] | None,
    gold: Path | None,
    vocabulary: Path | None,
    model: "ModelEndpoint | None",
    baselines: bool,
) -> "Report":
    from datetime import UTC, datetime

    from connectors.files import read
    from pipeline.taggers import make
    from schemas.article import CleanedArticle
    from tagging.evaluate.baselines import keywords, spacy
    from tagging.evaluate.gold import load
    from tagging.evaluate.report import measure, measure_baseline
    from tagging.tagger import load as load_rules

    if gold is None and sets is None:
        gold = _HOME / "evaluation" / "seeds"
    folders = sets or [_HOME / "seeds"]
    tagger = make(model, vocabulary)
    tagged = []
    for folder in folders:
        for path, tags in load(folder, gold):
            article = next(iter(read([path], now=datetime.now(UTC))), None)
            if not isinstance(article, CleanedArticle):
                raise InputError(f"{path} holds no article: {article}")
            tagged.append((article, tagger.tag(article), tags))
    report = measure(tagged)
    if baselines:
        rules = load_rules(vocabulary)
        known = (keywords(rules.vocabulary, rules.lexicon), spacy(rules.vocabulary))
        articles = [(article, tags) for article, _, tags in tagged]
        others = {one.name: measure_baseline(one, articles) for one in known if one is not None}
        report = report._replace(baselines=others)
    return report


def _shown(report: "Report", errors: bool) -> "Iterator[RenderableType]":
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    from tagging.evaluate.score import LAYERS

    parts: list[str | None] = [None]
    if len(report.languages()) > 1:
        parts += report.languages()
    for language in parts:
        here = [one for one in report.articles if language in (None, one.language)]
        table = Table(
            title=f"{language or 'all'}: {counted(len(here), 'article')}",
            title_justify="left",
            box=SIMPLE,
            pad_edge=False,
            padding=0,
        )
        table.add_column("layer", no_wrap=True)
        for column in ("precision", "recall", "F1", "95% interval", "right", "invented", "missed"):
            table.add_column(column, justify="right", no_wrap=True)
        for layer in LAYERS:
            score = report.score(layer, language)
            table.add_row(
                layer.replace("_", " "),
                *(f"{score[name]:.2f}" for name in ("precision", "recall", "f1")),
                f"{score['f1_low']:.2f}–{score['f1_high']:.2f}",
                *(str(score[name]) for name in ("right", "invented", "missed")),
            )
        yield table
    if report.baselines:
        yield from _beside(report)
    if errors:
        for mistake in report.mistakes:
            yield Text(f"{mistake.article} {mistake.layer} {mistake.kind}: {mistake.detail}")
            if mistake.evidence:
                yield Text(f"    {mistake.evidence}", style="dim")


def _beside(report: "Report") -> "Iterator[RenderableType]":
    """Shows F1 of the tagger and of each baseline on the articles that the baseline knows."""
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    for name, other in report.baselines.items():
        shown = [None, *other.languages()] if len(other.languages()) > 1 else other.languages()
        yield Text(f"F1 beside {name}: {counted(len(other.articles), 'article')}", style="italic")
        table = Table(box=SIMPLE, pad_edge=False, padding=0)
        table.add_column("layer", no_wrap=True)
        for language in shown:
            table.add_column(language or "all", justify="right", no_wrap=True)
            table.add_column(name, justify="right", no_wrap=True, style="dim")
        for layer in other.layers():
            cells = [f"{one.score(layer, language)['f1']:.2f}" for language in shown for one in (report, other)]
            table.add_row(layer.replace("_", " "), *cells)
        yield table
