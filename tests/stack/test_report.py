"""What `status` takes for running."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stack import report as module
from stack.places import make, places
from stack.report import report
from stack.state import Condition, Member, Process, State, process, write


def told(folder: Path, condition: Condition, child: Process | None) -> module.Report:
    """The report on one child that has no server's name, so that nobody is asked."""
    found = places(folder / "data", folder / "cache", None)
    make(found, None)
    member = Member(name="workers", condition=condition, since="2026-01-01T00:00:00Z", process=child)
    write(found.state, State(supervisor=process(os.getpid()), started="2026-01-01T00:00:00Z", members=(member,)))
    return report(found)


@pytest.fixture
def gone() -> Process:
    """A process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    seen = process(child.pid)
    child.communicate(b"\n")
    return seen


def test_a_child_that_is_ready_and_there_is_running(tmp_path: Path) -> None:
    assert told(tmp_path, "ready", process(os.getpid())).running


def test_a_child_that_crashed_and_waits_to_be_started_again_is_not(tmp_path: Path, gone: Process) -> None:
    assert not told(tmp_path, "restarting", gone).running


def test_a_child_that_is_gone_is_not_running_whatever_the_file_still_says(tmp_path: Path, gone: Process) -> None:
    found = told(tmp_path, "ready", gone)
    assert not found.running
    assert found.servers[0].state == "gone"
