"""WebSub: subscribing at a hub, verifying, leases, and what is taken of what is sent."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import aiohttp
import pytest

from config.model import Fetching
from connectors import websub
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from connectors.hub import ask
from connectors.link_header import relations
from pipeline import push
from pipeline.push import Push
from pipeline.push_server import serving
from schemas.errors import FetchError, ServerError
from tests.connectors.serving import raw, says
from tests.pipeline.hub import Hub

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
TOPIC = "https://herald.example/feed"
FEED, KEY = "f" * 32, b"k" * 32
LEAST = Fetching(allow_private_addresses=True, timeout=5.0)


class Subscriber:
    """Our side, served on a free port; the clock is moved by hand."""

    def __init__(self, hub: Hub, *, https: bool) -> None:
        self.hub, self.now = hub, NOW
        self.delivered: asyncio.Queue[tuple[str, bytes | None]] = asyncio.Queue()
        self.said: list[str] = []
        self.callback = ""
        self.room: bool | None = True
        self._https = https

    async def _ask(self, hub: str, form: dict[str, str]) -> None:
        """Reaches the hub of the test under a name with https, where it is to have one."""
        if hub.startswith("https://") and not self._https:
            raise FetchError(f"{hub}: does not speak TLS")
        await ask(LEAST, self.hub.address, form)

    def _deliver(self, feed_id: str, body: bytes | None) -> bool | None:
        if self.room:
            self.delivered.put_nowait((feed_id, body))
        return self.room

    @asynccontextmanager
    async def serve(self, most_bytes: int = 10_000) -> AsyncIterator[Push]:
        """Serves and runs for the time of the block."""
        made: list[Push] = []

        class Late:
            """The port is known only when the server runs, the callback address only then."""

            def __getattr__(self, name: str) -> object:
                return getattr(made[0], name)

        async with serving(Late(), "127.0.0.1", 0, most_bytes=most_bytes) as port:  # type: ignore[arg-type]
            self.callback = f"http://127.0.0.1:{port}/websub"
            made.append(
                Push(
                    KEY,
                    self.callback,
                    lease=3600.0,
                    ask=self._ask,
                    deliver=self._deliver,
                    ours=lambda feed_id: True,
                    clock=lambda: self.now,
                    chance=random.Random(7),
                    say=self.said.append,
                )
            )
            task = asyncio.create_task(made[0].run())
            try:
                yield made[0]
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


def with_hub(
    work: Callable[[Push, Hub, Subscriber], Awaitable[None]], *, https: bool = True, denies: bool = False
) -> Subscriber:
    """Runs the work with a hub and us, once the feed's hub was offered and has asked us back."""
    kept: list[Subscriber] = []

    async def run() -> None:
        async with Hub(denies=denies).serve() as hub:
            subscriber = Subscriber(hub, https=https)
            kept.append(subscriber)
            async with subscriber.serve() as ours:
                ours.offer(FEED, "http://hub.example/", TOPIC)
                await asyncio.wait_for(hub.changed.wait(), 30)
                await work(ours, hub, subscriber)

    asyncio.run(run())
    return kept[0]


async def next_delivery(subscriber: Subscriber) -> tuple[str, bytes | None]:
    return await asyncio.wait_for(subscriber.delivered.get(), 30)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "LOOK_EVERY", 0.02)


def test_a_hub_is_asked_verified_and_what_it_signs_is_taken() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        (form,) = hub.requests
        assert (form["hub.mode"], form["hub.topic"], form["hub.lease_seconds"]) == ("subscribe", TOPIC, "3600")
        assert form["hub.callback"].startswith(ours.callback + "/")
        assert len(form["hub.secret"]) < 200
        assert hub.verified == [(200, True)]
        for method in ("sha1", "sha256", "sha384", "sha512"):
            assert await hub.send(TOPIC, b"<rss/>", method=method) == [202]
            assert await next_delivery(ours) == (FEED, b"<rss/>")

    assert with_hub(work).said == [f"{TOPIC}: pushed by http://hub.example/ from now on"]


def test_what_is_signed_with_another_secret_or_not_at_all_is_passed_over_without_a_word() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        assert await hub.send(TOPIC, b"<rss>forged</rss>", secret="guess") == [202]
        callback = hub.requests[0]["hub.callback"]
        async with aiohttp.ClientSession() as session:
            for header in ({}, {"X-Hub-Signature": "md5=0"}, {"X-Hub-Signature": "sha256="}, {"X-Hub-Signature": "é"}):
                async with session.post(callback, data=b"<rss>forged</rss>", headers=header) as answer:
                    assert answer.status == 202
        await hub.send(TOPIC, b"<rss/>")
        assert await next_delivery(ours) == (FEED, b"<rss/>")
        assert ours.delivered.empty()

    with_hub(work)


