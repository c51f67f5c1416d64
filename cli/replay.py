"""`pledgewire replay`: publishes articles that lie on disk."""

import re
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import context
from cli.progress import progress
from schemas.counted import counted
from schemas.errors import InputError, UsageError

if TYPE_CHECKING:
    from pipeline.wait import Outcome

_SECONDS = {"s": 1, "m": 60, "h": 3600}


def register(app: typer.Typer) -> None:
    """Adds `replay`."""
    app.command()(replay)


def replay(
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(help="Text, HTML, JSONL or WARC files, or folders of them; - is standard input.")
    ],
    rate: Annotated[
        str | None, typer.Option(metavar="N/s", help="So many articles a second (also 30/m or 100/h), not faster.")
    ] = None,
    copies: Annotated[
        int,
        typer.Option(min=1, help="Send each article so often; copies are articles of their own, as in a busy stream."),
    ] = 1,
    loop: Annotated[bool, typer.Option("--loop", help="Send copies on and on until Ctrl-C.")] = False,
    shift_dates: Annotated[
        bool,
        typer.Option("--shift-dates", help="Move all dates so that the newest is now; undated articles get today's."),
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Wait until all can be found, or end when Kafka has them.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as a JSON object.")] = False,
) -> None:
    """Send articles from files through the whole path, as if they had just been fetched.

    The same file is always the same article: replayed twice, it is there once. With --copies or --loop, pass 2, 3 …
    sends each text again at an address of its own (…#copy-2), so that the stream really grows; the same pass is always
    the same article. Examples: pledgewire replay seeds/ ; pledgewire replay seeds/ --loop --rate 5/s --shift-dates
    """
    import msgspec

    from pipeline import topics
    from pipeline.publisher import Publisher
    from pipeline.replay import Options, Replay
    from pipeline.wait import Arrival

    pace = None if rate is None else rate_of(rate)
    if loop and copies != 1:
        raise UsageError("--copies says how many passes, --loop means endless ones: give one of the two")
    config, endpoints = context(ctx).config, context(ctx).endpoints()
    topics.ensure(endpoints.kafka, config.kafka)
    outcome: Outcome | None = None
    interrupted = False
    with ExitStack() as stack:
        show = stack.enter_context(progress(quiet=context(ctx).quiet))
        arrival = stack.enter_context(Arrival(endpoints)) if wait and not loop else None
        publisher = stack.enter_context(Publisher(endpoints.kafka, source="pledgewire/replay"))
        options = Options(
            rate=pace,
            copies=None if loop else copies,
            shift_dates=shift_dates,
            clean_timeout=config.fetching.clean_timeout,
        )
        run = Replay(paths, options, publisher, show)
        try:
            if arrival is None:
                run.run()
            else:
                run.run(arrival.expect)
                outcome = arrival.wait(progress=show)
        except KeyboardInterrupt:
            interrupted = True
            publisher.close()  # what is not acknowledged yet must not be waited for
    summary = {"published": publisher.acknowledged, "refused": run.count.refused}
    if outcome is not None:
        summary |= {"searchable": len(outcome.searchable), "dead_letters": len(outcome.dead)}
    typer.echo(msgspec.json.encode(summary).decode() if as_json else sentence(summary))
    if interrupted and not loop:
        raise KeyboardInterrupt
    if run.count.refused:
        raise InputError(f"refused: {run.count.refused} of the files or articles; the others went through")


def rate_of(text: str) -> float:
    """Gives articles a second. Raises UsageError."""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(?:/([smh]))?", text.strip())
    if match is None or not float(match[1]):
        raise UsageError(f"--rate {text}: write how many a second, minute or hour, such as 50/s, 30/m or 100/h")
    return float(match[1]) / _SECONDS[match[2] or "s"]


def sentence(summary: dict[str, int]) -> str:
    """Gives what became of articles that were published, as a person says it."""
    said = f"{counted(summary['published'], 'article')} published"
    if "searchable" in summary:
        said += f", {summary['searchable']} searchable"
    if summary.get("dead_letters"):
        said += f", {summary['dead_letters']} became dead letters (`pledgewire dead-letters list` says why)"
    if summary["refused"]:
        said += f", {summary['refused']} refused"
    return f"{said}."
