"""Workers that are killed, ended and cut off on real servers, and what is left then."""

import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import psutil
import pytest

from config.model import Config
from pipeline.dead_letter_store import DeadLetters
from pipeline.publisher import Publisher
from schemas.endpoints import Endpoints
from tests.pipeline.articles import article, articles
from tests.pipeline.kafka_side import finished, lag
from tests.pipeline.proxy import Proxy
from tests.pipeline.workshop import ODD, Command, count, found_articles, until, working

pytestmark = pytest.mark.servers


@pytest.fixture
def typed(corner: Endpoints, stack_config: Config, tmp_path: Path) -> Iterator[list[Command]]:
    """A place for `pledgewire work` processes, which are ended afterwards; `start` makes the next."""
    commands: list[Command] = []
    yield commands
    for command in commands:
        command.close()


def _start(typed: list[Command], corner: Endpoints, stack_config: Config, tmp_path: Path) -> Command:
    typed.append(Command(stack_config.data_dir, corner, tmp_path / "work.log"))
    return typed[-1]


@pytest.mark.timeout(600)
def test_killing_workers_and_their_parent_in_a_stream_of_2000_loses_and_doubles_nothing(
    corner: Endpoints, stack_config: Config, tmp_path: Path, typed: list[Command]
) -> None:
    chance = random.Random(3)
    command = _start(typed, corner, stack_config, tmp_path)
    stream = threading.Thread(target=_publish, args=(corner, 2_000, 40))
    stream.start()
    for role in ("enrich", "index"):
        until(lambda: finished(corner.kafka, role) > 0, "no article came through")  # noqa: B023
        time.sleep(chance.uniform(0.2, 1.5))
        command.child(role).kill()
        before, killed_at = finished(corner.kafka, role), time.monotonic()
        until(lambda: finished(corner.kafka, role) > before, f"{role} did not go on", 60)  # noqa: B023
        print(f"{role} went on {time.monotonic() - killed_at:.1f} s after kill -9")  # noqa: T201
    time.sleep(chance.uniform(0.2, 1.5))
    assert stream.is_alive(), "the stream was over before the parent was killed; the test shows nothing"
    orphans = command.children()
    command.process.send_signal(signal.SIGKILL)
    until(lambda: not any(_lives(each) for each in orphans), "workers outlive their parent", 15)
    _start(typed, corner, stack_config, tmp_path)
    stream.join()
    until(lambda: count(corner) >= 2_000, "articles are missing", 300)
    until(lambda: lag(corner.kafka) == 0, "lag stays")
    found = found_articles(corner)
    assert {each["version_id"] for each in found.values()} == {each.version_id for each in articles(2_000)}
    assert count(corner, "positions") == sum(len(each.get("position_ids", [])) for each in found.values())
    assert list(DeadLetters(corner.kafka).read()) == []


def _publish(corner: Endpoints, number: int, rate: float) -> None:
    """Publishes articles at a pace, so that they keep coming while workers die."""
    with Publisher(corner.kafka) as publisher:
        for each in articles(number):
            publisher.send(each)
            time.sleep(1 / rate)


def _lives(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


def test_a_term_signal_under_load_ends_all_within_ten_seconds_and_loses_nothing(
    corner: Endpoints, stack_config: Config, tmp_path: Path, typed: list[Command]
) -> None:
    with Publisher(corner.kafka) as publisher:
        for each in articles(1_500):
            publisher.send(each)
    command = _start(typed, corner, stack_config, tmp_path)
    until(lambda: count(corner) > 0, "no article came through")
    children, asked = command.children(), time.monotonic()
    command.process.terminate()
    assert command.process.wait(10) == 0
    assert not any(_lives(each) for each in children)
    assert "killed" not in command.log(), command.log()
    print(f"ended in {time.monotonic() - asked:.1f} s")  # noqa: T201
    assert count(corner) < 1_500, "it was over before the signal; the test shows nothing"
    _start(typed, corner, stack_config, tmp_path)
    until(lambda: count(corner) >= 1_500, "articles are missing", 200)
    assert len(found_articles(corner)) == 1_500


def test_elasticsearch_cut_off_in_a_stream_is_waited_for_and_nothing_is_lost_or_doubled(corner: Endpoints) -> None:
    at = urlsplit(corner.elasticsearch.urls[0])
    with Proxy(at.hostname or "", at.port or 0) as proxy:
        behind = msgspec.structs.replace(corner.elasticsearch, urls=(f"http://127.0.0.1:{proxy.port}",))
        with working(msgspec.structs.replace(corner, elasticsearch=behind), tagging=ODD):
            with Publisher(corner.kafka) as publisher:
                for number in range(600):
                    publisher.send(article(number, revised=f"CLAIM: holder-{number}"))
            until(lambda: count(corner) > 0, "no article came through")
            for _ in range(3):
                proxy.cut()
                time.sleep(2)
                stopped = count(corner)
                proxy.restore()
                until(lambda: count(corner) in (600, *range(stopped + 1, 600)), "it does not go on", 60)  # noqa: B023
                proxy.cut_inside_the_next_answer(200)
                time.sleep(0.5)
                proxy.restore()
            until(lambda: count(corner) == 600, "articles are missing")
            until(lambda: lag(corner.kafka) == 0, "lag stays")
    found = found_articles(corner)
    assert set(found) == {each.article_id for each in articles(600)}
    assert count(corner, "positions") == 600
    assert list(DeadLetters(corner.kafka).read()) == []