def test_a_hub_without_https_gets_no_secret_and_its_push_only_has_the_feed_polled() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        assert "hub.secret" not in hub.requests[0]
        assert await hub.send(TOPIC, b"<rss>whoever</rss>") == [202]
        assert await next_delivery(ours) == (FEED, None)
        assert await hub.send(TOPIC, b"<rss>whoever</rss>") == [202]
        ours.now += push.PING_EVERY
        assert await hub.send(TOPIC, b"<rss>whoever</rss>") == [202]
        assert await next_delivery(ours) == (FEED, None)
        assert ours.delivered.empty()  # the one in between came too soon

    with_hub(work, https=False)


def test_a_lease_is_renewed_before_it_ends_at_the_same_callback() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        hub.changed.clear()
        ours.now += timedelta(seconds=600 * 0.6)
        await asyncio.sleep(0.2)
        assert len(hub.requests) == 1
        ours.now += timedelta(seconds=600 * 0.3)
        await asyncio.wait_for(hub.changed.wait(), 30)
        assert len(hub.requests) == 2
        assert hub.requests[0] == hub.requests[1]
        assert hub.verified == [(200, True)] * 2

    with_hub(work)


def test_a_hub_that_denies_is_asked_again_only_the_next_day() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        assert hub.verified == [(200, False)]
        ours.now += timedelta(hours=23)
        await asyncio.sleep(0.2)
        assert len(hub.requests) == 1
        ours.now += timedelta(hours=2)
        hub.changed.clear()
        await asyncio.wait_for(hub.changed.wait(), 30)
        assert len(hub.requests) == 2

    assert with_hub(work, denies=True).said == [f"no pushes: http://hub.example/ denies us {TOPIC}"] * 2


def test_a_feed_that_is_no_longer_ours_is_gone_and_an_unknown_callback_is_not_found() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        ours.room = None  # the watch does not follow it any more
        assert await hub.send(TOPIC, b"<rss/>") == [410]
        ours.room = True
        assert await hub.send(TOPIC, b"<rss/>") == [410]
        async with aiohttp.ClientSession() as session, session.post(f"{ours.callback}/{'0' * 40}") as answer:
            assert answer.status == 404

    with_hub(work)


def test_what_we_did_not_ask_for_is_not_confirmed() -> None:
    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        callback = hub.requests[0]["hub.callback"]
        good = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "<script>", "hub.lease_seconds": "60"}
        async with aiohttp.ClientSession() as session:
            for change in (
                {"hub.topic": "https://other.example/"},
                {"hub.mode": "unsubscribe"},
                {"hub.mode": "publish"},
                {"hub.challenge": ""},
                {"hub.challenge": "x" * 5_000},
            ):
                async with session.get(callback, params=good | change) as answer:
                    assert answer.status == 404, change
                    assert await answer.text() == ""
            async with session.get(f"{ours.callback}/unknown", params=good) as answer:
                assert answer.status == 404
            async with session.get(callback, params=good) as answer:
                assert (answer.status, await answer.text()) == (200, "<script>")
                assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
            async with session.put(callback, data=b"x") as answer:
                assert answer.status == 405

    with_hub(work)


def test_a_body_that_is_too_large_or_packed_is_refused_and_a_hub_that_sends_too_much_must_wait() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    async def work(_: Push, hub: Hub, ours: Subscriber) -> None:
        callback = hub.requests[0]["hub.callback"]
        async with aiohttp.ClientSession() as session:
            async with session.post(callback, data=b"x" * 10_001) as answer:
                assert answer.status == 413
            with suppress(aiohttp.ClientError):  # or it finds the connection closed before it has sent all
                async with session.post(callback, data=endless()) as answer:
                    assert answer.status == 413
            async with session.post(callback, data=b"x", headers={"Content-Encoding": "gzip"}) as answer:
                assert answer.status == 415
            ours.room = False
            assert await hub.send(TOPIC, b"<rss/>") == [503]
        assert ours.delivered.empty()

    with_hub(work)


