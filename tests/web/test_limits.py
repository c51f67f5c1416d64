"""What one client may ask."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from web import limits
from web.limits import Allowance, Limits, cost


class Clock:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_used_up_comes_back_with_time() -> None:
    clock = Clock()
    allowance = Allowance(10.0, clock)
    assert [allowance.take("me", 30.0), allowance.take("me", 30.0)] == [0.0, 0.0]
    assert allowance.take("me", 5.0) == pytest.approx(0.5)
    assert allowance.take("other", 5.0) == 0.0
    clock.now = 0.5
    assert allowance.take("me", 5.0) == 0.0


def test_no_more_is_saved_than_a_burst() -> None:
    clock = Clock()
    allowance = Allowance(10.0, clock)
    allowance.take("me", 1.0)
    clock.now = 1e6
    assert allowance.take("me", limits.BURST) == 0.0
    assert allowance.take("me", 1.0) > 0.0


def test_clients_that_were_seen_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CLIENTS", 3)
    allowance = Allowance(10.0, Clock())
    for number in range(50):
        allowance.take(str(number), 1.0)
    assert len(allowance._left) == 3


def test_exports_cost_more_than_pages_and_files_nothing() -> None:
    assert (
        cost("/api/claims.csv")
        > cost("/api/ledger")
        > cost("/api/claims", b"cursor=*")
        > cost("/")
        > cost("/api/suggest")
    )


def _answer(_: Request) -> PlainTextResponse:
    return PlainTextResponse("there")


def _limited(a_second: float) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", _answer)])
    return TestClient(Limits(app, a_second=a_second), base_url="http://localhost")


def test_who_asks_too_much_is_told_how_long_to_wait() -> None:
    ask = _limited(1.0)
    answers = [ask.get("/api/claims.csv") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 21
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert ask.get("/static/style.css").status_code == 200


def test_a_person_is_told_in_plain_words() -> None:
    ask = _limited(0.001)
    answers = [ask.get("/news") for _ in range(13)]
    assert answers[-1].status_code == 429
    assert answers[-1].text.startswith("Too much is asked at once: wait ")


def test_who_does_not_take_an_answer_loses_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READING", 0.05)
    monkeypatch.setattr(limits, "AT_ONCE", 1)
    limited = Limits(Starlette(routes=[Route("/", _answer)]), a_second=0)
    scope: Scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "client": None}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def never(_: Message) -> None:
        await asyncio.Event().wait()

    async def both() -> list[int]:
        taken: list[int] = []

        async def take(message: Message) -> None:
            taken.append(message.get("status", 0))

        await asyncio.wait_for(limited(scope, receive, never), 20)
        await limited(scope, receive, take)
        return taken

    assert asyncio.run(both())[0] == 200


def test_an_address_without_end_is_not_read() -> None:
    assert _limited(1.0).get("/?q=" + "a" * 20_000).status_code == 414
