"""Replaying files: pace, passes, and files that are refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.replay import rate_of
from pipeline.replay import Options, Replay
from schemas.article import CleanedArticle
from schemas.errors import InputError, UsageError
from schemas.messages import encode
from schemas.progress import Silent
from tests.pipeline.articles import article

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


class _Publisher:
    """Keeps what it is given; the third article of a text that says HUGE is too large."""

    def __init__(self) -> None:
        self.sent: list[CleanedArticle] = []
        self.flushed = 0

    def send(self, given: CleanedArticle) -> None:
        if "HUGE" in given.text:
            raise InputError("the article is too large for a message")
        self.sent.append(given)

    def flush(self) -> None:
        self.flushed = len(self.sent)


class _Time:
    def __init__(self) -> None:
        self.now, self.slept = 100.0, 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


class _Said(Silent):
    def __init__(self) -> None:
        self.sentences: list[str] = []

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


def _file(folder: Path, *articles: CleanedArticle) -> Path:
    file = folder / "articles.jsonl"
    file.write_bytes(b"\n".join(encode(each) for each in articles))
    return file


def _run(paths: list[Path], options: Options) -> tuple[Replay, _Publisher, _Time, _Said]:
    publisher, clock, said = _Publisher(), _Time(), _Said()
    replay = Replay(paths, options, publisher, said, clock=lambda: NOW, monotonic=clock.monotonic, sleep=clock.sleep)
    replay.run()
    return replay, publisher, clock, said


def test_articles_go_in_the_order_of_the_file_and_are_flushed(tmp_path: Path) -> None:
    given = [article(number) for number in range(3)]
    replay, publisher, clock, _ = _run([_file(tmp_path, *given)], Options())
    assert publisher.sent == given
    assert publisher.flushed == 3
    assert (replay.count.published, replay.count.refused, clock.slept) == (3, 0, 0)


def test_the_rate_is_kept_over_the_whole_stream(tmp_path: Path) -> None:
    _, _, clock, _ = _run([_file(tmp_path, *(article(number) for number in range(11)))], Options(rate=5))
    assert clock.slept == pytest.approx(2.0)


def test_copies_make_the_stream_grow(tmp_path: Path) -> None:
    _, publisher, _, _ = _run([_file(tmp_path, article(0), article(1))], Options(copies=3))
    assert len({each.article_id for each in publisher.sent}) == 6


def test_shifted_dates_end_now_in_every_pass(tmp_path: Path) -> None:
    _, publisher, _, _ = _run([_file(tmp_path, article(0), article(1))], Options(copies=2, shift_dates=True))
    assert [each.published for each in publisher.sent[1::2]] == ["2026-05-01T12:00:00+00:00"] * 2


def test_what_is_refused_is_said_and_counted_once_and_the_rest_goes_through(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    file = _file(tmp_path, article(0), article(1, revised="HUGE"))
    with file.open("a") as stream:
        stream.write("\n" + json.dumps({"no": "article"}))
    replay, publisher, _, said = _run([tmp_path], Options())
    assert publisher.sent == [article(0)]
    assert replay.count.refused == 3
    assert len(said.sentences) == 3
    assert all(each.startswith("refused: ") for each in said.sentences)


def test_a_page_may_take_no_longer_to_clean_than_is_configured(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><article><p>A word." + "<br>a" * 100_000)
    replay, _, _, said = _run([tmp_path], Options(clean_timeout=0.01))
    assert replay.count.refused == 1
    assert "0.01" in said.sentences[0]


def test_an_endless_replay_of_nothing_ends(tmp_path: Path) -> None:
    replay, _, _, _ = _run([tmp_path], Options(copies=None))
    assert replay.count.published == 0


@pytest.mark.parametrize(("text", "rate"), [("50/s", 50), ("30/m", 0.5), ("360/h", 0.1), ("7", 7), ("0.5/s", 0.5)])
def test_a_rate_is_a_number_of_articles_in_a_time(text: str, rate: float) -> None:
    assert rate_of(text) == pytest.approx(rate)


@pytest.mark.parametrize("text", ["", "fast", "0/s", "-1", "5/week", "1e9"])
def test_a_rate_that_is_none_is_answered_with_what_would_be(text: str) -> None:
    with pytest.raises(UsageError, match="such as 50/s"):
        rate_of(text)
