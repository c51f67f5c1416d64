"""The supervisor, with small children that behave as told."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import psutil
import pytest

from schemas.errors import StackError
from stack import supervisor as module
from stack.orphans import end_orphans, orphans
from stack.spec import NotReadyError, Spec, always
from stack.state import Process, State, read
from stack.supervisor import Supervisor

SLEEPS = "import time; time.sleep(600)"


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


class Running:
    """A supervisor on a thread, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "state.json"
        self.said: list[str] = []
        self.ready: list[State] = []
        self.error: BaseException | None = None
        self.supervisor: Supervisor | None = None
        self._thread: threading.Thread | None = None

    def spec(
        self,
        name: str,
        code: str = SLEEPS,
        *,
        after: tuple[str, ...] = (),
        probe: Callable[[], None] = always,
        grace: float = 5.0,
        patience: float = 20.0,
    ) -> Spec:
        """A child that runs Python code."""
        return Spec(
            name=name,
            command=(sys.executable, "-c", code),
            log=self.folder / f"{name}.log",
            after=after,
            probe=probe,
            grace=grace,
            patience=patience,
        )

    def start(self, specs: Sequence[Spec]) -> None:
        """Begins to supervise."""
        self.supervisor = Supervisor(specs, self.file, self.said.append)

        def run() -> None:
            assert self.supervisor is not None
            try:
                self.supervisor.run(self.ready.append)
            except StackError as error:
                self.error = error

        self._thread = threading.Thread(target=run)
        self._thread.start()

    def pid(self, name: str) -> int:
        """A child's process id."""
        state = read(self.file)
        member = state.member(name) if state else None
        assert member is not None
        assert member.process is not None
        return member.process.pid

    def stop(self) -> None:
        """Stops and waits."""
        if self.supervisor and self._thread:
            self.supervisor.stop()
            self.wait()

    def wait(self) -> None:
        """Waits for the end."""
        assert self._thread is not None
        self._thread.join(30)
        assert not self._thread.is_alive()


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(module, "PAUSES", (0.1, 0.2))
    made = Running(tmp_path)
    yield made
    made.stop()


def test_children_are_ready_together_and_none_is_left_after_the_stop(running: Running) -> None:
    running.start([running.spec("one"), running.spec("two")])
    until(lambda: running.ready)
    pids = [running.pid("one"), running.pid("two")]
    assert all(psutil.pid_exists(pid) for pid in pids)
    running.stop()
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert not running.file.exists()
    assert running.said == ["Stopping in good order; asked once more, at once."]


