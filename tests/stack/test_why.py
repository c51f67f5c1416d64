"""Reasons read from logs: lines as the servers write them."""

import os
import subprocess
from pathlib import Path

import pytest

from schemas.errors import StackError
from stack.java import Jdk
from stack.kafka import prepare
from stack.why import reason


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (
            "org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092: "
            "Address already in use.",
            "a port it wants is taken",
        ),
        (
            "org.elasticsearch.http.BindHttpException: Failed to bind to 127.0.0.1:[9200]",
            "a port it wants is taken",
        ),
        ("java.io.IOException: No space left on device", "the disk is full"),
        (
            "Error occurred during initialization of VM\nCould not reserve enough space for 67108864KB object heap",
            "there is not enough memory: lower stack.kafka_heap and stack.elasticsearch_heap, or close other programs",
        ),
        (
            "java.lang.IllegalStateException: failed to obtain node locks, tried [/x/data]; maybe these locations are "
            "not writable or multiple nodes were started on the same data path?",
            "another start holds the lock on its data folder",
        ),
        (
            "org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in /x/kafka/data.",
            "another start holds the lock on its data folder",
        ),
        ("java.nio.file.AccessDeniedException: /x/data/nodes", "it may not read or write its folders"),
        ("Invalid maximum heap size: -Xmx99999g", "its heap size is wrong"),
    ],
)
def test_the_cause_is_named(log: str, said: str) -> None:
    assert reason(f"[INFO ] started\n{log}\n\tat java.base/java.lang.Thread.run(Thread.java:1)\n", 1) == said


def test_a_jvm_option_that_names_an_error_is_no_error() -> None:
    assert reason("JVM arguments [-XX:+ExitOnOutOfMemoryError]", 1) == "it ended with exit code 1"


@pytest.mark.parametrize("code", [-9, 137])
def test_a_killed_server_was_killed_whatever_its_log_says(code: int) -> None:
    assert reason("No space left on device", code).startswith("it was killed")


def test_another_signal_is_named() -> None:
    assert reason("", -15) == "it was ended by SIGTERM"


def test_the_last_cause_counts() -> None:
    assert reason("Address already in use\nNo space left on device\n", 1) == "the disk is full"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a full disk")
def test_a_full_disk_is_the_cause_where_the_log_names_none(tmp_path: Path) -> None:
    offline = "KafkaStorageException: The log dir is already offline due to a previous IO exception."
    assert reason(offline, 1, tmp_path) == "it ended with exit code 1"
    assert reason(offline, 1, tmp_path / "deleted meanwhile") == "it ended with exit code 1"
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(tmp_path)], check=True)
    try:
        assert reason(offline, 1, tmp_path) == "the disk is full"
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_where_no_cause_is_known_the_tool_that_made_kafkas_folder_is_quoted(tmp_path: Path) -> None:
    tool = tmp_path / "jdk" / "bin" / "java"
    tool.parent.mkdir(parents=True)
    tool.write_text("#!/bin/sh\necho 'the moon is\nin the wrong house' >&2\nexit 3\n", encoding="utf-8")
    tool.chmod(0o755)
    folder = tmp_path / "kafka"
    folder.mkdir()
    with pytest.raises(StackError, match=r"it ended with exit code 3 \(the moon is in the wrong house\)\.$"):
        prepare(folder, Jdk(tmp_path / "jdk", 21), [], 1, 2)
