"""Turns at hosts, with a clock that moves only when somebody sleeps."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from connectors import politeness
from connectors.politeness import Hosts
from schemas.errors import PutOffError


class Clock:
    """Time that passes when everybody who can go on has, to the moment at which the first sleeper wakes."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self.now + seconds, woken))
        await woken.wait()

    async def run(self, *work: Coroutine[Any, Any, None]) -> None:
        tasks = [asyncio.ensure_future(one) for one in work]
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers:
                self._sleepers.sort(key=lambda sleeper: sleeper[0])
                self.now, woken = self._sleepers.pop(0)
                woken.set()
        await asyncio.gather(*tasks)


class Street:
    """Hosts under such a clock; `started` tells when each request had its turn."""

    def __init__(self, *, at_once: int = 2, delay: float = 1.0) -> None:
        self.clock = Clock()
        self.hosts = Hosts(
            at_once=at_once,
            delay=delay,
            longest_rest=3_600.0,
            clock=lambda: self.clock.now,
            sleep=self.clock.sleep,
        )
        self.started: list[tuple[str, float]] = []

    async def ask(self, url: str, lasts: float = 0.0, delay: float = 0.0) -> None:
        async with self.hosts.turn(url, delay=delay):
            self.started.append((url, self.clock.now))
            if lasts:
                await self.clock.sleep(lasts)

    def run(self, *work: Coroutine[Any, Any, None]) -> list[tuple[str, float]]:
        asyncio.run(self.clock.run(*work))
        return self.started


A, B = "https://a.example/1", "https://b.example/1"


def test_between_two_requests_to_a_host_lies_its_delay_and_other_hosts_do_not_wait_for_that() -> None:
    street = Street()
    assert street.run(*(street.ask(url) for url in (A, A, A, B, B))) == [(A, 0), (B, 0), (A, 1), (B, 1), (A, 2)]


def test_http_and_https_and_every_port_are_one_host() -> None:
    street = Street()
    urls = ["https://a.example/", "http://A.EXAMPLE/", "https://a.example.:8443/"]
    assert street.run(*map(street.ask, urls)) == [(url, float(number)) for number, url in enumerate(urls)]


def test_a_host_is_asked_no_more_at_once_than_it_may_be() -> None:
    street = Street(at_once=2, delay=1.0)
    assert street.run(*(street.ask(A, lasts=10.0) for _ in range(4))) == [(A, 0), (A, 1), (A, 10), (A, 11)]


def test_a_crawl_delay_longer_than_ours_is_kept() -> None:
    street = Street()
    assert street.run(*(street.ask(A, delay=7.0) for _ in range(3))) == [(A, 0), (A, 7), (A, 14)]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1200/", "http://localhost:1200/", "http://[::1]:1200/"])
def test_a_server_on_this_machine_is_asked_without_delay(url: str) -> None:
    street = Street()
    assert street.run(*(street.ask(url) for _ in range(3))) == [(url, 0)] * 3


def test_a_host_that_asks_for_rest_gets_it_and_those_who_wait_already_wait_longer() -> None:
    street = Street()

    async def too_often() -> None:
        await street.ask(A)
        street.hosts.rest(A, 20.0)

    assert street.run(too_often(), street.ask(A), street.ask(B)) == [(A, 0), (B, 0), (A, 20)]


def test_a_host_that_asks_for_less_and_not_for_how_much_less_rests_for_half_a_minute() -> None:
    street = Street()
    street.hosts.rest(A, None)
    assert street.run(street.ask(A)) == [(A, 30)]


def test_a_host_that_rests_for_long_is_not_waited_for() -> None:
    street = Street()
    street.hosts.rest(A, 10**9)
    with pytest.raises(
        PutOffError, match=r"^https://a\.example/1: its server asks to be left alone for another 60"
    ) as caught:
        street.run(street.ask(A))
    assert caught.value.retry_after == 3_600.0
    assert street.run(street.ask(B)) == [(B, 0)]


def test_who_is_cancelled_while_waiting_leaves_the_turn_to_the_next() -> None:
    street = Street(at_once=1)

    async def impatient() -> None:
        task = asyncio.ensure_future(street.ask(A))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()

    assert street.run(street.ask(A), impatient(), street.ask(A)) == [(A, 0), (A, 1)]


def test_hosts_that_want_nothing_any_more_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "MANY_HOSTS", 10)
    street = Street()
    street.hosts.rest(A, 3_000.0)

    async def many() -> None:
        for number in range(100):
            await street.ask(f"https://h{number}.example/")
            await street.clock.sleep(2.0)

    street.run(many())
    assert len(street.hosts._hosts) <= 10
    with pytest.raises(PutOffError):
        street.run(street.ask(A))
