"""The token that writing needs, as it is kept, shown and served with."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ELSEWHERE = ("--set", "kafka.servers=127.0.0.1:9", "--set", "elasticsearch.urls=http://127.0.0.1:9")
"""Servers that nobody asks before a page is called."""


def command(folder: Path, *words: str) -> list[str]:
    empty = folder / "empty.yaml"
    empty.write_text("{}\n")
    return [sys.executable, "-m", "cli", "--config", str(empty), "--data-dir", str(folder / "data"), *words]


def run(folder: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PLEDGEWIRE_")}
    return subprocess.run(
        command(folder, *words), capture_output=True, text=True, timeout=60, check=False, env={**kept, **environ}
    )


def test_it_is_drawn_once_kept_for_its_owner_alone_and_drawn_anew_when_asked(tmp_path: Path) -> None:
    first = run(tmp_path, "write-token").stdout.strip()
    assert re.fullmatch(r"[\w-]{32}", first)
    file = tmp_path / "data" / "stack" / "write-token"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert run(tmp_path, "write-token").stdout.strip() == first
    assert run(tmp_path, "write-token", "--new").stdout.strip() != first


def test_the_configurations_is_shown_and_not_drawn(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("from-a-file-0123456789\n")
    given = {"PLEDGEWIRE_WEB__WRITE_TOKEN_FILE": str(secret)}
    assert run(tmp_path, "write-token", **given).stdout == "from-a-file-0123456789\n"
    refused = run(tmp_path, "write-token", "--new", **given)
    assert (refused.returncode, "web.write_token" in refused.stderr) == (2, True)
    assert not (tmp_path / "data").exists()
    assert "from-a-file" not in run(tmp_path, "config", "show", "--json", **given).stdout


@pytest.mark.parametrize("given", ["short", "with a blank in the middle", "пароль-пароль-пароль"])
def test_one_that_can_be_guessed_is_a_mistake_that_does_not_repeat_it(tmp_path: Path, given: str) -> None:
    refused = run(tmp_path, "write-token", PLEDGEWIRE_WEB__WRITE_TOKEN=given)
    assert refused.returncode == 3
    assert "write 16 to 200" in refused.stderr
    assert given not in refused.stderr


def test_serve_draws_it_and_tells_it_to_nobody(tmp_path: Path) -> None:
    serving = command(tmp_path, *ELSEWHERE, "serve", "--port", "0")
    with subprocess.Popen(serving, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stderr is not None
            told = child.stderr.readline()
            assert " is open; " in told
            kept = (tmp_path / "data" / "stack" / "write-token").read_text().strip()
        finally:
            child.terminate()
            out, err = child.communicate(timeout=20)
    assert len(kept) == 32
    assert kept not in told + out + err


def test_serve_only_reads_where_it_cannot_keep_one(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    serving = command(tmp_path, *ELSEWHERE, "serve", "--port", "0")
    with subprocess.Popen(serving, stderr=subprocess.PIPE, text=True) as child:
        try:
            assert child.stderr is not None
            assert "nobody can sign in to write" in child.stderr.readline()
            assert " is open; " in child.stderr.readline()
        finally:
            child.terminate()
            child.communicate(timeout=20)
