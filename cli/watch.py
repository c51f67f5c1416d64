"""`pledgewire watch`: polls feeds and reads folders, and publishes the articles that are new there."""

import sys
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import Context, context
from cli.lines import line
from cli.live import live, terminal
from cli.log_format import LogFormat, Logged, Option, teller
from cli.progress import progress
from cli.until_signalled import until_signalled
from cli.watch_folders import FolderReports, read_folders
from cli.watch_progress import WatchProgress
from cli.watch_report import Tally, as_object, show
from cli.watch_standing import Standing
from schemas.counted import counted
from schemas.errors import FetchError, InputError, UsageError

if TYPE_CHECKING:
    from config.model import Feed
    from pipeline.watch import Report
    from schemas.progress import Progress


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("watch")(watch)


def watch(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Poll every feed once, due or not, and end.")] = False,
    feed: Annotated[
        list[str] | None, typer.Option("--feed", metavar="URL", help="Poll this feed alone, and only here.")
    ] = None,
    folder: Annotated[
        list[Path] | None, typer.Option("--folder", metavar="DIR", help="Read this folder instead of those configured.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each poll on stdout.")] = False,
    log_format: Option = LogFormat.TEXT,
) -> None:
    """Poll feeds (RSS, Atom, JSON Feed, sitemaps), and publish the articles behind their new entries to Kafka.

    Each feed is polled at its own rhythm until Ctrl-C. What was seen is kept in Kafka, so that a restart goes on where
    this ended; an article that has not changed is not published again. Several of this command share the feeds: start
    one more and feeds move to it, end one and the others take over. `pledgewire work` tags and indexes what is
    published, now or later.

    Files that appear or change in folders (text, HTML, JSONL, WARC) are read once they have been left alone for two
    seconds, and remembered in the same way. --feed or --folder watches what they name and nothing else.

    Examples: pledgewire watch --once --feed https://example.org/world.xml ; pledgewire watch --folder inbox/
    """
    import asyncio

    from pipeline.metrics.server import serving

    shared = context(ctx)
    by_log = log_format is LogFormat.JSON
    if by_log:
        teller("watch", log_format)
    feeds, folders = _feeds(feed or []), tuple(folder or ())
    everything = not feeds and not folders
    folders = shared.config.folders if everything else folders
    tally = Tally()
    standing = Standing(tally)
    # One terminal cannot have both the lines at its foot and data for programs.
    drawn = None if once or shared.quiet or by_log or (as_json and sys.stdout.isatty()) else terminal()
    measured = None if once else shared.config.metrics.watch
    with (
        live(drawn, standing.rows)
        if drawn
        else nullcontext(Logged("watch"))
        if by_log
        else progress(quiet=shared.quiet) as shown,
        serving(measured, "metrics.watch", shown.say),
    ):
        reports = FolderReports(shown, line if as_json else None)
        standing.files = reports if folders else None

        def hear(report: "Report") -> None:
            tally.add(report)
            show(report, shown, all_of=drawn is None)
            if as_json:
                line(as_object(report))

        work = [read_folders(shared, folders, once, reports)] if folders else []
        if everything and not once:
            work = [_beside_feeds(each, shown) for each in work]
            work.append(_share(shared, hear, standing, shown))
        elif everything or feeds:
            work.append(_alone(shared, feeds, once, hear, standing, shown))
        stopped = asyncio.run(until_signalled(work))
        for told in ([tally] if feeds or everything else []) + ([reports] if folders else []):
            shown.say(told.sentence())
    if stopped:
        raise typer.Exit(stopped)
    if once and 0 < tally.polls == tally.failed:
        raise FetchError(tally.error if tally.polls == 1 else f"none of the {tally.polls} feeds could be polled")


def _feeds(urls: list[str]) -> "tuple[Feed, ...]":
    from pydantic import ValidationError

    from config.model import Feed
    from schemas.redact import redact

    chosen = []
    for url in urls:
        try:
            chosen.append(Feed(url=url))
        except ValidationError as error:
            raise UsageError(f"--feed {redact(url)}: write an http or https address") from error
    return tuple(chosen)


async def _alone(
    shared: Context,
    feeds: "tuple[Feed, ...]",
    once: bool,
    hear: "Callable[[Report], None]",
    standing: Standing,
    shown: "Progress",
) -> None:
    """Polls the feeds that were named, else all that are subscribed to, outside the group of fetchers."""
    from pipeline.watch_run import watching

    endpoint, chosen = shared.endpoints().kafka, feeds or shared.config.feeds
    so_far = WatchProgress(shown)
    heard, note = (so_far.after(hear), so_far.note) if once else (hear, standing.counts.note)
    async with watching(
        shared.config, endpoint, chosen, heard, subscribed=not feeds, push=not once, say=shown.say, note=note
    ) as alone:
        count = len(alone.feeds)
        if not count:
            if not shared.config.folders:
                raise UsageError(
                    "there is no feed: `pledgewire feeds add URL` adds one, or add `feeds:` to pledgewire.yaml"
                )
            return
        shown.say(f"Watching {counted(count, 'feed')}{'' if once else '; Ctrl-C ends it'}.")
        if not once:
            standing.feeds = alone.states
            return await alone.forever()
        so_far.begin(count)
        await alone.once()
        so_far.end()


async def _share(shared: Context, hear: "Callable[[Report], None]", standing: Standing, shown: "Progress") -> None:
    """Polls what Kafka assigns of all feeds that are subscribed to."""
    from pipeline.watch_run import sharing

    def ours(feeds: int, partitions: int) -> None:
        what = f"{counted(feeds, 'feed')} (its share: {counted(partitions, 'partition')})"
        shown.say(f"Watching {what}; Ctrl-C ends it.")

    endpoint, note = shared.endpoints().kafka, standing.counts.note
    async with sharing(shared.config, endpoint, hear, ours, say=shown.say, note=note) as member:
        standing.feeds = member.states
        await member.run()


async def _beside_feeds(reading: Coroutine[Any, Any, None], shown: "Progress") -> None:
    """Reads folders; one that another fetcher reads, or that is not here, does not keep this one from polling feeds."""
    try:
        await reading
    except InputError as error:
        shown.say(f"{error}. The feeds are polled all the same.")