def test_a_hub_that_fails_is_asked_again_later_and_later() -> None:
    async def run() -> list[float]:
        asked: list[datetime] = []
        now = NOW

        async def asked_of(hub: str, form: dict[str, str]) -> None:
            asked.append(now)
            raise FetchError(f"{hub}: does not answer")

        ours = Push(
            KEY,
            "https://push.example/",
            lease=3600.0,
            ask=asked_of,
            deliver=lambda feed_id, body: True,
            ours=lambda feed_id: True,
            clock=lambda: now,
            chance=random.Random(7),
            say=lambda sentence: None,
        )
        ours.offer(FEED, "https://hub.example/", TOPIC)
        task = asyncio.create_task(ours.run())
        for _ in range(200):
            await asyncio.sleep(0.03)
            now += timedelta(minutes=15)
        task.cancel()
        return [(later - earlier).total_seconds() / 60 for earlier, later in pairwise(asked)]

    waits = asyncio.run(run())
    assert waits[0] <= 30
    assert max(waits) <= 6 * 60 * 1.2 + 15
    assert waits == sorted(waits) or min(waits[-3:]) >= 6 * 60 * 0.8 - 15


def test_secrets_and_callbacks_differ_by_feed_and_key_and_stay_over_restarts() -> None:
    found = {
        make(key, feed) for make in (websub.token, websub.secret) for key in (KEY, b"other") for feed in ("a", "b")
    }
    assert len(found) == 8
    assert websub.token(KEY, "a") == websub.token(KEY, "a")
    # RFC 4231, test case 2
    assert websub.is_signed(
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "Jefe",
        b"what do ya want for nothing?",
    )


def test_link_headers_name_the_hub_and_the_topic_as_the_recommendation_shows_them() -> None:
    base = "https://example.com/x/feed"
    assert relations(['<https://hub.example.com/>; rel="hub"', "<../feed.json>; rel=self"], base) == {
        "hub": "https://hub.example.com/",
        "self": "https://example.com/feed.json",
    }
    combined = '<https://a.example/?x=1,2>; title="a, b; rel=x"; rel="HUB preload", <javascript:alert(1)>; rel=self'
    assert relations([combined], base) == {"hub": "https://a.example/?x=1,2", "preload": "https://a.example/?x=1,2"}
    assert relations(["<" * 8_000, "<a>" + ";" * 8_000, "<a>; rel"], base) == {}


def test_a_hub_at_a_private_address_is_never_asked() -> None:
    async def run() -> None:
        async with raw(says("202 Accepted")) as address:
            await ask(Fetching(timeout=5.0), f"{address}/", {"hub.mode": "subscribe"})

    with pytest.raises(FetchError, match="is at a private address"):
        asyncio.run(run())


def test_a_hub_that_says_nothing_is_said_to_say_nothing() -> None:
    async def run() -> None:
        silent = asyncio.Event()

        async def handler(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await silent.wait()

        async with raw(handler) as address:
            await ask(Fetching(allow_private_addresses=True, timeout=5.0, silence_timeout=0.2), f"{address}/", {})

    with pytest.raises(FetchError, match=r"sent nothing for 0\.2 s"):
        asyncio.run(run())


def test_a_hub_may_send_us_to_another_and_must_take_the_form() -> None:
    async def run(status: str) -> None:
        async with Hub().serve() as hub, raw(says(f"{status}\r\nLocation: {hub.address}")) as address:
            await ask(LEAST, f"{address}/", {"hub.mode": "x", "hub.topic": "y", "hub.callback": "http://127.0.0.1:9/"})
            assert len(hub.requests) == 1

    asyncio.run(run("307 Temporary Redirect"))
    for status in ("302 Found", "400 Bad Request", "500 Oh"):
        with pytest.raises(FetchError, match="does not subscribe us"):
            asyncio.run(run(status))


def test_a_port_that_is_taken_is_one_sentence() -> None:
    async def run() -> None:
        async with raw(says("200 OK")) as address:
            port = int(address.rpartition(":")[2])
            async with serving(None, "127.0.0.1", port, most_bytes=1):  # type: ignore[arg-type]
                pass

    with pytest.raises(ServerError, match=r"websub.listen: 127\.0\.0\.1:\d+ cannot be listened on"):
        asyncio.run(run())


def test_what_link_headers_name_comes_with_the_answer() -> None:
    async def run() -> Fetched:
        head = '200 OK\r\nLink: <https://hub.example/>; rel="hub", </feed.xml>; rel="self"'
        async with raw(says(head, b"<rss/>")) as address, Fetcher(LEAST) as fetcher:
            return await fetcher.get(f"{address}/feed")

    answer = asyncio.run(run())
    assert answer.hub == "https://hub.example/"
    assert (answer.self_url or "").endswith("/feed.xml")
