"""`pledgewire watch`: polls feeds and publishes the articles behind their new entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from cli.progress import progress
from schemas.errors import FetchError, UsageError
from schemas.printable import one_line

if TYPE_CHECKING:
    from config.model import Feed
    from pipeline.watch import Report
    from schemas.progress import Progress

SHOWN_REFUSALS = 5
"""Refusals of one poll that are shown one by one."""
INTERRUPTED = 130


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("watch")(watch)


def watch(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Poll every feed once, due or not, and end.")] = False,
    feed: Annotated[
        list[str] | None, typer.Option("--feed", metavar="URL", help="Poll this feed instead of the configured ones.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each poll on stdout.")] = False,
) -> None:
    """Poll feeds (RSS, Atom, JSON Feed, sitemaps), and publish the articles behind their new entries to Kafka.

    Each feed is polled at its own interval (`every` in the configuration) until Ctrl-C. What was seen is kept in Kafka,
    so that a restart goes on where it ended; an article that has not changed is not published again. `pledgewire work`
    tags and indexes what is published, now or later.

    Example: pledgewire watch --once --feed https://example.org/world.xml
    """
    import asyncio

    shared = context(ctx)
    feeds = _feeds(shared, feed or [])
    with progress(quiet=shared.quiet) as shown:
        shown.say(f"Watching {len(feeds)} feed{'s' if len(feeds) > 1 else ''}{'' if once else '; Ctrl-C ends it'}.")
        tally = _Tally()

        def hear(report: "Report") -> None:
            tally.add(report)
            _show(report, shown)
            if as_json:
                typer.echo(_json(report))

        stopped = asyncio.run(_run(shared, feeds, once, hear))
        shown.say(tally.sentence())
    if stopped:
        raise typer.Exit(stopped)
    if once and tally.failed == tally.polls:
        raise FetchError(tally.error if tally.polls == 1 else f"none of the {tally.polls} feeds could be polled")


def _feeds(shared: Context, urls: list[str]) -> "tuple[Feed, ...]":
    from pydantic import ValidationError

    from config.model import Feed
    from schemas.redact import redact

    chosen = []
    for url in urls:
        try:
            chosen.append(Feed(url=url))
        except ValidationError as error:
            raise UsageError(f"--feed {redact(url)}: write an http or https address") from error
    feeds = tuple(chosen) or shared.config.feeds
    if not feeds:
        raise UsageError("no feed is configured: add `feeds:` to pledgewire.yaml, or give --feed URL")
    return feeds


async def _run(shared: Context, feeds: "tuple[Feed, ...]", once: bool, hear: "Callable[[Report], None]") -> int:
    """Watches; gives the exit code of the signal that ended it, or 0."""
    import asyncio
    import signal

    from pipeline.watch_run import watching

    received: list[int] = []
    endpoint = shared.endpoints().kafka

    async def work() -> None:
        async with watching(shared.config, endpoint, feeds, hear) as watcher:
            if once:
                await watcher.once()
            else:
                await watcher.forever()

    task = asyncio.create_task(work())

    def stop(signum: int) -> None:
        received.append(signum)
        task.cancel()

    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop, each)
    try:
        await task
    except asyncio.CancelledError:
        if not received:
            raise
    return INTERRUPTED if received and received[0] == signal.SIGINT else 0


def _show(report: "Report", shown: "Progress") -> None:
    label, due = one_line(report.label, longest=60), _in(report.next_poll)
    if report.polled is None:
        why = report.error or ""
        shown.say(f"{why if label in why else f'{label}: {why}'}; next poll {due}.")
        return
    polled = report.polled
    if not polled.modified:
        shown.say(f"{label}: not modified; next poll {due}.")
        return
    counts = [f"{polled.listed} listed", f"{polled.new} new", f"{polled.published} published"]
    counts += [f"{polled.unchanged} unchanged"] if polled.unchanged else []
    counts += [f"{len(polled.refused)} refused"] if polled.refused else []
    shown.say(f"{label}: {', '.join(counts)}; next poll {due}.")
    for refused in polled.refused[:SHOWN_REFUSALS]:
        shown.say(f"  refused: {one_line(str(refused), longest=200)}")
    if len(polled.refused) > SHOWN_REFUSALS:
        shown.say(f"  and {len(polled.refused) - SHOWN_REFUSALS} more")


def _in(moment: str) -> str:
    seconds = max(0, round((datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()))
    return f"in {seconds} s" if seconds < 120 else f"in {round(seconds / 60)} min"


@dataclass
class _Tally:
    """What all polls so far came to."""

    polls: int = 0
    failed: int = 0
    published: int = 0
    refused: int = 0
    error: str = ""

    def add(self, report: "Report") -> None:
        self.polls += 1
        if report.polled is None:
            self.failed += 1
            self.error = report.error or ""
            return
        self.published += report.polled.published
        self.refused += len(report.polled.refused)

    def sentence(self) -> str:
        return (
            f"{self.polls} polls: {self.published} articles published, {self.refused} entries refused, "
            f"{self.failed} polls failed."
        )


def _json(report: "Report") -> str:
    import json

    polled = report.polled
    counts = (
        {}
        if polled is None
        else {
            "modified": polled.modified,
            "listed": polled.listed,
            "new": polled.new,
            "published": polled.published,
            "unchanged": polled.unchanged,
            "refused": [{"where": one.where, "why": one.why} for one in polled.refused],
        }
    )
    fixed = {"feed": report.label, "feed_id": report.feed_id, "error": report.error, "next_poll": report.next_poll}
    return json.dumps({**fixed, **counts}, ensure_ascii=False)
