"""`pledgewire evaluate --corrections`: what of the readers' corrections the tagger gets right by now."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.context import Context
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from schemas.tags import Tags
    from tagging.evaluate.corrected import Corrected, Report


def evaluate_corrections(shared: Context, source: Path | None, as_json: bool) -> None:
    """Prints the report of the corrections in Kafka, or in a file. Raises InputError, ServerError."""
    import msgspec

    from cli.plain import emit
    from pipeline.corrected import from_file, from_kafka
    from tagging.evaluate.corrected import measure

    given = from_kafka(shared.endpoints().kafka) if source is None else from_file(source)
    report = measure(_tagged(shared, given))
    if as_json:
        typer.echo(msgspec.json.encode(report.document()).decode())
        return
    if not report.layers:
        typer.echo("There are no corrections: `pledgewire serve` takes them.", err=True)
        return
    emit(_shown(report))


def _tagged(shared: Context, given: "Iterator[Corrected]") -> "Iterator[tuple[Corrected, Tags | None]]":
    from pipeline.taggers import configured

    tagger = configured(shared.config.tagger, shared.config.vocabulary)
    known: dict[str, Tags] = {}
    for one in given:
        article = one.article
        if article is not None and article.version_id not in known:
            known[article.version_id] = tagger.tag(article)
        yield one, known[article.version_id] if article is not None else None


def _shown(report: "Report") -> "Iterator[RenderableType]":
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, pad_edge=False, padding=0)
    table.add_column("layer", no_wrap=True)
    for column in ("corrected", "right now", "wrong still", "without text"):
        table.add_column(column, justify="right", no_wrap=True)
    for layer, count in report.layers.items():
        numbers = (sum(count), count.mended, count.wrong, count.unknown)
        table.add_row(layer.replace("_", " "), *map(str, numbers))
    yield table
    if missing := sum(count.unknown for count in report.layers.values()):
        yield Text(f"Of {counted(missing, 'correction')} the article's text is not there, so nothing is known of them.")
    for mistake in report.mistakes:
        yield Text(one_line(f"{mistake.article} {mistake.layer} {mistake.kind}: {mistake.detail}"))
        yield Text(f"    {one_line(mistake.evidence)}", style="dim")
