"""Waiting until what was published can be found."""

from urllib.parse import urlsplit

import msgspec
import pytest

from pipeline.dead_letter_store import DeadLetters
from pipeline.publisher import Publisher
from pipeline.wait import NO_WORKER, Arrival
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.progress import Silent
from tests.pipeline.articles import article
from tests.pipeline.proxy import Proxy
from tests.pipeline.workshop import ODD, working

pytestmark = pytest.mark.servers


class _Said(Silent):
    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.last: dict[str, tuple[int, int | None]] = {}

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        self.last[label] = (done, total)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


def test_each_article_is_searchable_or_dead_with_the_reason(corner: Endpoints) -> None:
    good, bad, show = article(1), article(2, revised="RAISE"), _Said()
    with working(corner, tagging=ODD), Arrival(corner) as arrival:
        with Publisher(corner.kafka) as publisher:
            for each in (good, bad, good):
                publisher.send(each)
                arrival.expect(each)
        outcome = arrival.wait(timeout=60, progress=show)
    assert outcome.searchable == {good.version_id}
    assert outcome.dead == {bad.version_id: "tagging the article failed: the tagger has a fault"}
    assert outcome.missing == frozenset()
    assert show.last == {"tagged": (2, 2), "searchable": (1, 1)}
    assert show.sentences == []


def test_an_older_dead_letter_does_not_count_for_what_is_published_now(corner: Endpoints) -> None:
    mended = article(1, revised="RAISE")
    with working(corner, tagging=ODD), Arrival(corner) as arrival, Publisher(corner.kafka) as publisher:
        publisher.send(mended)
        arrival.expect(mended)
        assert arrival.wait(timeout=60).dead
    with working(corner), Arrival(corner) as arrival, Publisher(corner.kafka) as publisher:
        publisher.send(mended)
        arrival.expect(mended)
        outcome = arrival.wait(timeout=120)
    assert outcome.searchable == {mended.version_id}
    assert len(list(DeadLetters(corner.kafka).read())) == 1


class _FastClock:
    """A second passes at each look, so that a test need not wait for a minute."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_without_any_worker_that_is_said_and_waiting_ends(corner: Endpoints) -> None:
    show = _Said()
    with Arrival(corner, monotonic=_FastClock()) as arrival, Publisher(corner.kafka) as publisher:
        publisher.send(article(1))
        arrival.expect(article(1))
        publisher.flush()
        with pytest.raises(ServerError, match=r"1 article is not searchable yet\. No worker runs: .* waits in Kafka"):
            arrival.wait(progress=show)
    assert show.sentences == [NO_WORKER]


def test_a_time_limit_gives_what_is_missing(corner: Endpoints) -> None:
    with Arrival(corner) as arrival, Publisher(corner.kafka) as publisher:
        publisher.send(article(1))
        arrival.expect(article(1))
        publisher.flush()
        assert arrival.wait(timeout=1).missing == {article(1).version_id}


def test_an_elasticsearch_that_is_away_is_said_once_and_waited_for(corner: Endpoints) -> None:
    at, show = urlsplit(corner.elasticsearch.urls[0]), _Said()
    with Proxy(at.hostname or "", at.port or 0) as proxy, working(corner, tagging=ODD):
        behind = msgspec.structs.replace(corner.elasticsearch, urls=(f"http://127.0.0.1:{proxy.port}",))
        with (
            Arrival(msgspec.structs.replace(corner, elasticsearch=behind)) as arrival,
            Publisher(corner.kafka) as publisher,
        ):
            publisher.send(article(1))
            arrival.expect(article(1))
            publisher.flush()
            proxy.cut()
            assert arrival.wait(timeout=15, progress=show).missing == {article(1).version_id}
            proxy.restore()
            assert arrival.wait(timeout=60).searchable == {article(1).version_id}
    (said,) = (each for each in show.sentences if each != NO_WORKER)
    assert said.startswith(f"Waiting, nothing is lost: Elasticsearch at http://127.0.0.1:{proxy.port} does not answer")


def test_an_elasticsearch_that_does_not_let_us_in_ends_the_wait(corner: Endpoints) -> None:
    locked = msgspec.structs.replace(corner.elasticsearch, password="wrong")
    with (
        working(corner, tagging=ODD),
        Arrival(msgspec.structs.replace(corner, elasticsearch=locked)) as arrival,
        Publisher(corner.kafka) as publisher,
    ):
        publisher.send(article(1))
        arrival.expect(article(1))
        with pytest.raises(ServerError, match="does not let us in: set "):
            arrival.wait(timeout=60)
