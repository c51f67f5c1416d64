"""The commands as they are typed: what they print, and what mistakes get."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.model import Config
from pipeline.publisher import Publisher
from schemas.endpoints import Endpoints
from schemas.messages import CLEANED
from tests.pipeline.articles import article
from tests.pipeline.kafka_side import everything, send, take_away
from tests.pipeline.workshop import ODD, until, working

Run = Callable[..., subprocess.CompletedProcess[str]]

SEEDS = Path(__file__).parents[2] / "seeds"


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"},
    )


@pytest.fixture
def typed(corner: Endpoints, stack_config: Config) -> Run:
    """Runs a command in the corner."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return _run(
            *("--data-dir", str(stack_config.data_dir)),
            *("--set", f"kafka.topic_prefix={corner.kafka.topic_prefix}", "--set", "kafka.partitions=3"),
            *("--set", f"elasticsearch.index_prefix={corner.elasticsearch.index_prefix}"),
            *words,
        )

    return run


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("replay", "x", "--rate", "fast"), 2, "--rate fast: write how many a second, minute or hour"),
        (("replay", "x", "--loop", "--copies", "2"), 2, "--copies says how many passes, --loop means endless ones"),
        (("dead-letters", "retry"), 2, "say which to retry: --all, --topic enriched, or --topic cleaned --id 3:17"),
        (("--data-dir", "/nonexistent/x", "replay", "x"), 5, "The embedded servers do not run: type `pledgewire up"),
        (("--data-dir", "/nonexistent/x", "work"), 5, "The embedded servers do not run: type `pledgewire up"),
    ],
)
def test_a_mistake_gets_one_sentence_and_its_exit_code(words: tuple[str, ...], code: int, said: str) -> None:
    done = _run(*words)
    assert said in done.stderr
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.servers
def test_replay_says_what_it_did_and_refuses_what_is_no_article(typed: Run, corner: Endpoints, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with working(corner, tagging=ODD):
        done = typed("replay", str(SEEDS), str(tmp_path))
        assert done.stdout == "5 articles published, 5 searchable, 1 refused.\n"
        assert done.returncode == 4
        assert f"refused: {tmp_path / 'empty.txt'}: is empty" in done.stderr
        done = typed("--quiet", "replay", str(SEEDS), "--json", "--copies", "2", "--shift-dates")
        assert json.loads(done.stdout) == {"published": 10, "refused": 0, "searchable": 10, "dead_letters": 0}
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.servers
def test_replay_without_waiting_ends_when_kafka_has_the_articles(typed: Run, corner: Endpoints) -> None:
    done = typed("replay", str(SEEDS), "--no-wait")
    assert (done.returncode, done.stdout) == (0, "5 articles published.\n")
    assert len(everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)) == 5


@pytest.mark.servers
@pytest.mark.parametrize(
    ("words", "code"), [(("--loop", "--rate", "50/s"), 0), (("--copies", "100000", "--rate", "50/s"), 130)]
)
def test_ctrl_c_ends_a_replay_and_what_was_sent_is_counted(
    corner: Endpoints, stack_config: Config, words: tuple[str, ...], code: int
) -> None:
    topic = corner.kafka.topic_prefix + CLEANED
    prefixes = (f"kafka.topic_prefix={corner.kafka.topic_prefix}", "kafka.partitions=3")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "cli", "--quiet", "--data-dir", str(stack_config.data_dir)),
            *(word for prefix in prefixes for word in ("--set", prefix)),
            *("replay", str(SEEDS), "--json", *words),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until(lambda: len(everything(corner.kafka, topic)) > 10, "nothing is published")
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (code, b"")
    records = everything(corner.kafka, topic)
    # What was under way when it was interrupted may arrive, and nobody is left to hear of it.
    assert 0 <= len(records) - json.loads(out)["published"] <= 2
    assert len({record.key for record in records}) == len(records)


@pytest.mark.servers
def test_ctrl_c_ends_a_replay_also_while_kafka_takes_nothing(
    corner: Endpoints, stack_config: Config, tmp_path: Path
) -> None:
    topic = corner.kafka.topic_prefix + CLEANED
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "cli", "--data-dir", str(stack_config.data_dir)),
                *("--set", f"kafka.topic_prefix={corner.kafka.topic_prefix}", "--set", "kafka.partitions=3"),
                *("replay", str(SEEDS), "--json", "--no-wait", "--copies", "100000", "--rate", "50/s"),
            ],
            stdout=subprocess.PIPE,
            stderr=said,
        )
    until(lambda: len(everything(corner.kafka, topic)) > 10, "nothing is published")
    take_away(corner.kafka, CLEANED)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(out)["published"] > 10
    assert "Traceback" not in (tmp_path / "said").read_text()


@pytest.mark.servers
def test_replay_of_a_path_that_does_not_exist_is_one_sentence(typed: Run) -> None:
    done = typed("replay", "/no/such/folder")
    assert done.stderr.strip() == "pledgewire: /no/such/folder: there is no such file or folder"
    assert done.returncode == 4


@pytest.mark.servers
def test_dead_letters_are_listed_shown_and_retried_once(typed: Run, corner: Endpoints) -> None:
    assert typed("dead-letters", "list").stderr.strip() == "There are no dead letters."
    with working(corner, tagging=ODD):
        send(corner.kafka, CLEANED, (b"k", b"\x1b[31mno \xc2\x9b json\xff"))
        with Publisher(corner.kafka) as publisher:
            publisher.send(article(1, revised="RAISE"))
        until(lambda: len(typed("dead-letters", "list", "--json").stdout.splitlines()) == 2, "no dead letters")
    letters = [json.loads(line) for line in typed("dead-letters", "list", "--json").stdout.splitlines()]
    (bad,) = (each for each in letters if each["key"] == "k")
    assert bad["reason"].startswith("the message is not JSON")
    assert bad["attempts"] == 1
    plain = typed("dead-letters", "list", "--topic", "cleaned", "--limit", "1")
    assert len(plain.stdout.splitlines()) == 1
    assert plain.stderr.startswith("There are more")
    shown = typed("dead-letters", "show", bad["id"])
    assert "dlq_reason: the message is not JSON" in shown.stdout
    assert "json\\xff" in shown.stdout
    for printed in (shown.stdout, typed("dead-letters", "show", bad["id"], "--json").stdout):
        assert not set(printed) & set("\x1b\x9b")
    assert typed("dead-letters", "show", "77:77").returncode == 2
    assert typed("dead-letters", "retry", "--id", bad["id"]).returncode == 2
    first = typed("dead-letters", "retry", "--topic", "cleaned", "--id", bad["id"])
    assert first.stdout == "Sent back: 1 dead letter.\n"
    assert json.loads(typed("dead-letters", "retry", "--all", "--json").stdout) == {"retried": 1, "unfit": 0}
    assert json.loads(typed("dead-letters", "retry", "--all", "--json").stdout) == {"retried": 0, "unfit": 0}
    assert typed("dead-letters", "list").stdout == ""
    assert typed("dead-letters", "list", "--retried").stdout.count("(retried)") == 2
    records = everything(corner.kafka, corner.kafka.topic_prefix + CLEANED)
    assert sorted(record.value for record in records).count(b"\x1b[31mno \xc2\x9b json\xff") == 2
