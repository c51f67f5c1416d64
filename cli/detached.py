"""`up --detach`: the supervisor in a session of its own, and waiting until its servers are ready."""

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cli.context import Context
from cli.progress import progress
from schemas.errors import StackError
from schemas.progress import Progress
from stack.places import make
from stack.provide import provide
from stack.room import refuse_full
from stack.start import where
from stack.state import State, read
from stack.user import run_as

PATIENCE = 300.0
UNSEEN = 30.0
"""Seconds without a living supervisor until another start is given up: it may be ending what a killed one left."""
LOOK_EVERY = 0.1
PREFIX = "pledgewire: "
"""How cli.main begins the sentence that a command fails with."""


def detached(shared: Context, command: Sequence[str], ready: Callable[[State], list[str]]) -> None:
    """Starts the supervisor and returns when all is ready. Raises StackError with the sentence that it failed with."""
    config, found = shared.config, where(shared.config)
    user = run_as(config.stack.run_as)
    make(found, user)
    running = read(found.state)
    if running is not None and running.supervisor.alive():
        join(shared, ready)
        return
    refuse_full(found.data)
    log = found.logs / "up.log"
    with progress(quiet=shared.quiet) as shown:
        # Done here and not by the supervisor, so that the download's bar is seen.
        provide(config.stack, found, user, shown)
        with log.open("wb") as output:
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, cwd=Path.cwd()
            )
        try:
            state = _wait(found.state, lambda: child.poll() is not None, shown)
        except BaseException:
            # The supervisor ends its children itself.
            child.terminate()
            child.wait()
            raise
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()
        if state is None:
            failures = [line.removeprefix(PREFIX) for line in said if line.startswith(PREFIX)]
            raise StackError(failures[-1] if failures else f"The supervisor ended without a reason: see {log}.")
        # What it said on the way there (a port that had to change, a lack of memory), then what is ready.
        for line in dict.fromkeys([*(line for line in said if not line.startswith("Starting the")), *ready(state)]):
            shown.say(line)


def join(shared: Context, ready: Callable[[State], list[str]]) -> None:
    """Waits until the servers that another start began are ready, and says where they are. Raises StackError."""
    found = where(shared.config)
    last = time.monotonic()

    def ended() -> bool:
        nonlocal last
        state = read(found.state)
        if state is not None and state.supervisor.alive():
            last = time.monotonic()
        return time.monotonic() - last > UNSEEN

    with progress(quiet=shared.quiet) as shown:
        shown.say("Already started by another `pledgewire up`.")
        state = _wait(found.state, ended, shown)
        if state is None:
            raise StackError(f"The other start ended before the servers were ready: see {found.logs}.")
        for line in ready(state):
            shown.say(line)


def _wait(file: Path, ended: Callable[[], bool], shown: Progress) -> State | None:
    """Gives the state when all children are ready; None: the supervisor ended first. Raises StackError when late."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        state = read(file)
        if state is not None and state.ready and state.supervisor.alive():
            return state
        if ended():
            return None
        shown.update("Starting the servers", int(time.monotonic() - began), unit="second")
        time.sleep(LOOK_EVERY)
    raise StackError(f"The servers were not ready after {PATIENCE:g} s: see the logs beside {file.parent}.")
