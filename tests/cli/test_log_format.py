"""What commands that run long write on stderr, where machines read it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.model import Config

NOTHING = {key: value for key, value in os.environ.items() if not key.startswith("PLEDGEWIRE_")}
ELSEWHERE = ("--set", "kafka.servers=127.0.0.1:9", "--set", "elasticsearch.urls=http://127.0.0.1:9")


def command(folder: Path, data: Path, *words: str) -> list[str]:
    empty = folder / "empty.yaml"
    empty.write_text("{}\n")
    return [sys.executable, "-m", "cli", "--config", str(empty), "--data-dir", str(data), *words]


def test_serve_tells_where_it_is_in_a_line_of_json(tmp_path: Path) -> None:
    words = command(tmp_path, tmp_path / "data", *ELSEWHERE, "serve", "--port", "0", "--log-format", "json")
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=NOTHING) as child:
        try:
            assert child.stderr is not None
            told = json.loads(child.stderr.readline())
        finally:
            child.terminate()
            child.communicate(timeout=20)
    assert (told["worker"], told["level"]) == ("serve", "info")
    assert told["message"].endswith("/ is open; Ctrl-C ends it.")


@pytest.mark.servers
def test_watch_tells_each_poll_in_a_line_of_json(stack_config: Config, tmp_path: Path) -> None:
    feed = "http://127.0.0.1:9/feed.xml"
    private = ("--set", "fetching.allow_private_addresses=true")
    words = command(
        tmp_path, stack_config.data_dir, *private, "watch", "--once", "--feed", feed, "--log-format", "json"
    )
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False, env=NOTHING)
    *lines, last = done.stderr.splitlines()
    assert done.returncode == 7
    assert last.startswith("pledgewire: ")
    told = [json.loads(line) for line in lines]
    assert {one["worker"] for one in told} == {"watch"}
    assert [one["message"] for one in told if feed in one["message"]]
