"""When a worker counts as stuck."""

from pipeline.pulse import Pulse
from pipeline.watchdog import Judge


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _judge(stall: float = 120.0) -> tuple[Judge, Pulse, _Clock]:
    clock = _Clock()
    clock.now = 1.0
    pulse = Pulse(clock)
    return Judge(stall, pulse), pulse, clock


def test_lag_without_progress_for_too_long_is_being_stuck() -> None:
    judge, _, _ = _judge()
    assert judge.stuck(10, {0: 5, 1: 9}, {0: 8, 1: 9}) is None
    assert judge.stuck(100, {0: 5, 1: 9}, {0: 8, 1: 9}) is None
    assert judge.stuck(129.9, {0: 5, 1: 9}, {0: 20, 1: 9}) is None
    assert judge.stuck(130, {0: 5, 1: 9}, {0: 20, 1: 9}) == 120


def test_progress_on_one_partition_is_progress() -> None:
    judge, _, _ = _judge()
    judge.stuck(0, {0: 5, 1: 1}, {0: 8, 1: 9})
    assert judge.stuck(119, {0: 5, 1: 2}, {0: 8, 1: 9}) is None
    assert judge.stuck(238, {0: 5, 1: 2}, {0: 8, 1: 9}) is None
    assert judge.stuck(239, {0: 5, 1: 2}, {0: 8, 1: 9}) == 120


def test_an_idle_worker_is_not_stuck_and_the_count_begins_with_the_lag() -> None:
    judge, _, _ = _judge()
    for now in range(0, 1000, 10):
        assert judge.stuck(now, {0: 5}, {0: 5}) is None
    assert judge.stuck(1000, {0: 5}, {0: 6}) is None
    assert judge.stuck(1100, {0: 5}, {0: 6}) is None
    assert judge.stuck(1110, {0: 5}, {0: 6}) == 120


def test_waiting_for_elasticsearch_is_being_alive_and_counts_from_its_end() -> None:
    judge, pulse, clock = _judge()
    judge.stuck(0, {0: 5}, {0: 8})
    for now in range(10, 600, 10):
        clock.now = float(now)
        pulse.alive_for(15)
        assert judge.stuck(now, {0: 5}, {0: 8}) is None
    clock.now = 700.0
    assert judge.stuck(700, {0: 5}, {0: 8}) is None
    assert judge.stuck(710, {0: 5}, {0: 8}) == 120


def test_what_could_not_be_seen_is_excused() -> None:
    judge, _, _ = _judge()
    judge.stuck(0, {0: 5}, {0: 8})
    judge.excuse()
    assert judge.stuck(500, {0: 5}, {0: 8}) is None
    assert judge.stuck(619, {0: 5}, {0: 8}) is None
    assert judge.stuck(620, {0: 5}, {0: 8}) == 120
