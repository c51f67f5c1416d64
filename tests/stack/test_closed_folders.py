"""A plain user meets folders that are root's own: one sentence each, and no traceback."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack.own import Own

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can have a folder closed to another user")


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that nobody but root may enter, in one that all may."""
    folder = Path(tempfile.mkdtemp(prefix="pledgewire-closed-"))
    folder.chmod(0o711)
    made = folder / "closed"
    made.mkdir(mode=0o700)
    yield made
    shutil.rmtree(folder)


def told(closed: Path, *words: str) -> tuple[int, str]:
    """What a command answers nobody: its exit code and the one line on stderr."""
    nowhere = ("--set", "stack.maven_repository=http://127.0.0.1:9")
    answer = Own(closed.parent, *nowhere, as_nobody=True).run(*words)
    assert answer.stdout == ""
    return answer.returncode, answer.stderr


@pytest.mark.parametrize("flags", [("--data-dir", "{}"), ("--set", "cache_dir={}")])
def test_up_says_which_folder_may_not_be_written(closed: Path, flags: tuple[str, str]) -> None:
    os.chown(closed.parent, 65534, 65534)
    said = f"pledgewire: {closed / 'x'} may not be written by this user: set data_dir and cache_dir.\n"
    assert told(closed, *(flag.format(closed / "x") for flag in flags), "up") == (5, said)


@pytest.mark.parametrize("command", ["status", "down"])
def test_the_servers_of_another_user_are_not_taken_for_none(closed: Path, command: str) -> None:
    state = closed / "data" / "stack" / "state.json"
    said = f"pledgewire: {state} may not be read: only the user who started the servers may, or set data_dir.\n"
    assert told(closed, "--data-dir", str(closed / "data"), command) == (5, said)


def test_a_jdk_that_may_not_be_entered_is_told(closed: Path) -> None:
    os.chown(closed.parent, 65534, 65534)
    flags = ("--set", f"stack.java_home={closed}", "--set", f"cache_dir={closed.parent / 'cache'}")
    code, said = told(closed, *flags, "up")
    assert code == 5
    assert said.startswith(f"pledgewire: stack.java_home: {closed} holds no bin/java that may be run: install a JDK 21")
    assert said.count("\n") == 1


def test_a_file_of_the_configuration_that_may_not_be_read_is_told(closed: Path) -> None:
    flags = ("--set", "kafka.servers=a:1", "--set", "kafka.tls=true", "--set", f"kafka.ca_file={closed / 'ca.pem'}")
    said = f"pledgewire: --set kafka.ca_file: {closed / 'ca.pem'} cannot be read (Permission denied)\n"
    assert told(closed, *flags, "config", "check") == (3, said)


def test_a_command_typed_in_a_folder_that_may_not_be_entered_finds_no_configuration_there(closed: Path) -> None:
    (closed / "pledgewire.yaml").write_text("no: configuration")
    own = Own(closed.parent, as_nobody=True)
    python = own.command[: own.command.index("--config")]
    answer = subprocess.run(
        [*python, "config", "check"], cwd=closed, env=own.environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert "no file, only defaults" in answer.stdout
