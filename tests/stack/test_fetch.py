"""Fetching pinned files over real HTTP, with servers and caches that misbehave."""

import hashlib
import os
import re
import subprocess
import threading
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from schemas.errors import StackError
from stack.artifacts import Artifact
from stack.fetch import LABEL, fetch
from tests.stack.recorder import Recorder

CONTENT = os.urandom(3_000_000)


def artifact(content: bytes = CONTENT, name: str = "thing") -> Artifact:
    """The pinned form of some bytes."""
    return Artifact(
        part="test",
        group="org.example",
        name=name,
        version="1.0",
        extension="jar",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


class Repository:
    """A Maven repository over HTTP that remembers the ranges asked for, and may cut answers short."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = server.url_for("/maven2")
        self.ranges: list[str | None] = []
        self.content = CONTENT
        self.knows_ranges = True
        self.cut: int | None = None
        server.expect_request(re.compile("/maven2/org/example/.*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        wanted = request.headers.get("Range")
        self.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and self.knows_ranges else 0
        body = self.content[start:]
        answer = Response(body, status=206 if start else 200)
        if self.cut is not None:
            # The length promises more than comes, as when a line breaks.
            answer = Response(body[: self.cut], headers={"Content-Length": str(len(body))})
            answer.automatically_set_content_length = False
            self.cut = None
        return answer


@pytest.fixture
def repository(httpserver: HTTPServer) -> Repository:
    return Repository(httpserver)


def test_a_file_is_fetched_checked_and_then_kept(tmp_path: Path, repository: Repository) -> None:
    seen = Recorder()
    for _ in range(2):
        (path,) = fetch([artifact()], repository.url, tmp_path, seen).values()
        assert path.read_bytes() == CONTENT
    assert repository.ranges == [None]
    assert seen.amounts[LABEL][-1] == (len(CONTENT), len(CONTENT))
    assert [each.name for each in tmp_path.iterdir()] == ["thing-1.0.jar"]


@pytest.mark.parametrize("damage", ["cut short", "one byte other"])
def test_a_damaged_file_in_the_cache_is_said_and_fetched_anew(
    tmp_path: Path, repository: Repository, damage: str
) -> None:
    kept = tmp_path / "thing-1.0.jar"
    kept.write_bytes(CONTENT[:-1] if damage == "cut short" else CONTENT[:-1] + bytes([CONTENT[-1] ^ 1]))
    seen = Recorder()
    (path,) = fetch([artifact()], repository.url, tmp_path, seen).values()
    assert path.read_bytes() == CONTENT
    assert seen.said == [f"{kept} is damaged or cut short, and is fetched anew."]


def test_other_bytes_of_the_right_length_are_refused_and_deleted(tmp_path: Path, repository: Repository) -> None:
    repository.content = os.urandom(len(CONTENT))
    with pytest.raises(StackError, match=r"thing-1.0.jar could not be fetched: .*SHA-256 differs\) and was refused"):
        fetch([artifact()], repository.url, tmp_path, Recorder())
    assert list(tmp_path.iterdir()) == []


def test_no_more_than_the_pinned_size_is_written(tmp_path: Path, repository: Repository) -> None:
    repository.content = CONTENT + os.urandom(5_000_000)
    seen = Recorder()
    with pytest.raises(StackError, match="was refused"):
        fetch([artifact()], repository.url, tmp_path, seen)
    assert max(done for done, _ in seen.amounts[LABEL]) < len(CONTENT) + 1_000_000


def test_what_an_interruption_left_is_continued(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / "thing-1.0.jar.part").write_bytes(CONTENT[:1_234_567])
    (path,) = fetch([artifact()], repository.url, tmp_path, Recorder()).values()
    assert path.read_bytes() == CONTENT
    assert repository.ranges == ["bytes=1234567-"]


def test_a_wrong_beginning_left_over_is_thrown_away_and_all_is_fetched(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / "thing-1.0.jar.part").write_bytes(bytes(1_000))
    (path,) = fetch([artifact()], repository.url, tmp_path, Recorder()).values()
    assert path.read_bytes() == CONTENT
    assert repository.ranges == ["bytes=1000-", None]


def test_a_repository_without_ranges_gives_the_whole_again(tmp_path: Path, repository: Repository) -> None:
    repository.knows_ranges = False
    (tmp_path / "thing-1.0.jar.part").write_bytes(CONTENT[:1_000])
    (path,) = fetch([artifact()], repository.url, tmp_path, Recorder()).values()
    assert path.read_bytes() == CONTENT


def test_a_connection_that_breaks_is_taken_up_where_it_broke(tmp_path: Path, repository: Repository) -> None:
    repository.cut = 1_000_000
    (path,) = fetch([artifact()], repository.url, tmp_path, Recorder()).values()
    assert path.read_bytes() == CONTENT
    first, second = repository.ranges
    assert first is None
    assert second is not None
    assert 0 < int(second.removeprefix("bytes=").removesuffix("-")) <= 1_000_000


def test_an_answer_of_404_is_told_without_the_address(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_data("no", status=404)
    with pytest.raises(StackError, match="the repository answered 404") as caught:
        fetch([artifact()], httpserver.url_for("/"), tmp_path, Recorder())
    assert "http" not in str(caught.value)


def test_without_a_connection_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StackError, match=r"thing-1.0.jar could not be fetched: the connection failed\. Try again"):
        fetch([artifact()], "http://127.0.0.1:9", tmp_path, Recorder())


def test_ctrl_c_ends_a_download_that_stands_still(tmp_path: Path, httpserver: HTTPServer) -> None:
    silent = threading.Event()

    def stand_still(_: Request) -> Response:
        silent.wait(20)
        return Response(b"")

    httpserver.expect_request(re.compile(".*")).respond_with_handler(stand_still)

    interrupt = threading.Timer(0.5, os.kill, (os.getpid(), 2))
    interrupt.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            fetch([artifact()], httpserver.url_for("/"), tmp_path, Recorder())
    finally:
        interrupt.join()
        silent.set()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, repository: Repository) -> None:
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(small)], check=True)
    try:
        with pytest.raises(StackError, match=r"cannot be written \(No space left on device\): free some disk"):
            fetch([artifact()], repository.url, small, Recorder())
    finally:
        subprocess.run(["umount", str(small)], check=True)
