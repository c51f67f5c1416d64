"""A hub for tests, written from the W3C Recommendation: it verifies who subscribes, and signs what it sends."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
from aiohttp import web


class Hub:
    """Subscriptions by (topic, callback); `requests` are the forms that were sent."""

    def __init__(self, *, lease: int = 600, denies: bool = False) -> None:
        self.requests: list[dict[str, str]] = []
        self.verified: list[tuple[int, bool]] = []
        self.secrets: dict[tuple[str, str], str | None] = {}
        self.changed = asyncio.Event()
        self.address = ""
        self._lease, self._denies = lease, denies
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["Hub"]:
        """Serves on loopback for the time of the block."""
        app = web.Application()
        app.router.add_post("/", self._subscribe)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            yield self
        finally:
            for task in self._tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await runner.cleanup()

    async def _subscribe(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.requests.append(form)
        task = asyncio.create_task(self._verify(form))
        self._tasks.add(task)
        return web.Response(status=202)

    async def _verify(self, form: dict[str, str]) -> None:
        topic, challenge = form["hub.topic"], secrets.token_hex(16)
        asked = {"hub.mode": "denied", "hub.topic": topic, "hub.reason": "no"}
        if not self._denies:
            asked = {"hub.mode": form["hub.mode"], "hub.topic": topic, "hub.challenge": challenge}
            asked["hub.lease_seconds"] = str(self._lease)
        with suppress(aiohttp.ClientError):
            await self._call_back(form, asked, challenge)
        self.changed.set()

    async def _call_back(self, form: dict[str, str], asked: dict[str, str], challenge: str) -> None:
        topic, callback = form["hub.topic"], form["hub.callback"]
        async with aiohttp.ClientSession() as session, session.get(callback, params=asked) as answer:
            echoed = await answer.text() == challenge
            self.verified.append((answer.status, echoed))
            if answer.status == 200 and echoed:
                self.secrets[topic, callback] = form.get("hub.secret")

    async def send(self, topic: str, body: bytes, *, method: str = "sha256", secret: str | None = None) -> list[int]:
        """Sends a topic's content to its subscribers, signed where they gave a secret; gives what they answered."""
        statuses = []
        async with aiohttp.ClientSession() as session:
            for (wanted, callback), theirs in self.secrets.items():
                if wanted != topic:
                    continue
                key = secret or theirs
                signature = hmac.new(key.encode(), body, getattr(hashlib, method)).hexdigest() if key else ""
                headers = {"Content-Type": "application/rss+xml"} | (
                    {"X-Hub-Signature": f"{method}={signature}"} if key else {}
                )
                async with session.post(callback, data=body, headers=headers) as answer:
                    statuses.append(answer.status)
        return statuses
