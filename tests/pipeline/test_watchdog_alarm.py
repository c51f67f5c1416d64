"""The watchdog on a real Kafka."""

import threading
from contextlib import suppress

import pytest

from pipeline.publisher import Publisher
from pipeline.pulse import Pulse
from pipeline.topics import group
from pipeline.watchdog import STALLED, Watchdog, Watched
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED
from tests.pipeline.articles import articles

pytestmark = pytest.mark.servers


class _EndedError(BaseException):
    """Ends the watchdog's thread where it would end the process."""


def _watch(corner: Endpoints, held: frozenset[int], pulse: Pulse, *, by_all: bool = True) -> list[int]:
    """Runs a watchdog with a short patience over a group that commits nothing; gives the exit codes it asked for."""
    codes: list[int] = []
    over = threading.Event()

    def end(code: int) -> None:
        codes.append(code)
        over.set()
        raise _EndedError

    def looked_at(_: str) -> frozenset[int]:
        if over.is_set():
            raise _EndedError
        return held

    def run() -> None:
        prefix = corner.kafka.topic_prefix
        watchdog = Watchdog(
            corner.kafka,
            group=group(prefix, "enrich"),
            watched=[Watched(topic=prefix + CLEANED, pulse=pulse, by_all=by_all)],
            held=looked_at,
            stall=1.0,
            end=end,
        )
        with suppress(_EndedError):
            watchdog.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    over.wait(5)
    over.set()
    thread.join(30)
    assert not thread.is_alive()
    return codes


@pytest.mark.parametrize("held", [frozenset({0, 1, 2}), frozenset()], ids=["holds-partitions", "holds-none"])
def test_lag_that_nobody_works_off_ends_the_worker_with_an_alarm(
    corner: Endpoints, held: frozenset[int], caplog: pytest.LogCaptureFixture
) -> None:
    with Publisher(corner.kafka) as publisher:
        for each in articles(10):
            publisher.send(each)
    assert _watch(corner, held, Pulse()) == [STALLED]
    assert any("ALARM: 10 messages wait and none was finished" in message for message in caplog.messages)


def test_no_lag_is_no_alarm(corner: Endpoints) -> None:
    assert _watch(corner, frozenset({0, 1, 2}), Pulse()) == []


def test_waiting_for_elasticsearch_is_no_alarm(corner: Endpoints) -> None:
    pulse = Pulse()
    pulse.alive_for(3600)
    with Publisher(corner.kafka) as publisher:
        publisher.send(next(articles(1)))
    assert _watch(corner, frozenset({0, 1, 2}), pulse) == []


def test_who_holds_nothing_of_a_topic_that_one_worker_reads_is_not_to_blame_for_its_lag(corner: Endpoints) -> None:
    with Publisher(corner.kafka) as publisher:
        publisher.send(next(articles(1)))
    assert _watch(corner, frozenset(), Pulse(), by_all=False) == []
    assert _watch(corner, frozenset({0, 1, 2}), Pulse(), by_all=False) == [STALLED]
