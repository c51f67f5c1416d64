"""`pledgewire retag`: brings the index up to date with the tagger and the vocabulary."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.filter_options import AsJson, Since
from cli.progress import progress
from cli.vocabulary_option import VocabularyFolder, lay

if TYPE_CHECKING:
    from pipeline.retag import Outcome, Plan
    from tagging.interface import Versions


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("retag")(retag)


def retag(
    ctx: typer.Context,
    since: Since = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be tagged again, and do nothing.")] = False,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Wait until all carries the new tags, or end when Kafka has it.")
    ] = True,
    vocabulary: VocabularyFolder = None,
    as_json: AsJson = False,
) -> None:
    """Tag again what another tagger or another vocabulary tagged: read from Kafka, sent through the workers.

    The workers must run with this tagger and this vocabulary: restart them first. Nothing doubles, and what is up to
    date is left alone; a retag that was broken off is simply typed again.

    Example: pledgewire retag --since 90d --dry-run
    """
    import msgspec

    from cli.asking import moment
    from pipeline import retag as again
    from pipeline import topics
    from pipeline.publisher import Publisher
    from pipeline.taggers import configured
    from pipeline.wait import Arrival
    from search.client import connect
    from search.moments import span

    lay(context(ctx), vocabulary)
    config = context(ctx).config
    versions = configured(config.tagger, config.vocabulary).versions
    begin = span(since, None, moment()["now"]).since
    endpoints = context(ctx).endpoints()
    topics.ensure(endpoints.kafka, config.kafka)
    with ExitStack() as stack:
        client = stack.enter_context(connect(endpoints.elasticsearch))
        others = again.others(client, endpoints, versions, begin)
        found = again.plan(others)
        if dry_run:
            if as_json:
                told = {"versions": versions._asdict(), "articles": len(found.wanted), "tagged_by": found.by}
                typer.echo(msgspec.json.encode(told).decode())
            else:
                for line in _planned(found, versions):
                    typer.echo(line)
            return
        show = stack.enter_context(progress(quiet=context(ctx).quiet))
        arrival = stack.enter_context(Arrival(endpoints)) if wait and found.wanted else None
        with Publisher(endpoints.kafka, source="pledgewire/retag") as publisher:
            expect = arrival.expect if arrival else lambda article: None
            sent = again.send(found.wanted, endpoints.kafka, publisher, show, expect)
        retagged, dead = again.settle(sent, others, arrival, show) if arrival and sent else (0, 0)
    outcome = again.Outcome(
        wanted=len(found.wanted), sent=len(sent), retagged=retagged, missing=len(found.wanted) - len(sent), dead=dead
    )
    typer.echo(msgspec.json.encode(outcome).decode() if as_json else _sentence(outcome, waited=wait))


def _planned(found: "Plan", versions: "Versions") -> Iterator[str]:
    from schemas.counted import counted

    yield f"The tagger is {versions.tagger}, the vocabulary {versions.vocabulary}."
    for one in found.by:
        tagger, vocabulary = one.tagger_version or "no version", one.vocabulary_version or "no version"
        yield f"{counted(one.articles, 'article')} tagged by {tagger} with {vocabulary}"
    yield f"{counted(len(found.wanted), 'article')} would be tagged again."


def _sentence(outcome: "Outcome", *, waited: bool) -> str:
    from schemas.counted import counted

    if not outcome.wanted:
        return "Everything that is indexed was tagged by this tagger with this vocabulary."
    said = f"{counted(outcome.sent, 'article')} sent to be tagged again"
    if waited and outcome.sent:
        said += f", {outcome.retagged} {'carries' if outcome.retagged == 1 else 'carry'} the new versions"
    if outcome.dead:
        said += f", {outcome.dead} became dead letters (`pledgewire dead-letters list` says why)"
    if outcome.missing:
        said += f"; {outcome.missing} no longer in Kafka (replay or fetch them)"
    return f"{said}."
