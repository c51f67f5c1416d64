"""One running child process and all that it started: starting it, watching it, ending it."""

import os
import signal
import subprocess
import time

import psutil

from stack.logfile import LogFile
from stack.spec import Spec
from stack.state import Process, process

POLL = 0.05


def group(leader: int) -> list[psutil.Process]:
    """Gives the living processes of a process group, whoever owns them."""
    found = []
    for one in psutil.process_iter():
        try:
            if os.getpgid(one.pid) == leader and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
        except (psutil.Error, OSError):
            continue
    return found


def end_group(leader: int, grace: float) -> None:
    """
    Asks the leader of a process group to end; after `grace` seconds kills what is left of the group.

    The others are not asked: Elasticsearch's launcher stops its server in good order, and the server stops by itself
    when the launcher is gone.
    """
    deadline = time.monotonic() + grace
    _signal(leader, signal.SIGTERM)
    while time.monotonic() < deadline:
        if not group(leader):
            return
        time.sleep(POLL * 2)
    for one in group(leader):
        _signal(one.pid, signal.SIGKILL)


def _signal(pid: int, which: signal.Signals) -> None:
    try:
        os.kill(pid, which)
    except ProcessLookupError:
        return


class Child:
    """
    A child of ours in a session of its own, so that Ctrl-C in a terminal reaches us alone and we end it in order.

    Raises OSError where it cannot be started.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.log = LogFile(spec.log)
        self._mark = self.log.mark()
        self.log.note(f"starting {spec.name} {spec.version}".rstrip())
        user = spec.user
        self._popen = subprocess.Popen(
            spec.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=spec.environment,
            cwd=spec.folder,
            start_new_session=True,
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=() if user else None,
        )
        assert self._popen.stdout is not None  # noqa: S101 (asked for above)
        self._drain = self.log.drain(self._popen.stdout)
        try:
            self.process = process(self._popen.pid)
        except psutil.NoSuchProcess:
            self.process = Process(self._popen.pid, time.time())

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._popen.poll() is None

    @property
    def code(self) -> int | None:
        """How it ended: an exit code, or the negative number of a signal; None while it runs."""
        return self._popen.poll()

    def was_ready(self) -> None:
        """Lets `said` begin here: what it wrote while it came up does not tell why it ends."""
        self._mark = self.log.mark()

    def said(self) -> str:
        """The end of what it wrote since it was started, or since it was ready."""
        self._drain.join(timeout=1.0 if not self.running else 0.0)
        return self.log.since(self._mark)

    def kill(self) -> None:
        """Ends it and all that it started without asking."""
        for one in group(self._popen.pid):
            _signal(one.pid, signal.SIGKILL)

    def end(self, grace: float) -> None:
        """Ends it and all that it started; returns when nothing of it is left."""
        if self.running:
            _signal(self._popen.pid, signal.SIGTERM)
            try:
                self._popen.wait(grace)
            except subprocess.TimeoutExpired:
                self._popen.kill()
                self._popen.wait()
        # Whatever it started has lost its parent, is ending by itself, and must not meet its successor.
        deadline = time.monotonic() + grace
        while group(self._popen.pid) and time.monotonic() < deadline:
            time.sleep(POLL)
        self.kill()
