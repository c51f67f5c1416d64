"""What is known of each child now, and the state file that always says the same."""

import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from stack.spec import Spec
from stack.state import Condition, Member, Process, State, process, write


def now() -> str:
    """The time as the state file has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Roster:
    """Keeps the members and writes them to the file at every change. Safe to use from several threads."""

    def __init__(self, specs: Iterable[Spec], file: Path, say: Callable[[str], None]) -> None:
        self._file = file
        self._say = say
        self._lock = threading.RLock()
        self._began = now()
        self._stopping = False
        self._unwritten = False
        self._members = {
            spec.name: Member(
                name=spec.name,
                condition="waiting",
                since=self._began,
                version=spec.version,
                address=spec.address,
                heap=spec.heap,
                data=str(spec.data or ""),
                log=str(spec.log),
            )
            for spec in specs
        }

    def note(self, name: str, condition: Condition, *, started: Process | None = None, crashed: bool = False) -> None:
        """Writes down a child's new condition; `started` is its new process."""
        with self._lock:
            member = self._members[name]
            self._members[name] = msgspec.structs.replace(
                member,
                condition=condition,
                since=now(),
                process=started or (None if condition == "stopped" else member.process),
                restarts=member.restarts + crashed,
            )
            self._write()

    def stopping(self) -> None:
        """Writes down that all are about to be stopped."""
        with self._lock:
            self._stopping = True
            self._write()

    def forget(self) -> None:
        """Deletes the file: nothing runs any more."""
        self._file.unlink(missing_ok=True)

    def state(self) -> State:
        """Gives what the file says."""
        with self._lock:
            members = tuple(self._members.values())
            return State(supervisor=process(os.getpid()), started=self._began, members=members, stopping=self._stopping)

    def _write(self) -> None:
        try:
            write(self._file, self.state())
            self._unwritten = False
        except OSError as error:
            if not self._unwritten:
                self._say(f"{self._file} cannot be written ({error.strerror}); the servers go on.")
            self._unwritten = True
