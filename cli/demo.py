"""`pledgewire demo`: the main job once, by the very commands that a person would type."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cli.context import Context, context
from cli.stack import again
from cli.vocabulary_option import VocabularyFolder, lay
from schemas.errors import PledgewireError

SEEDS = Path(__file__).parents[1] / "seeds"
GRACE = 15.0
"""Seconds that the demo's own workers get to end."""


def register(app: typer.Typer) -> None:
    """Adds `demo`."""

    @app.command()
    def demo(
        ctx: typer.Context,
        keep: Annotated[bool, typer.Option("--keep", help="Leave the servers and the workers running.")] = False,
        vocabulary: VocabularyFolder = None,
    ) -> None:
        """Start everything, replay the seed articles, search them, and stop everything again; the data is kept.

        Each step is a command that you can type yourself; it is shown before it runs. Example: pledgewire demo --keep
        """
        shared = context(ctx)
        lay(shared, vocabulary)
        with _servers(shared, keep=keep), _workers(shared):
            seeds = SEEDS.relative_to(Path.cwd()) if SEEDS.is_relative_to(Path.cwd()) else SEEDS
            _run(shared, "replay", f"{seeds}/")
            _run(shared, "search", "security guarantees", "--size", "2", "--facets")
            _run(shared, "positions", "--stance", "rejects", "--beneficiary", "russia")
        typer.echo(_next(keep=keep))


def _run(shared: Context, *words: str) -> None:
    """Shows a command and runs it; raises PledgewireError with its exit code where it fails."""
    shown = " ".join(f'"{word}"' if " " in word else word for word in words)
    typer.secho(f"\n$ pledgewire {shown}", bold=True)
    code = subprocess.run(again(shared, *words), check=False).returncode
    if code:
        error = PledgewireError(f"the demo ended at `pledgewire {shown}`, which says why above")
        error.exit_code = code if code > 0 else 128 - code
        raise error


@contextmanager
def _servers(shared: Context, *, keep: bool) -> Iterator[None]:
    """Servers that run for the block; those that ran before go on, those that the demo starts are stopped after it."""
    from stack.start import where
    from stack.state import read

    running = read(where(shared.config).state)
    ran_before = running is not None and running.supervisor.alive()
    stop = not (ran_before or keep)
    try:
        _run(shared, "up", "--detach", "--workers")
        yield
    except BaseException:
        if stop:
            subprocess.run(again(shared, "down"), check=False)
        raise
    if stop:
        _run(shared, "down")


@contextmanager
def _workers(shared: Context) -> Iterator[None]:
    """Workers for the block, where the running servers were started without."""
    from stack.start import where
    from stack.state import read

    state = read(where(shared.config).state)
    if state is None or any(member.name == "workers" for member in state.members):
        yield
        return
    typer.secho("\n$ pledgewire work &", bold=True)
    child = subprocess.Popen(again(shared, "work"), stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()


PAGE = "http://127.0.0.1:8770/claims?stance=rejects&beneficiary=russia"


def _next(*, keep: bool) -> str:
    running = "Everything is still running." if keep else "Nothing is left running; the data is kept."
    first = "pledgewire down" if keep else "pledgewire up --detach --workers"
    return f"""
{running} What to type next (once: source .venv/bin/activate):
  {"stop it:" if keep else "start it again:":34}  {first}
  your own text, HTML, JSONL files:   pledgewire replay FILE…
  your feeds:                         pledgewire config example > pledgewire.yaml, then pledgewire watch
  tags, with no server running:       pledgewire tag FILE… --json
  who rejects guarantees for Russia:  {"" if keep else "start it again, then "}pledgewire serve, and open
                                      {PAGE}"""
