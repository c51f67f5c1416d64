"""The parent of the worker processes: starts them, starts those anew that die, and ends them all."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from pipeline import orders
from pipeline.orders import Orders
from pipeline.watchdog import STALLED

COMMAND = (sys.executable, "-m", "pipeline.worker")
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds before a worker that keeps dying is started again: doubled each time, up to this."""
HEALTHY = 60.0
"""Seconds of life after which a worker's earlier deaths are forgotten."""
SECONDS_TO_END = 8.5

log = logging.getLogger(__name__)


class Measured(Protocol):
    """Hears of workers that start, and gives what they need in their environment to be measured."""

    def environment(self) -> Mapping[str, str]: ...

    def started(self, worker: str) -> None: ...


class Unmeasured:
    """Is the Measured of workers that nobody measures."""

    def environment(self) -> Mapping[str, str]:
        """Gives nothing."""
        return {}

    def started(self, worker: str) -> None:
        """Does nothing."""


class _Child:
    """One worker's place: the process that fills it now, and when the next may."""

    def __init__(self, given: Orders, measured: Measured) -> None:
        self.orders, self._measured = given, measured
        self.process: subprocess.Popen[bytes] | None = None
        self._pause = FIRST_PAUSE
        self._started = self._next = 0.0

    def tend(self, now: float) -> None:
        """Starts the process where there is none, and notices where it died."""
        if self.process is None:
            if now >= self._next:
                self._start(now)
            return
        code = self.process.poll()
        if code is None:
            return
        self._close()
        if now - self._started >= HEALTHY:
            self._pause = FIRST_PAUSE
        log.warning("the worker %s %s; it starts again in %.1f s", self.orders.name, _death(code), self._pause)
        self._next, self._pause = now + self._pause, min(self._pause * 2, LONGEST_PAUSE)

    def ask_to_end(self) -> None:
        """Asks the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, seconds: float) -> None:
        """Waits for the process's end, and kills it after so long. Nothing is lost: what is not acked comes again."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            log.warning("the worker %s did not end in time and is killed", self.orders.name)
            self.process.kill()
            self.process.wait()
        self._close()

    def _start(self, now: float) -> None:
        command = [*COMMAND, self.orders.name]
        environment = {**os.environ, **self._measured.environment()}
        # A session of its own: Ctrl-C in a terminal goes to the parent alone, which ends the children in order.
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, env=environment)
        self._measured.started(self.orders.name)
        self._started = now
        assert self.process.stdin is not None  # noqa: S101
        try:
            orders.write(self.orders, self.process.stdin)
        except BrokenPipeError:
            return
        log.info("the worker %s starts (process %d)", self.orders.name, self.process.pid)

    def _close(self) -> None:
        assert self.process is not None and self.process.stdin is not None  # noqa: S101, PT018
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process = None


def run(all_orders: Sequence[Orders], stop: threading.Event, measured: Measured | None = None) -> None:
    """Runs one process for each of the orders until `stop` is set, then ends them within ten seconds.

    Where this process itself is killed, the children notice their pipe's end and end too.
    """
    children = [_Child(given, measured or Unmeasured()) for given in all_orders]
    try:
        while not stop.is_set():
            for child in children:
                child.tend(time.monotonic())
            stop.wait(0.1)
    finally:
        log.info("ending %d workers", len(children))
        for child in children:
            child.ask_to_end()
        deadline = time.monotonic() + SECONDS_TO_END
        for child in children:
            child.end(deadline - time.monotonic())


def _death(code: int) -> str:
    if code == STALLED:
        return "was ended by its watchdog"
    if code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended with exit code {code}"
