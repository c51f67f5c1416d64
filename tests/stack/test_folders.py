"""Where things lie, who may read them, and what is said when there is no room or no right."""

import contextlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from config.model import Config
from schemas.errors import StackError
from stack import elasticsearch, logfile, passwords, places, room
from stack.start import serve
from stack.user import run_as
from tests.stack.recorder import Recorder

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start something as another user")


def test_a_password_is_drawn_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "password"
    drawn = passwords.password(file)
    assert len(drawn) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert passwords.password(file) == drawn
    assert passwords.password(tmp_path / "other") != drawn


def test_elasticsearch_gets_a_hash_and_no_password() -> None:
    # Made by hand with openssl: kdf -keylen 32 -kdfopt digest:SHA512 -kdfopt pass:secret -kdfopt hexsalt:00…
    # -kdfopt iter:10000 PBKDF2, then base64.
    line = passwords.users_line("secret", bytes(32))
    assert line == (
        "pledgewire:{PBKDF2}10000$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=$"
        "ecxrYb6VsC1fOq8zjFSpUsthuyvjAcDhSoqpZFvLqAQ=\n"
    )


def test_a_plain_user_keeps_everything_in_the_folders_configured(tmp_path: Path) -> None:
    found = places.places(tmp_path / "data", tmp_path / "cache", None)
    places.make(found, None)
    assert found.elasticsearch == tmp_path / "data" / "elasticsearch"
    assert found.readable_cache == tmp_path / "cache"
    assert stat.S_IMODE(found.own.stat().st_mode) == 0o700


@AS_ROOT
def test_root_puts_elasticsearch_apart_where_its_user_may_not_enter_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SYSTEM", Path("/var/lib/pledgewire-test"))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    found = places.places(closed / "data", closed / "cache", run_as("nobody"))
    assert found.elasticsearch.is_relative_to("/var/lib/pledgewire-test")
    assert found.readable_cache == Path("/var/lib/pledgewire-test/cache")
    assert found.kafka == closed / "data" / "kafka"


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = places.places(tmp_path / "data", tmp_path / "cache", None)
    places.make(found, None)
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(StackError, match="belongs to another user"):
        places.make(found, None)


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(StackError, match=r"data.* cannot be made \(.*\): set data_dir"):
        places.make(places.places(tmp_path / "data", tmp_path / "cache", None), None)


def test_root_may_not_be_the_user_that_elasticsearch_runs_as() -> None:
    with pytest.raises(StackError, match="Elasticsearch refuses to run as root"):
        run_as("root", effective_uid=0)
    with pytest.raises(StackError, match="this machine has no user nosuchuser"):
        run_as("nosuchuser", effective_uid=0)
    assert run_as("anyone", effective_uid=1000) is None


@AS_ROOT
def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "none", str(tmp_path)], check=True)
    try:
        with pytest.raises(StackError, match=r"The disk that holds .* is full \(10[0-9] MB free\): free some"):
            room.refuse_full(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_heaps_larger_than_the_memory_are_said(tmp_path: Path) -> None:
    seen = Recorder()
    room.warn(tmp_path, ["512m", "9000g"], seen)
    assert any("lower stack.kafka_heap and stack.elasticsearch_heap" in sentence for sentence in seen.said)


def test_a_log_is_bounded_and_its_end_can_be_read(tmp_path: Path) -> None:
    log = logfile.LogFile(tmp_path / "x.log", limit=1000)
    mark = log.mark()
    for number in range(100):
        log.write(f"line {number:03} {'.' * 20}\n".encode())
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2000
    assert len(list(tmp_path.iterdir())) == 2
    assert log.since(mark).rstrip().splitlines()[-1].startswith("line 099")


def test_a_log_that_cannot_be_written_stops_nobody_and_its_end_is_still_known(tmp_path: Path) -> None:
    log = logfile.LogFile(tmp_path / "missing" / "x.log")
    log.write(b"before\n")
    mark = log.mark()
    log.write(b"No space left on device\n")
    assert log.since(mark) == "No space left on device\n"
    log.write(b"." * 100_000)
    assert log.since(mark) == "." * logfile.TAIL


@AS_ROOT
def test_a_disk_without_a_byte_is_told_by_up_in_one_sentence(tmp_path: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(tmp_path)], check=True)
    try:
        with (tmp_path / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))
        config = Config(data_dir=tmp_path / "data", cache_dir=tmp_path / "cache")
        with pytest.raises(StackError, match=r"The disk that holds .* is full \(0 MB free\): free some"):
            serve(config, Recorder(), supervised=lambda _: None, on_ready=lambda _: None)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@AS_ROOT
def test_a_link_in_the_place_of_elasticsearchs_files_gives_nothing_of_ours_away(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "secret").touch()
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "jvm.options").touch()
    folder = tmp_path / "elasticsearch"
    nobody = run_as("nobody")
    for name in ("config", "config/planted", "data", "logs"):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / name).parent.mkdir(parents=True)
        (folder / name).symlink_to(ours)
        with contextlib.suppress(StackError):
            elasticsearch.prepare(
                folder, home=home, port=1, transport=2, heap="1g", password="secret", user=nobody
            )  # fmt: skip
        assert [path.name for path in ours.iterdir()] == ["secret"]
        assert {path.stat().st_uid for path in (folder, ours, ours / "secret")} == {0}
