"""Watched folders: what is read, when, and how often."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from config.model import Config
from connectors.file_reader import Reader
from connectors.folder import SETTLED, Lying, Settling, look
from pipeline.fates import Noted
from pipeline.folder_run import claim
from pipeline.folder_watch import FileReport, FolderWatcher
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.errors import InputError, ServerError
from schemas.file_state import FileState
from schemas.ledger import FATES, Fate, Line
from schemas.messages import CLEANED, FILE
from schemas.publish import json_schema
from tests.connectors.test_watch import published

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BODY = "{} offered troops to Ukraine on Monday.\nRussia rejected the offer at once, its spokesman told reporters."


def article(subject: str, more: str = "") -> str:
    return f"{subject} offers troops\n{BODY.format(subject)}{more}"


class Watch:
    """A watch of one folder with clocks moved by hand; what is published and saved is kept, as Kafka would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.published: list[CleanedArticle] = []
        self.states: dict[str, FileState] = {}
        self.reports: list[FileReport] = []
        self.fates: dict[str, Fate] = {}
        self.seconds = 0.0
        self.refuses = False

    async def _publish(self, articles: Sequence[CleanedArticle], lines: Sequence[Line]) -> None:
        if self.refuses:
            raise ServerError("Kafka is away")
        assert [line.entry for line in lines] == [article.url for article in articles]
        self.published += articles

    def _note(self, noted: Noted) -> None:
        assert noted.line is not None
        assert noted.fate != "not-modified"
        assert noted.fate != "failed"
        before = self.fates.get(noted.line.line_id, "expected")
        self.fates[noted.line.line_id] = max(before, noted.fate, key=FATES.index)

    async def _save(self, state: FileState) -> None:
        self.states[state.file_id] = state

    async def _sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def once(self, meanwhile: Callable[[], None] = lambda: None) -> list[str]:
        """Runs as a process of its own would, with what earlier ones saved; gives the titles that it published."""
        before = len(self.published)

        async def sleep(seconds: float) -> None:
            await self._sleep(seconds)
            meanwhile()

        async def run() -> None:
            with Reader() as reader:
                await FolderWatcher(
                    [self.folder],
                    reader,
                    self.states,
                    publish=self._publish,
                    save=self._save,
                    note=self._note,
                    clock=lambda: NOW + timedelta(seconds=self.seconds),
                    report=self.reports.append,
                    monotonic=lambda: self.seconds,
                    sleep=sleep,
                ).once()

        asyncio.run(run())
        return [one.title.split()[0] for one in self.published[before:]]


