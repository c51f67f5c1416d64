"""Keeps children running: starts them side by side, says when one ends, starts it again, and ends all in order."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from schemas.errors import StackError
from stack.child import Child
from stack.roster import Roster
from stack.spec import NotReadyError, Spec
from stack.state import State
from stack.why import reason

LOOK_EVERY = 0.1
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the first, second, … start after a crash; the last for all further ones."""
STEADY = 60.0
"""Seconds after which a child counts as steady, and its next crash as a first one."""
HURRY = 1.0


class Supervisor:
    """
    Runs children until told to stop; every change is in the state file before anything else is done.

    A child that ends before it was ever ready makes the start fail; one that ends later is started again, for ever.
    """

    def __init__(self, specs: Sequence[Spec], state: Path, say: Callable[[str], None]) -> None:
        self._specs = {spec.name: spec for spec in specs}
        self._roster = Roster(specs, state, say)
        self._say = say
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._asked = 0
        self._failures: list[StackError] = []
        self._ready = {name: threading.Event() for name in self._specs}
        self._ended = {name: threading.Event() for name in self._specs}

    def stop(self) -> None:
        """Ends all in order; asked a second time, at once. Safe to call from a signal handler: it takes no lock."""
        self._asked += 1

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
            while not self._asked and not self._stop.wait(LOOK_EVERY):
                if not told and all(event.is_set() for event in self._ready.values()):
                    told = True
                    on_ready(self._roster.state())
        finally:
            self._stop.set()
            self._roster.stopping()
            if self._asked:
                self._say("Stopping in good order; asked once more, at once.")
            for thread in threads:
                while thread.is_alive():
                    thread.join(LOOK_EVERY)
                    if self._asked > (0 if self._failures else 1):
                        self._hurry.set()
            self._roster.forget()
        if self._failures:
            raise self._failures[0]

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
                why = late or reason(child.said(), child.code, spec.data)
                if not self._ready[spec.name].is_set():
                    self._fail(StackError(f"{spec.name.capitalize()} did not start: {why}. Its log is {spec.log}."))
                    return
                crashes = 0 if time.monotonic() - began > STEADY else crashes
                pause = PAUSES[min(crashes, len(PAUSES) - 1)]
                crashes += 1
                self._roster.note(spec.name, "restarting", crashed=True)
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
            self._roster.note(spec.name, "stopped")
            self._ended[spec.name].set()

    def _wait_for_others(self, spec: Spec) -> bool:
        while not self._stop.is_set():
            if all(self._ready[other].is_set() for other in spec.after if other in self._ready):
                return True
            self._stop.wait(LOOK_EVERY)
        return False

    def _start(self, spec: Spec, *, restarted: bool) -> Child:
        child = Child(spec)
        self._roster.note(spec.name, "restarting" if restarted else "starting", started=child.process)
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
        self._roster.note(name, "ready")
        self._ready[name].set()
        if again:
            self._say(f"Ready again: {name}.")

    def _end(self, child: Child) -> None:
        name = child.spec.name
        if self._stop.is_set():
            dependents = [other.name for other in self._specs.values() if name in other.after]
            for dependent in dependents:
                self._ended[dependent].wait()
            self._roster.note(name, "stopping")
        ending = threading.Thread(target=child.end, args=(child.spec.grace,), daemon=True)
        ending.start()
        while ending.is_alive():
            ending.join(LOOK_EVERY)
            if self._hurry.is_set():
                child.kill()
                ending.join(HURRY)

    def _fail(self, error: StackError) -> None:
        self._failures.append(error)
        self._stop.set()
