"""Children that outlived their killed supervisor: found by the state file, and ended before a new start."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from stack.child import end_group, group
from stack.state import Member, State, read

GRACE = 20.0


def orphans(state: State | None) -> list[Member]:
    """Gives the children of a dead supervisor that still run."""
    if state is None or state.supervisor.alive():
        return []
    return [member for member in state.members if _runs(member)]


def _runs(member: Member) -> bool:
    found = member.process
    if found is None:
        return False
    # A leader's process id is not given away while its group lives, so a group without its leader is the old one.
    return found.alive() or (not psutil.pid_exists(found.pid) and bool(group(found.pid)))


def end_orphans(file: Path, say: Callable[[str], None]) -> list[str]:
    """Ends what a killed supervisor left, in good order as `down` would; gives the names, forgets the state."""
    state = read(file)
    left = orphans(state)
    if left:
        names = ", ".join(member.name for member in left)
        say(f"A supervisor that was killed left {names} running: ended first.")
        with ThreadPoolExecutor(len(left)) as pool:
            list(pool.map(lambda member: end_group(member.process.pid, GRACE) if member.process else None, left))
    if state is not None and not state.supervisor.alive():
        file.unlink(missing_ok=True)
    return [member.name for member in left]
