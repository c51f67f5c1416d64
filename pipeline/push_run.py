"""Puts push together: the key, the server that hubs call, and the watch that works on what they send."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from config.model import Config
from connectors.hub import ask
from pipeline.push import Push
from pipeline.push_server import serving
from pipeline.watch import Report, Watcher
from schemas.errors import ServerError
from stack.passwords import password

log = logging.getLogger(__name__)

MOST_BYTES = 3_000_000
"""Bytes of one push: so many may wait that each must be small, and a poll finds what is larger."""
KEY = "websub.key"
"""The file in the data folder from which callback addresses and secrets follow; its owner alone may read it."""


class Pushes:
    """Joins the hubs that polls find with a Watcher. It does nothing where no callback address is configured."""

    def __init__(
        self, config: Config, *, clock: Callable[[], datetime], chance: random.Random, say: Callable[[str], None]
    ) -> None:
        self._config, self._clock, self._chance, self._say = config, clock, chance, say
        self._push: Push | None = None

    def hear(self, report: Report) -> None:
        """Takes what a poll found out about a feed's hub."""
        if self._push is not None and report.polled is not None:
            self._push.offer(report.feed_id, report.polled.hub, report.polled.topic)

    @asynccontextmanager
    async def serve(self, watcher: Watcher) -> AsyncIterator[None]:
        """Listens and keeps the subscriptions for the time of the block.

        Where another process listens already, feeds are polled without pushes, and a sentence says so.
        """
        settings = self._config.websub
        if settings.callback is None:
            yield
            return
        host, _, port = settings.listen.rpartition(":")
        self._config.data_dir.mkdir(parents=True, exist_ok=True)
        push = Push(
            (await asyncio.to_thread(password, self._config.data_dir / KEY)).encode(),
            settings.callback,
            lease=settings.lease,
            ask=lambda hub, form: ask(self._config.fetching, hub, form),
            deliver=watcher.push,
            ours=watcher.follows,
            clock=self._clock,
            chance=self._chance,
            say=self._say,
        )
        server = serving(push, host.strip("[]"), int(port), most_bytes=MOST_BYTES)
        try:
            await server.__aenter__()
        except ServerError as error:
            self._say(f"{error}. Feeds are polled without pushes.")
            yield
            return
        self._push = push
        task = asyncio.create_task(push.run())
        try:
            yield
        finally:
            self._push = None
            task.cancel()
            await asyncio.wait((task,))
            await server.__aexit__(None, None, None)