def test_files_are_read_once_also_after_a_restart(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    (tmp_path / "a.txt").write_text(article("France"))
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.jsonl").write_text(json.dumps({"url": "https://h.example/1", "text": article("Poland")}))
    assert watch.once() == ["France", "Poland"]
    assert watch.once() == []
    (tmp_path / "c.txt").write_text(article("Turkey"))
    assert watch.once() == ["Turkey"]


def test_a_changed_file_is_a_newer_version_and_what_is_unchanged_in_it_is_not_published(tmp_path: Path) -> None:
    watch, file = Watch(tmp_path), tmp_path / "a.jsonl"
    lines = [json.dumps({"url": f"https://h.example/{name}", "text": article(name)}) for name in ("France", "Poland")]
    file.write_text("\n".join(lines))
    assert watch.once() == ["France", "Poland"]
    assert list(watch.fates.values()) == ["published"] * 2
    lines[1] = json.dumps({"url": "https://h.example/Poland", "text": article("Poland", " This was added.")})
    file.write_text("\n".join([*lines, json.dumps({"url": "https://h.example/3", "text": article("Turkey")})]))
    assert watch.once() == ["Poland", "Turkey"]
    old, new = (one for one in watch.published if one.url.endswith("Poland"))
    assert (old.article_id, old.version < new.version) == (new.article_id, True)
    assert (watch.reports[-1].published, watch.reports[-1].unchanged) == (2, 1)
    assert list(watch.fates.values()) == ["published"] * 4


def test_a_file_that_was_only_touched_or_moved_is_not_published_again(tmp_path: Path) -> None:
    watch, file = Watch(tmp_path), tmp_path / "a.txt"
    file.write_text(article("France"))
    assert watch.once() == ["France"]
    os.utime(file, (1, 1))
    assert watch.once() == []
    (tmp_path / "done").mkdir()
    file.rename(tmp_path / "done" / "a.txt")
    assert watch.once() == []


def test_a_file_that_is_still_being_written_is_left_until_it_is_whole(tmp_path: Path) -> None:
    watch, file = Watch(tmp_path), tmp_path / "a.txt"
    file.write_text(article("France")[:30])

    def finish() -> None:
        file.write_text(article("France"))

    assert watch.once(meanwhile=finish) == []
    assert watch.once() == ["France"]
    assert [one.text.endswith("reporters.") for one in watch.published] == [True]


def test_a_file_counts_as_whole_when_it_has_stayed_as_it_is_for_long_enough(tmp_path: Path) -> None:
    settling, small, large = Settling(), Lying(tmp_path, "a", 1, 1), Lying(tmp_path, "a", 2, 2)
    assert settling.whole([small], 0.0) == []
    assert settling.whole([small], SETTLED - 0.1) == []
    assert settling.whole([large], SETTLED) == []  # it grew
    assert settling.whole([], SETTLED + 1) == []  # and was away
    assert settling.whole([large], 2 * SETTLED) == []
    assert settling.whole([large], 3 * SETTLED) == [large]


def test_hidden_files_links_and_files_of_other_kinds_are_left_alone(tmp_path: Path) -> None:
    folder, outside = tmp_path / "inbox", tmp_path / "secret.txt"
    folder.mkdir()
    outside.write_text(article("Secret"))
    (folder / "link.txt").symlink_to(outside)
    (folder / "away").symlink_to(tmp_path)
    (folder / ".a.txt").write_text(article("Hidden"))
    (folder / "a.txt.part").write_text(article("Part"))
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").write_text(article("France"))
    assert [one.name for one in look(folder)] == ["a.txt"]


def test_nothing_is_remembered_of_a_file_whose_articles_kafka_did_not_take(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    (tmp_path / "a.txt").write_text(article("France"))
    watch.refuses = True
    with pytest.raises(ServerError):
        watch.once()
    assert watch.states == {}
    watch.refuses = False
    assert watch.once() == ["France"]


def test_what_holds_no_article_is_refused_once_and_stops_no_other(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "b.jsonl").write_text("{broken\n" * 100)
    (tmp_path / "c.txt").write_text(article("France"))
    assert watch.once() == ["France"]
    assert [report.refusals for report in watch.reports] == [1, 100, 0]
    assert Counter(watch.fates.values()) == {"skipped": 101, "published": 1}
    assert len(watch.reports[1].refused) == 20
    assert watch.once() == []
    assert len(watch.reports) == 3


def test_a_folder_that_goes_away_is_told_once_and_read_when_it_is_back(tmp_path: Path) -> None:
    watch, away = Watch(tmp_path / "inbox"), tmp_path / "inbox"
    assert watch.once() == []
    assert [report.error for report in watch.reports] == [f"{away}: cannot be watched (No such file or directory)"]
    away.mkdir()
    (away / "a.txt").write_text(article("France"))
    assert watch.once() == ["France"]


def test_a_folder_is_watched_by_one_process_at_a_time(tmp_path: Path) -> None:
    config, folder = Config(data_dir=tmp_path / "data"), tmp_path / "inbox"
    folder.mkdir()
    lock = claim(config, folder)
    with pytest.raises(InputError, match="is watched by another process"):
        claim(config, tmp_path / "inbox" / ".." / "inbox")
    lock.release()
    claim(config, folder).release()


@pytest.mark.servers
def test_the_command_publishes_each_file_once_over_two_runs(
    stack_config: Config, endpoints: Endpoints, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(article("France"))
    (inbox / "b.html").write_text("<html><body><p>nothing</p></body></html>")
    (tmp_path / "pledgewire.yaml").write_text("folders: [inbox]\n")
    prefix = f"kafka.topic_prefix={endpoints.kafka.topic_prefix}"
    command = [sys.executable, "-m", "cli", "--data-dir", str(stack_config.data_dir), "--set", prefix]

    def run() -> list[dict[str, object]]:
        ended = subprocess.run(
            [*command, "watch", "--once", "--json"], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return [json.loads(line) for line in ended.stdout.splitlines()]

    first = run()
    assert [(line["published"], line["refusals"]) for line in first] == [(1, 0), (0, 1)]
    assert run() == []
    assert len(published(endpoints.kafka, CLEANED)) == 1
    schema = Draft202012Validator(json_schema(FILE))
    states = [json.loads(value) for value in published(endpoints.kafka, FILE)]
    for state in states:
        schema.validate(state)
    assert sorted(state["name"] for state in states) == ["a.txt", "b.html"]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    flags = ("--set", "kafka.servers=127.0.0.1:9", "--set", "elasticsearch.urls=http://127.0.0.1:9")
    ended = subprocess.run(
        [sys.executable, "-m", "cli", *flags, "--data-dir", str(tmp_path), "watch", "--folder", "nowhere"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert ended.returncode == 4
    assert ended.stderr.splitlines()[-1] == "pledgewire: nowhere: there is no such folder"
