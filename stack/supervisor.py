"""Keeps children running: starts them side by side, says when one ends, starts it again, and ends all in order."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psutil

from schemas.errors import StackError
from stack.child import Child
from stack.spec import NotReadyError, Spec
from stack.state import Condition, Member, State, process, write
from stack.why import reason

LOOK_EVERY = 0.1
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the first, second, … start after a crash; the last for all further ones."""
STEADY = 60.0
"""Seconds after which a child counts as steady, and its next crash as a first one."""
HURRY = 1.0


def now() -> str:
    """The time as the state file has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Supervisor:
    """
    Runs children until told to stop; every change is in the state file before anything else is done.

    A child that ends before it was ever ready makes the start fail; one that ends later is started again, for ever.
    """

    def __init__(self, specs: Sequence[Spec], state: Path, say: Callable[[str], None]) -> None:
        self._specs = {spec.name: spec for spec in specs}
        self._file = state
        self._say = say
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._failure: StackError | None = None
        self._began = now()
        self._ready = {name: threading.Event() for name in self._specs}
        self._ended = {name: threading.Event() for name in self._specs}
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

    def stop(self) -> None:
        """Ends all in order; asked a second time, at once. Safe to call from a signal handler."""
        if self._stop.is_set():
            self._hurry.set()
        self._stop.set()

    def run(self, on_ready: Callable[[State], None]) -> None:
        """
        Runs until `stop`; calls `on_ready` once, when all children are ready. Leaves no process behind.

        Raises StackError, naming the reason and the log, where a child does not come up.
        """
        threads = [threading.Thread(target=self._tend, args=(spec,), name=spec.name) for spec in self._specs.values()]
        for thread in threads:
            thread.start()
        try:
            told = False
            # Waiting in steps lets Python run signal handlers on the main thread.
            while not self._stop.wait(LOOK_EVERY):
                if not told and all(event.is_set() for event in self._ready.values()):
                    told = True
                    on_ready(self._state())
        finally:
            self._stop.set()
            self._write()
            for thread in threads:
                while thread.is_alive():
                    thread.join(LOOK_EVERY)
            self._file.unlink(missing_ok=True)
        if self._failure is not None:
            raise self._failure

    def _tend(self, spec: Spec) -> None:
        """The life of one child, on a thread of its own."""
        crashes = 0
        try:
            while not self._stop.is_set() and self._wait_for_others(spec):
                began = time.monotonic()
                child = self._start(spec, restarted=crashes > 0 or self._ready[spec.name].is_set())
                try:
                    late = self._watch(child)
                finally:
                    self._end(child)
                if self._stop.is_set():
                    return
                why = late or reason(child.said(), child.code)
                if not self._ready[spec.name].is_set():
                    self._fail(StackError(f"{spec.name.capitalize()} did not start: {why}. Its log is {spec.log}."))
                    return
                crashes = 0 if time.monotonic() - began > STEADY else crashes
                pause = PAUSES[min(crashes, len(PAUSES) - 1)]
                crashes += 1
                self._note(spec.name, "restarting", restarts=1)
                self._say(f"{spec.name.capitalize()} ended: {why}. It is started again in {pause:g} s.")
                self._stop.wait(pause)
        except StackError as error:
            self._fail(error)
        except OSError as error:
            self._fail(StackError(f"{spec.name.capitalize()} could not be started: {error.strerror or error}."))
        except BaseException as error:
            self._fail(StackError(f"Supervising {spec.name} failed: {error!r}."))
            raise
        finally:
            self._note(spec.name, "stopped")
            self._ended[spec.name].set()

    def _wait_for_others(self, spec: Spec) -> bool:
        while not self._stop.is_set():
            if all(self._ready[other].is_set() for other in spec.after if other in self._ready):
                return True
            self._stop.wait(LOOK_EVERY)
        return False

    def _start(self, spec: Spec, *, restarted: bool) -> Child:
        child = Child(spec)
        self._note(spec.name, "restarting" if restarted else "starting", child=child)
        return child

    def _watch(self, child: Child) -> str | None:
        """Returns when the child has ended (None) or did not become ready in time (why), or we are to stop (None)."""
        spec = child.spec
        deadline = time.monotonic() + spec.patience
        settled = time.monotonic() + spec.settle
        missing = ""
        answered = False
        while child.running and not self._stop.wait(LOOK_EVERY):
            if answered:
                continue
            try:
                spec.probe()
                answered = time.monotonic() >= settled
            except NotReadyError as error:
                missing = str(error)
            if answered:
                child.was_ready()
                self._is_ready(spec.name)
            elif time.monotonic() > deadline:
                return f"it was not ready after {spec.patience:g} s ({missing})"
        return None

    def _is_ready(self, name: str) -> None:
        again = self._ready[name].is_set()
        self._note(name, "ready")
        self._ready[name].set()
        if again:
            self._say(f"{name.capitalize()} is ready again.")

    def _end(self, child: Child) -> None:
        name = child.spec.name
        if self._stop.is_set():
            dependents = [other.name for other in self._specs.values() if name in other.after]
            for dependent in dependents:
                self._ended[dependent].wait()
            self._note(name, "stopping")
        ending = threading.Thread(target=child.end, args=(child.spec.grace,), daemon=True)
        ending.start()
        while ending.is_alive():
            ending.join(LOOK_EVERY)
            if self._hurry.is_set():
                child.kill()
                ending.join(HURRY)

    def _fail(self, error: StackError) -> None:
        with self._lock:
            self._failure = self._failure or error
        self._stop.set()

    def _note(self, name: str, condition: Condition, child: Child | None = None, restarts: int = 0) -> None:
        with self._lock:
            member = self._members[name]
            self._members[name] = msgspec.structs.replace(
                member,
                condition=condition,
                since=now(),
                process=child.process if child else None if condition == "stopped" else member.process,
                restarts=member.restarts + restarts,
            )
        self._write()

    def _state(self) -> State:
        with self._lock:
            members = tuple(self._members.values())
        return State(
            supervisor=process(psutil.Process().pid), started=self._began, members=members, stopping=self._stop.is_set()
        )

    def _write(self) -> None:
        with self._lock:
            try:
                write(self._file, self._state())
            except OSError as error:
                self._say(f"{self._file} cannot be written ({error.strerror}); the servers go on.")
