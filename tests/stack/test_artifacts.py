"""The pinned list of what is fetched."""

from pathlib import Path

import pytest

from schemas.errors import StackError
from stack.artifacts import ELASTICSEARCH, KAFKA, LOCK, parse, pinned, version

LINE = f"kafka org.apache.kafka:kafka-clients:4.2.2@jar 10238460 {'ab' * 32}"


def test_a_line_tells_where_a_maven_repository_keeps_the_file() -> None:
    found = parse(LINE)
    assert found.path == "org/apache/kafka/kafka-clients/4.2.2/kafka-clients-4.2.2.jar"
    assert (found.part, found.size, found.sha256) == ("kafka", 10238460, "ab" * 32)
    assert found.line() == LINE


def test_the_lock_pins_both_servers_and_names_no_address() -> None:
    artifacts = pinned()
    assert version(KAFKA, artifacts) == "4.2.2"
    assert version(ELASTICSEARCH, artifacts) == "9.5.3"
    assert len({artifact.file for artifact in artifacts}) == len(artifacts)
    assert "//" not in LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line", ["kafka a:b 1", LINE.replace(":4.2.2@jar", ""), LINE[:-2], LINE.replace("10238460", "x")]
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "artifacts.lock"
    lock.write_text(f"# comment\n{LINE}\n{line}\n", encoding="utf-8")
    with pytest.raises(StackError, match=r"artifacts\.lock, line 3 pins no artifact"):
        pinned(lock)
