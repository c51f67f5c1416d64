"""Something that a server tells, asked in the background: who wants to know waits for a moment at the most."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from schemas.errors import PledgewireError

Value = TypeVar("Value")
FRESH = 5.0
"""Seconds for which what was told is believed."""
UNFORESEEN = "something went wrong that we did not foresee; the log has it"

log = logging.getLogger(__name__)


class Known(NamedTuple, Generic[Value]):
    """What is known: the value that was told last, how many seconds ago, and why it is not newer."""

    value: Value | None
    age: float | None
    problem: str | None


class Look(Generic[Value]):
    """One thing to be asked. However many want to know, it is asked once at a time, in a thread of its own."""

    def __init__(
        self, name: str, ask: Callable[[], Value], clock: Callable[[], float] = time.monotonic, fresh: float = FRESH
    ) -> None:
        """`ask` may take as long as it likes; what it raises is told as a problem."""
        self.name, self._ask, self._clock, self._fresh = name, ask, clock, fresh
        self._turn = threading.Lock()
        self._done = threading.Event()
        self._asking_since: float | None = None
        self._asked_at: float | None = None
        self._told_at: float | None = None
        self._value: Value | None = None
        self._problem: str | None = None

    def begin(self) -> None:
        """Asks, where nobody does already and what is known is not fresh."""
        with self._turn:
            now = self._clock()
            if self._asking_since is not None or (self._asked_at is not None and now - self._asked_at < self._fresh):
                return
            self._asking_since, self._done = now, threading.Event()
        threading.Thread(target=self._run, args=(self._done,), name=f"look at {self.name}", daemon=True).start()

    def forget(self) -> None:
        """Has the next who wants to know ask again, since something was changed."""
        with self._turn:
            self._asked_at = None

    def known(self, patience: float) -> Known[Value]:
        """Gives what is known after so many seconds at the most. `begin` first."""
        self._done.wait(max(0.0, patience)) if self._asking_since is not None else None
        with self._turn:
            now = self._clock()
            age = None if self._told_at is None else round(now - self._told_at, 1)
            problem = self._problem
            if self._asking_since is not None:
                problem = f"{self.name} has not answered for {now - self._asking_since:.0f} s"
            return Known(self._value, age, problem)

    def _run(self, done: threading.Event) -> None:
        value, problem = None, None
        try:
            value = self._ask()
        except PledgewireError as error:
            problem = str(error)
        except Exception:
            log.exception("%s could not be asked", self.name)
            problem = UNFORESEEN
        with self._turn:
            self._asking_since, self._asked_at, self._problem = None, self._clock(), problem
            if problem is None:
                self._value, self._told_at = value, self._asked_at
        done.set()
