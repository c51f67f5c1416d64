"""Stops the servers from outside: asks their supervisor, or ends what a killed supervisor left."""

import time
from collections.abc import Callable

import psutil

from schemas.errors import StackError
from stack.orphans import end_orphans
from stack.places import Places
from stack.state import read

PATIENCE = 90.0
LOOK_EVERY = 0.1


def stop(found: Places, say: Callable[[str], None]) -> bool:
    """
    Stops all children in order and waits until they are gone; gives False where nothing ran.

    Raises StackError where the supervisor is another user's, or does not end in time.
    """
    state = read(found.state)
    if state is None:
        return False
    supervisor = state.supervisor.handle()
    if supervisor is None:
        return bool(end_orphans(found.state, say))
    try:
        supervisor.terminate()
        deadline = time.monotonic() + PATIENCE
        while state.supervisor.alive():
            if time.monotonic() > deadline:
                raise StackError(f"The supervisor (pid {supervisor.pid}) does not end: see {found.logs}, or kill it.")
            time.sleep(LOOK_EVERY)
    except psutil.AccessDenied:
        raise StackError(
            f"The servers in {found.data} are another user's: only that user or root can stop them."
        ) from None
    # A supervisor that was killed while it stopped would have left its children.
    end_orphans(found.state, say)
    return True
