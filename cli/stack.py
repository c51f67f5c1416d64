"""`up`, `down`: starts and stops the embedded Kafka and Elasticsearch."""

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import Context, context
from cli.progress import progress
from cli.vocabulary_option import VocabularyFolder, lay

if TYPE_CHECKING:
    from stack.spec import Spec
    from stack.state import State
    from stack.supervisor import Supervisor


def again(shared: Context, *command: str) -> tuple[str, ...]:
    """Gives the command line that runs another command of ours with the same global flags."""
    flags = [
        *(["--config", str(shared.file.absolute())] if shared.file else []),
        *(["--quiet"] if shared.quiet else []),
    ]
    for key, value in shared.overrides.items():
        flags += ["--set", f"{key}={value}"]
    return (sys.executable, "-m", "cli", *flags, *command)


def ready(state: "State") -> list[str]:
    """Gives a line for each server that is ready, and what to do next."""
    lines = [
        f"{member.name.capitalize()} {member.version} is ready at {member.address}."
        for member in state.members
        if member.address
    ]
    return [*lines, "`pledgewire status` shows both; `pledgewire down` stops them and keeps the data."]


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Answers a signal as Python answers Ctrl-C."""
    raise KeyboardInterrupt


def on_end(answer: Callable[[int, FrameType | None], None]) -> None:
    """Has Ctrl-C, `kill` and a closed terminal answered alike; after `nohup` the terminal may close."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if each != signal.SIGHUP or signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, answer)


def _workers(shared: Context) -> "Spec":
    from stack.spec import Spec
    from stack.start import where

    return Spec(
        name="workers",
        command=again(shared, "work"),
        log=where(shared.config).logs / "workers.log",
        after=("kafka", "elasticsearch"),
        settle=2.0,
        grace=15.0,
    )


def _up(shared: Context, workers: bool) -> None:
    """Serves in the foreground until Ctrl-C, SIGTERM or `down`."""
    from stack.start import serve

    running: list[Supervisor] = []
    came_up: list[State] = []

    def ask(number: int, frame: FrameType | None) -> None:
        if not running:
            interrupt(number, frame)
        running[0].stop()

    on_end(ask)
    with progress(quiet=shared.quiet) as shown:

        def on_ready(state: "State") -> None:
            came_up.append(state)
            for line in ready(state):
                shown.say(line)

        serve(
            shared.config,
            shown,
            extra=[_workers(shared)] if workers else [],
            supervised=running.append,
            on_ready=on_ready,
        )
        if not came_up:
            raise KeyboardInterrupt
        shown.say("Stopped; the data is kept.")


def register(app: typer.Typer) -> None:
    """Adds the commands."""

    @app.command()
    def up(
        ctx: typer.Context,
        detach: Annotated[bool, typer.Option("--detach", "-d", help="Return when they are ready.")] = False,
        workers: Annotated[bool, typer.Option("--workers", help="Run the workers beside them.")] = False,
        vocabulary: VocabularyFolder = None,
    ) -> None:
        """Start Kafka and Elasticsearch on this machine (fetched at the first start) and keep them running.

        Without --detach they run until Ctrl-C. The data is kept. Example: pledgewire up --detach --workers
        """
        from cli.detached import detached, join
        from stack.start import AlreadyRunsError

        shared = context(ctx)
        lay(shared, vocabulary)
        on_end(interrupt)
        try:
            try:
                if detach:
                    detached(shared, [*again(shared, "up"), *(["--workers"] if workers else [])], ready)
                else:
                    _up(shared, workers)
            except AlreadyRunsError:
                join(shared, ready)
        except KeyboardInterrupt:
            typer.echo("Interrupted before the servers were ready.", err=True)
            raise

    @app.command()
    def down(ctx: typer.Context) -> None:
        """Stop what `pledgewire up` started, in good order; the data is kept."""
        from stack.start import where
        from stack.stop import stop

        shared = context(ctx)
        with progress(quiet=shared.quiet) as shown:
            stopped = stop(where(shared.config), shown.say)
            shown.say("Stopped; the data is kept." if stopped else "Nothing was running.")
