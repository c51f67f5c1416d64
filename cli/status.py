"""`status`: what runs of the embedded servers, how it is, and what waits in the stream."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from config.values import EMBEDDED
from schemas.errors import PledgewireError, StackError

if TYPE_CHECKING:
    from pipeline.backlog import Backlog
    from stack.report import Report, Server

UNITS = (("GB", 1e9), ("MB", 1e6), ("kB", 1e3))
NOT_RUNNING = StackError.exit_code


def amount(size: float) -> str:
    """Gives bytes as a person reads them: `1.5 GB`."""
    for unit, least in UNITS:
        if size >= least:
            return f"{size / least:.1f} {unit}"
    return f"{size:.0f} bytes"


def span(seconds: float) -> str:
    """Gives a duration as a person reads it: `2 h 5 min`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def lines(server: "Server") -> list[tuple[str, str]]:
    """Gives what is worth showing of a server, as name and value."""
    state = f"{server.state}, but does not answer" if server.answers is False else server.state
    pairs = [
        ("state", state),
        ("pid", str(server.pid or "")),
        ("version", server.version),
        ("address", server.address),
        ("memory", f"{amount(server.memory)} (heap up to {server.heap})" if server.heap else amount(server.memory)),
        ("data folder", server.data_dir),
        ("disk", f"{amount(server.disk)} used, {amount(server.disk_free)} free" if server.data_dir else ""),
        ("uptime", span(server.uptime) if server.uptime else ""),
        ("restarts", str(server.restarts) if server.restarts else ""),
        ("log", server.log),
    ]
    return [(name, value) for name, value in pairs if value]


def stream(shared: Context) -> "Backlog | None":
    """Gives what waits in the stream; None, with a sentence on stderr, where Kafka does not tell."""
    from pipeline.backlog import backlog

    try:
        return backlog(shared.endpoints().kafka)
    except PledgewireError as error:
        print(f"pledgewire: {error}", file=sys.stderr)  # noqa: T201
        return None


def show(found: "Report", waits: "Backlog | None" = None) -> None:
    """Prints the report for a person."""
    from rich.console import Console

    console = Console(soft_wrap=True)
    for server in found.servers:
        console.print(server.name, style="bold")
        for name, value in lines(server):
            console.print(f"  {name:<12} {value}", markup=False, highlight=False)
    if waits is not None:
        console.print("stream", style="bold")
        for one in waits.agents:
            waiting = f"{one.messages:,} waiting in {one.topic}"
            console.print(f"  {one.agent:<12} {waiting}", markup=False, highlight=False)
        hint = "; `pledgewire dead-letters list` says why" if waits.dead_letters else ""
        console.print(f"  {'dead letters':<12} {waits.dead_letters:,}{hint}", markup=False, highlight=False)
    hints = {
        "stopped": "Nothing runs: `pledgewire up --detach` starts the servers.",
        "starting": "The servers are starting.",
        "stopping": "The servers are stopping.",
        "orphaned": "Their supervisor was killed: `pledgewire up` starts anew, `pledgewire down` ends them.",
        "running": f"Logs are in {found.logs}.",
    }
    print(hints[found.state], file=sys.stderr)  # noqa: T201


def register(app: typer.Typer) -> None:
    """Adds the command."""

    @app.command()
    def status(
        ctx: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False
    ) -> None:
        """Show whether Kafka and Elasticsearch run, and what waits in the stream. Exit code 0 if they run, else 5.

        Example: pledgewire status --json | jq .state
        """
        import msgspec

        from stack.report import report
        from stack.start import where

        shared = context(ctx)
        found = report(where(shared.config))
        waits = stream(shared) if found.running or shared.config.kafka.servers != EMBEDDED else None
        if as_json:
            print(msgspec.json.encode({**msgspec.to_builtins(found), "stream": waits}).decode())  # noqa: T201
        else:
            show(found, waits)
        if not found.running:
            raise typer.Exit(NOT_RUNNING)