@pytest.mark.parametrize("crash", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_that_ends_is_started_again_and_both_are_said(running: Running, crash: signal.Signals) -> None:
    running.start([running.spec("one")])
    until(lambda: running.ready)
    first = running.pid("one")
    os.kill(first, crash)
    until(lambda: "Ready again: one." in running.said)
    assert running.pid("one") != first
    why = "it was killed (by a person, or by the system for want of memory)"
    why = why if crash == signal.SIGKILL else "it was ended by SIGTERM"
    assert running.said[0] == f"One ended: {why}. It is started again in 0.1 s."
    state = read(running.file)
    assert state is not None
    assert [member.restarts for member in state.members] == [1]
    assert len(running.ready) == 1


def test_a_child_that_crashes_again_and_again_is_started_ever_later_and_for_ever(running: Running) -> None:
    running.start([running.spec("one", "import time; time.sleep(0.4); raise SystemExit(7)")])
    until(lambda: len([line for line in running.said if "ended" in line]) >= 4)
    pauses = [line.rpartition(" in ")[2] for line in running.said if "It is started again" in line]
    assert pauses[:4] == ["0.1 s.", "0.2 s.", "0.2 s.", "0.2 s."]
    assert "One ended: it ended with exit code 7." in running.said[0]


def test_a_start_that_fails_names_the_reason_and_the_log_and_ends_the_others(running: Running) -> None:
    fails = "print('java.io.IOException: No space left on device'); raise SystemExit(1)"

    def never() -> None:
        raise NotReadyError("nothing there")

    running.start([running.spec("one", fails, probe=never), running.spec("two")])
    running.wait()
    assert str(running.error) == f"One did not start: the disk is full. Its log is {running.folder / 'one.log'}."
    assert not running.ready
    assert not [one for one in psutil.Process().children(recursive=True) if SLEEPS in one.cmdline()]


def test_a_child_that_never_becomes_ready_is_given_up_with_what_is_missing(running: Running) -> None:
    def never() -> None:
        raise NotReadyError("127.0.0.1:1 does not answer")

    running.start([running.spec("one", probe=never, patience=0.5)])
    running.wait()
    assert "One did not start: it was not ready after 0.5 s (127.0.0.1:1 does not answer)." in str(running.error)


def test_a_program_that_is_missing_is_told(running: Running) -> None:
    missing = Spec(name="one", command=("/nonexistent/program",), log=running.folder / "one.log")
    running.start([missing])
    running.wait()
    assert str(running.error) == "One could not be started: No such file or directory."


def test_a_child_waits_for_those_it_needs_and_is_stopped_before_them(running: Running) -> None:
    gate = threading.Event()

    def opened() -> None:
        if not gate.is_set():
            raise NotReadyError("closed")

    trace = running.folder / "trace"
    code = (
        "import signal, sys, time\n"
        "def end(*_):\n"
        "    time.sleep({nap}); open({trace!r}, 'a').write('{name} ended\\n'); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "open({trace!r}, 'a').write('{name} began\\n')\n"
        "time.sleep(600)"
    )
    server = running.spec("server", code.format(name="server", nap=0, trace=str(trace)), probe=opened)
    worker = running.spec("worker", code.format(name="worker", nap=0.5, trace=str(trace)), after=("server", "other"))
    running.start([worker, server])
    until(lambda: trace.exists() and "server began" in trace.read_text())
    time.sleep(0.3)
    assert "worker began" not in trace.read_text()
    gate.set()
    until(lambda: "worker began" in trace.read_text())
    running.stop()
    assert trace.read_text().splitlines() == ["server began", "worker began", "worker ended", "server ended"]


def test_a_child_that_ignores_the_order_to_end_is_killed_after_its_grace(running: Running) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    running.start([running.spec("one", deaf, grace=0.5)])
    until(lambda: running.ready and "deaf" in (running.folder / "one.log").read_text())
    pid = running.pid("one")
    running.stop()
    assert not psutil.pid_exists(pid)


def test_a_second_order_to_stop_does_not_wait(running: Running) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    running.start([running.spec("one", deaf, grace=3600)])
    until(lambda: running.ready and "deaf" in (running.folder / "one.log").read_text())
    assert running.supervisor is not None
    running.supervisor.stop()
    running.stop()


def test_an_order_to_stop_is_taken_at_any_line_of_waiting(tmp_path: Path) -> None:
    # A signal handler runs between any two lines of the main thread, also of those that hold a lock.
    sleeps = Spec(name="one", command=(sys.executable, "-c", SLEEPS), log=tmp_path / "one.log", grace=5.0)
    supervisor = Supervisor([sleeps], tmp_path / "state.json", lambda _: None)

    def interrupted(frame: FrameType, event: str, _: object) -> Any:
        if event == "line" and frame.f_code.co_qualname.endswith("Event.wait"):
            supervisor.stop()
        return interrupted

    def run() -> None:
        sys.settrace(interrupted)
        supervisor.run(lambda _: None)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_what_a_child_started_itself_ends_with_it(running: Running) -> None:
    grandchild = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]); time.sleep(600)"
    running.start([running.spec("one", grandchild, grace=1.0)])
    until(lambda: running.ready and psutil.Process(running.pid("one")).children())
    (below,) = psutil.Process(running.pid("one")).children()
    running.stop()
    until(lambda: not below.is_running() or below.status() == psutil.STATUS_ZOMBIE)


def test_a_child_writes_to_its_log_and_not_to_our_terminal(running: Running, capfd: pytest.CaptureFixture[str]) -> None:
    running.start([running.spec("one", f"print('hello', flush=True); {SLEEPS}")])
    until(lambda: running.ready and "hello" in (running.folder / "one.log").read_text())
    running.stop()
    assert "hello" not in "".join(capfd.readouterr())


def test_children_of_a_killed_supervisor_are_found_and_ended(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    code = f"""
import sys
from pathlib import Path
from stack.spec import Spec
from stack.supervisor import Supervisor
command = (sys.executable, "-c", {SLEEPS!r})
folder = Path({str(tmp_path)!r})
specs = [Spec(name=name, command=command, log=folder / name) for name in ("one", "two")]
Supervisor(specs, folder / "state.json", print).run(lambda state: None)
"""
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    until(lambda: (state := read(file)) is not None and state.ready)
    state = read(file)
    assert state is not None
    assert orphans(state) == []
    supervisor.kill()
    supervisor.wait()
    assert [member.name for member in orphans(state)] == ["one", "two"]
    said: list[str] = []
    assert end_orphans(file, said.append) == ["one", "two"]
    assert said == ["A supervisor that was killed left one, two running: ended first."]
    assert orphans(state) == []
    assert not file.exists()
    assert end_orphans(file, said.append) == []


def test_a_process_that_got_the_same_id_later_is_not_taken_for_ours() -> None:
    me = psutil.Process()
    assert Process(me.pid, me.create_time()).alive()
    assert not Process(me.pid, me.create_time() - 100).alive()
