"""Cleaning in processes of their own, so that a page made to cost ends with its process and hurts nobody else."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as PoolTimeout
from datetime import datetime
from types import TracebackType
from typing import TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from connectors import feed, page
from connectors.cleaning_processes import CleaningProcesses
from connectors.feed_content import FeedContent
from connectors.page import Page
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.errors import FetchError
from schemas.redact import redact

Result = TypeVar("Result")

MEMORY = 2_000_000_000
"""Bytes of address space that a process may have; Python with trafilatura and numpy maps about a quarter of it."""
WAITING_A_PROCESS = 16
"""Pages and feeds, for each process, that may wait to be cleaned before there is no room for more."""


class Cleaner:
    """A pool of processes that turn pages into articles and bytes into feeds, started by the first; a context manager.

    Each page may take `timeout` seconds of one process; `killed` counts those that were ended.
    """

    def __init__(self, *, timeout: float, workers: int | None = None, memory: int = MEMORY) -> None:
        self._timeout = timeout
        self._processes = CleaningProcesses(workers or os.cpu_count() or 1, memory)
        self.killed = 0
        self._waiting, self._most_waiting = 0, WAITING_A_PROCESS * self._processes.workers
        self._fewer = asyncio.Event()

    def clean(self, wanted: Page, now: datetime) -> CleanedArticle | Refused:
        """Gives the article on the page, or why there is none; waits for it."""
        try:
            return self._start(self._processes.pool(), page.clean, wanted, now).result()
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
        self._waiting += 1
        try:
            task = asyncio.wrap_future(self._start(await self._processes.apool(), function, *args))
        except BaseException:
            self._one_fewer(None)
            raise
        task.add_done_callback(self._one_fewer)
        # Shielded: pebble ends the process of a task that is cancelled, and may wait a minute for a lock before it
        # does, while nothing is cleaned. Left alone the task ends by itself, within its own time.
        return await asyncio.shield(task)

    def _one_fewer(self, _: object) -> None:
        self._waiting -= 1
        self._fewer.set()

    def _start(self, pool: ProcessPool, function: "Callable[..., Result]", *args: object) -> "Future[Result]":
        return cast("Future[Result]", pool.schedule(function, args=args, timeout=self._timeout))

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
        self._processes.end()


def _where(wanted: Page) -> str:
    return wanted.where or (redact(wanted.url) if wanted.url else wanted.stem)
