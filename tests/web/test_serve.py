"""`pledgewire serve` as it is typed."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.model import Config

NOTHING = {key: value for key, value in os.environ.items() if not key.startswith("PLEDGEWIRE_")}


def _command(folder: Path, data: Path, *more: str) -> list[str]:
    empty = folder / "empty.yaml"
    empty.write_text("{}\n")
    return [sys.executable, "-m", "cli", "--config", str(empty), "--data-dir", str(data), "serve", *more]


@contextmanager
def _serving(folder: Path, data: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = _command(folder, data, "--port", "0")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=NOTHING) as child:
        try:
            assert child.stderr is not None
            told = child.stderr.readline()
            found = re.match(r"(http://127\.0\.0\.1:\d+/) is open; Ctrl-C ends it\.$", told)
            assert found, told
            yield child, found[1]
        finally:
            child.kill()


@pytest.mark.servers
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_where_it_is_answers_there_and_ends_quietly(
    stack_config: Config, tmp_path: Path, ended_by: signal.Signals
) -> None:
    with _serving(tmp_path, stack_config.data_dir) as (child, address):
        with urllib.request.urlopen(f"{address}api/openapi.json", timeout=20) as answer:
            assert answer.status == 200
        child.send_signal(ended_by)
        _, rest = child.communicate(timeout=20)
        assert "Traceback" not in rest
        assert child.returncode in (130, -ended_by)


@pytest.mark.servers
def test_a_port_that_is_taken_is_a_sentence(stack_config: Config, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = _command(tmp_path, stack_config.data_dir, "--port", port)
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=NOTHING)
    assert done.returncode == 2
    assert f"--port {port}" in done.stderr
    assert "choose another" in done.stderr


def test_without_servers_it_says_how_to_start_them(tmp_path: Path) -> None:
    command = _command(tmp_path, tmp_path / "nothing", "--port", "0")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=NOTHING)
    assert done.returncode == 5
    assert "pledgewire up" in done.stderr
    assert "Traceback" not in done.stderr
