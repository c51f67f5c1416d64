"""The state file: who runs, where, since when. Written by the supervisor alone, read by everyone."""

from pathlib import Path
from typing import Literal

import msgspec
import psutil
from msgspec import Struct

from schemas.errors import StackError
from stack.passwords import private

Condition = Literal["waiting", "starting", "ready", "restarting", "stopping", "stopped"]
CLOCK_SLACK = 2.0
"""Seconds by which the system may tell a process's start differently later."""


class Process(Struct, frozen=True):
    """A process of this machine; its start (seconds since 1970) tells it from a later one with the same id."""

    pid: int
    started: float

    def alive(self) -> bool:
        """Tells whether this very process still runs."""
        return self.handle() is not None

    def handle(self) -> psutil.Process | None:
        """Gives the process if it still runs and is no zombie."""
        try:
            found = psutil.Process(self.pid)
            same = abs(found.create_time() - self.started) < CLOCK_SLACK
            return found if same and found.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


def process(pid: int) -> Process:
    """Gives the running process with an id. Raises psutil.NoSuchProcess."""
    return Process(pid, psutil.Process(pid).create_time())


class Member(Struct, frozen=True, kw_only=True):
    """One child, as it was when the file was written. `since` is an ISO 8601 time: when it came into its condition."""

    name: str
    condition: Condition
    since: str
    process: Process | None = None
    version: str = ""
    address: str = ""
    heap: str = ""
    data: str = ""
    log: str = ""
    restarts: int = 0


class State(Struct, frozen=True, kw_only=True):
    """All children and the supervisor that started them."""

    supervisor: Process
    started: str
    members: tuple[Member, ...]
    stopping: bool = False

    @property
    def ready(self) -> bool:
        """Whether all children were ready."""
        return bool(self.members) and all(member.condition == "ready" for member in self.members)

    def member(self, name: str) -> Member | None:
        """Gives a child by name."""
        return next((member for member in self.members if member.name == name), None)


def write(file: Path, state: State) -> None:
    """Replaces the file at once, so that a reader never sees half of it."""
    private(file, msgspec.json.format(msgspec.json.encode(state), indent=1).decode())


def read(file: Path) -> State | None:
    """
    Gives what the file says; None where there is none, or nothing that can be understood.

    Raises StackError where it is another user's.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=State)
    except PermissionError:
        raise StackError(
            f"{file} may not be read: only the user who started the servers may, or set data_dir."
        ) from None
    except (OSError, msgspec.DecodeError):
        return None
