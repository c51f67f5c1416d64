"""Cleaning in processes of their own, so that a page made to cost ends with its process and hurts nobody else."""

import asyncio
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as PoolTimeout
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import forkserver
from multiprocessing.synchronize import Semaphore
from types import FrameType, TracebackType
from typing import TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from connectors import feed, page
from connectors.feed_content import FeedContent
from connectors.page import Page
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.errors import FetchError
from schemas.redact import redact

Result = TypeVar("Result")

MEMORY = 2_000_000_000
"""Bytes of address space that a process may have; Python with trafilatura and numpy maps about a quarter of it."""
PAGES_A_PROCESS = 500
"""After so many pages a process is replaced, so that no leak in a parser grows for weeks."""
WAITING_A_PROCESS = 16
"""Pages and feeds, for each process, that may wait to be cleaned before there is no room for more."""
START_SECONDS = 30.0


def _begin(most: int, started: Semaphore) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    started.release()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What starts in the block ignores Ctrl-C, which reaches every process of a terminal; the parent ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _later() -> Iterator[None]:
    """Puts Ctrl-C off to the end of the block: processes that lose their parent while they start say so at length."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    received: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: received.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if received:
            before(*received[0])


class Cleaner:
    """A pool of processes that turn pages into articles and bytes into feeds; a context manager.

    Each page may take `timeout` seconds of one process; `killed` counts those that were ended.
    """

    def __init__(self, *, timeout: float, workers: int | None = None, memory: int = MEMORY) -> None:
        self._timeout = timeout
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if hasattr(context, "set_forkserver_preload"):
            context.set_forkserver_preload(["connectors.page", "trafilatura"])
        processes = workers or os.cpu_count() or 1
        started = context.Semaphore(0)
        self._pool = ProcessPool(
            max_workers=processes,
            max_tasks=PAGES_A_PROCESS,
            initializer=_begin,
            initargs=(memory, started),
            context=context,
        )
        self.killed = 0
        self._waiting, self._most_waiting = 0, WAITING_A_PROCESS * processes
        self._fewer = asyncio.Event()
        with _undisturbed():
            if hasattr(context, "set_forkserver_preload"):
                forkserver.ensure_running()
        with _later():
            self._pool.schedule(os.getpid).result()
            # Each of them: one that is still starting when the pool is closed would print a traceback.
            for _ in range(processes):
                started.acquire(timeout=START_SECONDS)

    def clean(self, wanted: Page, now: datetime) -> CleanedArticle | Refused:
        """Gives the article on the page, or why there is none; waits for it."""
        try:
            return self._start(page.clean, wanted, now).result()
        except Exception as error:
            return self._refusal(_where(wanted), error)

    async def aclean(self, wanted: Page, now: datetime) -> CleanedArticle | Refused:
        """Gives the same without holding up the event loop."""
        try:
            return await self._done(page.clean, wanted, now)
        except Exception as error:
            return self._refusal(_where(wanted), error)

    async def afeed(self, body: bytes, url: str, language: str | None = None) -> FeedContent:
        """Gives what connectors.feed.parse gives, without holding up the event loop. Raises FetchError."""
        return await self.arun(redact(url), feed.parse, body, url, language)

    async def arun(self, where: str, function: "Callable[..., Result]", *args: object) -> Result:
        """Gives what a function at a module's top level gives, bounded as cleaning is. Raises FetchError."""
        try:
            return await self._done(function, *args)
        except FetchError:
            raise
        except Exception as error:
            raise FetchError(str(self._refusal(where, error))) from error

    async def room(self) -> None:
        """Returns when no more than a bounded number of pages and feeds wait, so that whoever fetches can wait too."""
        while self._waiting >= self._most_waiting:
            self._fewer.clear()
            await self._fewer.wait()

    async def _done(self, function: "Callable[..., Result]", *args: object) -> Result:
        task = asyncio.wrap_future(self._start(function, *args))
        self._waiting += 1
        task.add_done_callback(self._one_fewer)
        # Shielded: pebble ends the process of a task that is cancelled, and may wait a minute for a lock before it
        # does, while nothing is cleaned. Left alone the task ends by itself, within its own time.
        return await asyncio.shield(task)

    def _one_fewer(self, _: object) -> None:
        self._waiting -= 1
        self._fewer.set()

    def _start(self, function: "Callable[..., Result]", *args: object) -> "Future[Result]":
        return cast("Future[Result]", self._pool.schedule(function, args=args, timeout=self._timeout))

    def _refusal(self, where: str, error: Exception) -> Refused:
        if isinstance(error, PoolTimeout | TimeoutError):
            self.killed += 1
            why = f"took longer than {self._timeout:g} s to clean and was given up"
            return Refused(where=where, why=why, again=True)
        if isinstance(error, ProcessExpired):
            self.killed += 1
            return Refused(where=where, why="broke the process that cleaned it and was given up", again=True)
        if isinstance(error, MemoryError):
            return Refused(where=where, why="needs more memory to clean than a page may have")
        return Refused(where=where, why=f"cannot be cleaned ({type(error).__name__})")

    def __enter__(self) -> "Cleaner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _where(wanted: Page) -> str:
    return wanted.where or (redact(wanted.url) if wanted.url else wanted.stem)
