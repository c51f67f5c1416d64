"""When robots.txt is asked for, what its absence means, and for how long it is remembered."""

import asyncio
from collections import Counter

import pytest

from connectors import robots
from connectors.robots import Robots
from schemas.errors import DisallowedError, FetchError, PutOffError

DENY = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
PRIVATE = "https://a.example/private"


class Sites:
    """Answers for robots.txt as told, counts how often each was asked, and holds a clock that is moved by hand."""

    def __init__(self, *answers: bytes | FetchError, fresh: float | None = None) -> None:
        self.answers, self.fresh = list(answers), fresh
        self.asked: Counter[str] = Counter()
        self.now = 0.0
        self.robots = Robots(self.fetch, "pledgewire", clock=lambda: self.now)

    async def fetch(self, url: str) -> tuple[bytes, float | None]:
        self.asked[url] += 1
        await asyncio.sleep(0)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return answer, self.fresh

    async def refused(self, url: str) -> FetchError | None:
        try:
            await self.robots.ask(url)
        except FetchError as error:
            return error
        return None


def failed(status: int | None, why: str = "is in trouble") -> FetchError:
    return FetchError(f"https://a.example/robots.txt: {why}", status=status)


def test_each_origin_is_asked_once_however_many_pages_are_wanted_at_once() -> None:
    sites = Sites(DENY)

    async def run() -> None:
        pages = [f"https://a.example/{number}" for number in range(20)]
        await asyncio.gather(*map(sites.robots.ask, [*pages, "http://a.example/1", "https://a.example:8443/1"]))

    asyncio.run(run())
    assert sites.asked == {
        "https://a.example/robots.txt": 1,
        "http://a.example/robots.txt": 1,
        "https://a.example:8443/robots.txt": 1,
    }


def test_a_page_that_is_not_allowed_is_refused_without_its_secrets_and_the_delay_told() -> None:
    async def run() -> None:
        sites = Sites(DENY)
        error = await sites.refused("https://ann:pw@a.example/private?token=swordfish")
        assert isinstance(error, DisallowedError)
        assert str(error) == "https://***@a.example/private?token=***: its site's robots.txt does not allow it"
        assert await sites.robots.ask("https://a.example/public") == 7.0
        assert list(sites.asked) == ["https://a.example/robots.txt"]

    asyncio.run(run())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 302, 204])
def test_a_site_without_a_robots_txt_allows_all(status: int) -> None:
    assert asyncio.run(Sites(failed(status)).refused(PRIVATE)) is None


@pytest.mark.parametrize("status", [500, 503, 429])
def test_nothing_is_fetched_while_robots_txt_is_in_trouble(status: int) -> None:
    error = asyncio.run(Sites(failed(status)).refused(PRIVATE))
    assert str(error) == f"{PRIVATE}: waits until its site's robots.txt can be had again: is in trouble"
    assert not isinstance(error, DisallowedError)


def test_a_host_that_cannot_be_reached_is_told_as_such() -> None:
    error = asyncio.run(Sites(failed(None, "does not answer")).refused(PRIVATE))
    assert str(error) == f"{PRIVATE}: does not answer"


def test_a_host_that_rests_puts_its_pages_off() -> None:
    resting = PutOffError("https://a.example/robots.txt: rests", retry_after=120.0)
    error = asyncio.run(Sites(resting).refused(PRIVATE))
    assert isinstance(error, PutOffError)
    assert (str(error), error.retry_after) == (f"{PRIVATE}: rests", 120.0)


@pytest.mark.parametrize(
    ("fresh", "remembered"),
    [(None, 86_400.0), (60.0, 3_600.0), (7_200.0, 7_200.0), (31_536_000.0, 86_400.0)],
)
def test_it_is_asked_for_again_when_its_time_is_over(fresh: float | None, remembered: float) -> None:
    sites = Sites(DENY, b"", fresh=fresh)

    async def run() -> None:
        assert isinstance(await sites.refused(PRIVATE), DisallowedError)
        sites.now = remembered - 1
        assert isinstance(await sites.refused(PRIVATE), DisallowedError)
        sites.now = remembered
        assert await sites.refused(PRIVATE) is None

    asyncio.run(run())


def test_one_in_trouble_is_asked_again_after_ten_minutes_and_what_it_said_before_holds_meanwhile() -> None:
    sites = Sites(failed(500), DENY, failed(500), fresh=3_600.0)

    async def run() -> None:
        assert not isinstance(await sites.refused(PRIVATE), DisallowedError)
        sites.now = 599.0
        assert not isinstance(await sites.refused(PRIVATE), DisallowedError)
        assert sites.asked.total() == 1
        sites.now = 600.0
        assert isinstance(await sites.refused(PRIVATE), DisallowedError)
        sites.now = 600.0 + 3_600.0
        assert isinstance(await sites.refused(PRIVATE), DisallowedError)
        assert await sites.refused("https://a.example/public") is None
        assert sites.asked.total() == 3

    asyncio.run(run())


def test_the_sites_not_asked_about_for_longest_are_forgotten_where_they_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(robots, "MOST_SITES", 3)
    sites = Sites(DENY)

    async def run() -> None:
        for name in "abcadae":
            await sites.robots.ask(f"https://{name}.example/")

    asyncio.run(run())
    assert [sites.asked[f"https://{name}.example/robots.txt"] for name in "abcde"] == [1, 1, 1, 1, 1]
    asyncio.run(sites.robots.ask("https://b.example/"))
    assert sites.asked["https://b.example/robots.txt"] == 2


def test_the_sites_not_asked_about_for_longest_are_forgotten_where_they_are_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(robots, "MOST_WEIGHT", 2 * len(DENY))
    sites = Sites(DENY)

    async def run() -> None:
        for name in "abcba":
            await sites.robots.ask(f"https://{name}.example/")

    asyncio.run(run())
    assert [sites.asked[f"https://{name}.example/robots.txt"] for name in "abc"] == [2, 1, 1]
