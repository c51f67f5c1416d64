"""Feeds of one site lie in one partition, whatever address they have and whichever fetcher writes."""

import asyncio
from collections.abc import Sequence

import pytest

from pipeline.feed_home import home
from pipeline.strays import Strays
from schemas.errors import ServerError

MANY = 1_000
"""Partitions: so many that two places are hardly the same by chance."""


def places(*urls: str) -> list[int]:
    return [home(url, f"{number:032x}", MANY) for number, url in enumerate(urls)]


@pytest.mark.parametrize(
    "urls",
    [
        ("https://herald.example/world", "http://herald.example:8080/sport", "https://***@HERALD.example./x?token=***"),
        ("https://rss.herald.example/world", "https://www.herald.example/sport", "https://herald.example/"),
        ("https://feeds.herald.co.uk/a", "https://herald.co.uk/b"),
        ("http://93.184.216.34/a", "https://93.184.216.34:8443/b"),
    ],
)
def test_feeds_of_one_site_lie_together(urls: tuple[str, ...]) -> None:
    assert len(set(places(*urls))) == 1


def test_sites_lie_apart_also_below_a_suffix_that_many_have() -> None:
    assert len(set(places("https://herald.co.uk/a", "https://tribune.co.uk/a", "https://herald.com.ua/a"))) == 3


def test_feeds_of_this_machine_lie_anywhere_for_it_is_asked_without_delay() -> None:
    urls = [f"http://{host}:8080/feed" for host in ("127.0.0.1", "localhost", "[::1]") for _ in range(20)]
    assert len(set(places(*urls))) > 50


@pytest.mark.parametrize("url", ["http://[", "http://x:y/", "", "seed:a"])
def test_what_is_no_address_lies_somewhere_too(url: str) -> None:
    assert 0 <= home(url, "1", 6) < 6


def test_feeds_fill_every_partition() -> None:
    assert {home(f"https://site-{number}.example/", "1", 6) for number in range(100)} == set(range(6))


class _Kafka:
    def __init__(self) -> None:
        self.settled: list[tuple[int, set[str]]] = []
        self.away = False
        self.now = 0.0

    async def settle(self, feed_ids: Sequence[str], partition: int) -> None:
        if self.away:
            raise ServerError("Kafka is away")
        self.settled.append((partition, set(feed_ids)))

    def strays(self) -> Strays:
        return Strays(self.settle, clock=lambda: self.now)


def test_what_lies_astray_is_brought_home_once() -> None:
    async def run() -> None:
        kafka = _Kafka()
        strays = kafka.strays()
        for partition, identity in ((2, "a"), (2, "a"), (3, "b"), (2, "c"), (2, "d")):
            strays.hear(partition, identity)
        strays.forget(2, "c")
        await strays.bring_home(2)
        assert kafka.settled == [(2, {"a", "d"})]
        await strays.bring_home(2)
        assert len(kafka.settled) == 1
        strays.clear()
        await strays.bring_home(3)
        assert len(kafka.settled) == 1

    asyncio.run(run())


def test_what_kafka_does_not_take_is_brought_home_later() -> None:
    async def run() -> None:
        kafka = _Kafka()
        strays = kafka.strays()
        strays.hear(2, "a")
        kafka.away = True
        await strays.bring_home(2)
        kafka.away = False
        await strays.bring_home(2)
        assert kafka.settled == [(2, {"a"})]

    asyncio.run(run())


def test_two_that_disagree_on_where_a_feed_belongs_do_not_send_it_to_and_fro_without_rest() -> None:
    async def run() -> None:
        kafka = _Kafka()
        strays = kafka.strays()
        for now in (0.0, 1.0, 59.0, 61.0):
            kafka.now = now
            strays.hear(2, "a")
            await strays.bring_home(2)
        assert len(kafka.settled) == 2

    asyncio.run(run())
