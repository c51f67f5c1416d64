"""Which signals end `up`."""

import signal
from collections.abc import Iterator

import pytest

from cli.stack import interrupt, on_end

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = {each: signal.getsignal(each) for each in ENDING}
    yield
    for each, answer in before.items():
        signal.signal(each, answer)


def test_ctrl_c_kill_and_a_closed_terminal_are_answered_alike() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever started the tests may have had it ignored
    on_end(interrupt)
    assert [signal.getsignal(each) for each in ENDING] == [interrupt] * 3


def test_a_terminal_may_close_after_nohup() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    on_end(interrupt)
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
