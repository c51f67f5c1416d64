"""Asking a server in the background, by hand: nothing waits for time to pass."""

import threading
from collections.abc import Callable

import pytest

from pipeline.looking import UNFORESEEN, Known, Look
from schemas.errors import ServerError

LONG = 20.0


class Clock:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Server:
    """Answers with how often it was asked, once it is let."""

    def __init__(self) -> None:
        self.asked, self.may = 0, threading.Event()
        self.may.set()
        self.fails: Exception | None = None

    def __call__(self) -> int:
        self.asked += 1
        assert self.may.wait(LONG)
        if self.fails is not None:
            raise self.fails
        return self.asked


@pytest.fixture
def server() -> Server:
    return Server()


def told(look: Look[int], patience: float = LONG) -> Known[int]:
    look.begin()
    return look.known(patience)


def test_who_cannot_be_asked_in_time_is_told_of_and_what_was_known_is_shown(server: Server) -> None:
    clock = Clock()
    look = Look("Kafka", server, clock)
    server.may.clear()
    assert told(look, 0.0) == (None, None, "Kafka has not answered for 0 s")
    server.may.set()
    assert told(look) == (1, 0.0, None)
    clock.now += 60.0
    server.may.clear()
    look.begin()
    clock.now += 3.0
    assert told(look, 0.0) == (1, 63.0, "Kafka has not answered for 3 s")
    assert server.asked == 2
    server.may.set()
    assert told(look) == (2, 0.0, None)


def test_what_is_fresh_is_not_asked_again_unless_it_was_changed(server: Server) -> None:
    clock = Clock()
    look = Look("Kafka", server, clock, fresh=5.0)
    assert told(look)[0] == 1
    clock.now += 4.9
    assert told(look)[:2] == (1, 4.9)
    look.forget()
    assert told(look)[0] == 2


@pytest.mark.parametrize(("error", "sentence"), [
    (ServerError("Kafka does not answer"), "Kafka does not answer"), (ValueError("a secret"), UNFORESEEN),
])  # fmt: skip
def test_what_fails_is_a_sentence_beside_what_was_known(server: Server, error: Exception, sentence: str) -> None:
    clock = Clock()
    look = Look("Kafka", server, clock)
    told(look)
    clock.now += 10.0
    server.fails = error
    assert told(look) == (1, 10.0, sentence)
    clock.now += 10.0
    server.fails = None
    assert told(look) == (3, 0.0, None)


def test_many_who_want_to_know_ask_once(server: Server) -> None:
    look = Look("Kafka", server, Clock())
    server.may.clear()
    found: list[int | None] = []
    ask: Callable[[], None] = lambda: found.append(told(look)[0])  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    server.may.set()
    for thread in threads:
        thread.join(LONG)
    assert (found, server.asked) == ([1] * 8, 1)
