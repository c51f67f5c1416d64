"""The processes that parse pages and feeds: forked from one that has all loaded, when they are first needed."""

import asyncio
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.synchronize import Semaphore

from pebble import ProcessPool

PAGES_A_PROCESS = 2_000
"""After so many pages a process is replaced, so that no leak in a parser grows for weeks."""
START_SECONDS = 30.0


class CleaningProcesses:
    """A pool of `workers` processes with `memory` bytes of address space each; none is there before the first is asked
    for. To be ended."""

    def __init__(self, workers: int, memory: int) -> None:
        self.workers, self._memory = workers, memory
        self._pool: ProcessPool | None = None
        self._changing, self._ended = threading.Lock(), False

    def pool(self) -> ProcessPool:
        """Gives the pool, and waits until it has started. Raises RuntimeError when it was ended."""
        if self._pool is not None:
            return self._pool
        # In a thread, for Ctrl-C interrupts the main one: what is starting must have started before it can be ended.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(self._start).result()

    async def apool(self) -> ProcessPool:
        """Gives the same without holding up the event loop."""
        return self._pool if self._pool is not None else await asyncio.to_thread(self._start)

    def end(self) -> None:
        """Ends all of them, and whatever they do."""
        with self._changing:
            self._ended = True
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()

    def _start(self) -> ProcessPool:
        with self._changing:
            if self._ended:
                raise RuntimeError("the cleaning processes were ended")
            if self._pool is None:
                self._pool = self._started()
            return self._pool

    def _started(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["connectors.cleaning_loaded"])
        resource_tracker.ensure_running()  # starting it later would let Ctrl-C through again
        with _deaf():
            forkserver.ensure_running()
        ready = context.Semaphore(0)
        pool = ProcessPool(
            max_workers=self.workers,
            max_tasks=PAGES_A_PROCESS,
            initializer=_begin,
            initargs=(self._memory, ready),
            context=context,
        )
        pool.schedule(os.getpid).result()
        # Each of them: one that is still starting when the pool is closed would print a traceback.
        for _ in range(self.workers):
            ready.acquire(timeout=START_SECONDS)
        return pool


def _begin(most: int, ready: Semaphore) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    ready.release()


@contextmanager
def _deaf() -> Iterator[None]:
    """What starts in the block hears no Ctrl-C, which reaches every process of a terminal, nor do its children."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
