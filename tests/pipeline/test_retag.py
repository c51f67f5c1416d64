"""What another tagger or vocabulary tagged is tagged again from the topic, on real servers, and nothing doubles."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from config.model import Config
from connectors.files import read
from pipeline.publisher import Publisher
from pipeline.retag import settle
from pipeline.wait import Arrival, Outcome
from schemas.article import CleanedArticle
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.messages import CLEANED, ENRICHED
from schemas.progress import Progress, Silent
from search.client import connect
from tagging.interface import Versions
from tagging.tagger import load
from tests.pipeline.articles import article
from tests.pipeline.kafka_side import everything
from tests.pipeline.test_commands import Run, typed
from tests.pipeline.workshop import working

__all__ = ["typed"]

ROOT = Path(__file__).parents[2]
CLIMATE = ROOT / "tests" / "tagging" / "fixtures" / "climate-finance"
OTHERS = 12


def seeds() -> list[CleanedArticle]:
    return [each for each in read([ROOT / "seeds"], now=datetime.now(UTC)) if isinstance(each, CleanedArticle)]


def publish(corner: Endpoints, sent: list[CleanedArticle]) -> None:
    with Arrival(corner) as arrival, Publisher(corner.kafka) as publisher:
        for each in sent:
            publisher.send(each)
            arrival.expect(each)
        publisher.flush()
        assert not arrival.wait(timeout=120).missing


def documents(corner: Endpoints, kind: str) -> list[dict[str, Any]]:
    with connect(corner.elasticsearch) as client:
        index = f"{corner.elasticsearch.index_prefix}{kind}"
        client.indices.refresh(index=index)
        return [hit["_source"] for hit in client.search(index=index, size=1_000)["hits"]["hits"]]


def versions(found: list[dict[str, Any]]) -> set[Versions]:
    return {Versions(one["tagger_version"], one["vocabulary_version"]) for one in found}


def messages(corner: Endpoints, topic: str) -> list[dict[str, Any]]:
    return [json.loads(record.value) for record in everything(corner.kafka, corner.kafka.topic_prefix + topic)]


@pytest.mark.servers
def test_the_index_is_brought_up_to_date_once_and_holds_each_article_once(
    corner: Endpoints, stack_config: Config, typed: Run
) -> None:
    old = article(0, version=0, revised="An older text.")
    newest = [article(number, version=1) for number in range(OTHERS)]
    sent = [*seeds(), old, *newest]
    with working(corner, vocabulary=CLIMATE):
        publish(corner, sent)
    before, after = load(CLIMATE).versions, load().versions
    assert before != after
    assert versions(documents(corner, "articles")) == {before}
    assert {Versions(one["tags"]["tagger_version"], one["tags"]["vocabulary_version"])
            for one in messages(corner, ENRICHED)} == {before}  # fmt: skip
    with working(corner):
        planned = json.loads(typed("retag", "--dry-run", "--json").stdout)
        assert planned["articles"] == len(seeds()) + OTHERS
        assert planned["tagged_by"] == [
            {**{"tagger_version": before.tagger, "vocabulary_version": before.vocabulary}, "articles": 5 + OTHERS}
        ]
        assert len(messages(corner, CLEANED)) == len(sent)
        answer = typed("retag", "--json")
        assert json.loads(answer.stdout) == {
            **dict.fromkeys(("wanted", "sent", "retagged"), 5 + OTHERS), "missing": 0, "dead": 0,
        }, answer.stderr  # fmt: skip
        articles, positions = documents(corner, "articles"), documents(corner, "positions")
        assert versions(articles) == {after}
        assert versions(positions) == {after}
        assert {one["article_id"] for one in articles} == {one.article_id for one in sent}
        assert sorted(one["position_id"] for one in positions) == sorted(
            position for one in articles for position in one["position_ids"]
        )
        assert any(one["holder"] == "state/ru" and one["stance"] == "demands" for one in positions)
        shown = json.loads(typed("positions", "--stance", "rejects", "--json").stdout)["hits"]
        assert shown
        assert all(hit["claim"]["cameo"] == ["120"] for hit in shown)  # CAMEO: reject
        assert all(hit["claim"]["grounds"] for hit in shown)
        again = typed("retag")
        assert again.stdout == "Everything that is indexed was tagged by this tagger with this vocabulary.\n"
    assert len(messages(corner, CLEANED)) == len(sent) + 5 + OTHERS
    (stored,) = [one for one in documents(corner, "articles") if one["article_id"] == old.article_id]
    assert stored["version_id"] == newest[0].version_id
    assert sorted(stored["versions"]) == sorted([old.version_id, newest[0].version_id])


@pytest.mark.servers
def test_since_narrows_what_is_tagged_again_and_the_topic_can_be_compared(corner: Endpoints, typed: Run) -> None:
    sent = [article(number) for number in range(4)]
    with working(corner, vocabulary=CLIMATE):
        publish(corner, sent)
    days = sorted(one.published or one.fetched_at for one in sent)
    with working(corner):
        assert json.loads(typed("retag", "--since", days[2], "--json").stdout)["retagged"] == 2
    assert versions(documents(corner, "articles")) == {load(CLIMATE).versions, load().versions}
    lines = typed("diff-tags", "--from", str(CLIMATE), "--to", "rules", "--topic", "--json").stdout.splitlines()
    counts = json.loads(lines[-1])["counts"]
    assert counts["articles"] == 4  # each version once, though two were sent twice
    assert counts["added"] >= 1
    assert counts["dropped"] == 0


@pytest.mark.servers
def test_what_is_no_longer_in_kafka_is_told(corner: Endpoints, typed: Run) -> None:
    with connect(corner.elasticsearch) as client:
        index = f"{corner.elasticsearch.index_prefix}articles"
        lost = {"article_id": "0" * 32, "version_id": "1" * 32, "version": 1, "when": "2025-01-01", "title": "Lost"}
        client.index(index=index, id="0" * 32, document=lost, refresh=True)
    assert typed("retag").stdout == "0 articles sent to be tagged again; 1 no longer in Kafka (replay or fetch them).\n"


class Follower:
    def wait(self, *, timeout: float | None = None, progress: Progress | None = None) -> Outcome:
        return Outcome(searchable=frozenset(), dead={"v2": "it is poison"}, missing=frozenset())


class Index:
    """What others tagged: at each look what is left."""

    def __init__(self, *left: set[str]) -> None:
        self._left = list(left)

    def ids(self) -> set[str]:
        return self._left.pop(0) if len(self._left) > 1 else self._left[0]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def settled(index: Index) -> tuple[int, int]:
    clock = Clock()
    sent = {"a1": "v1", "a2": "v2", "a3": "v3"}
    return settle(sent, index, Follower(), Silent(), monotonic=clock, sleep=clock.sleep)


def test_a_dead_letter_is_not_waited_for() -> None:
    assert settled(Index({"a1", "a2", "a3"}, {"a2", "a3"}, {"a2"})) == (2, 1)


def test_workers_that_tag_otherwise_are_told_of_instead_of_waited_for() -> None:
    with pytest.raises(ServerError, match="1 article still carries other versions: the workers tag with another"):
        settled(Index({"a1", "a3"}, {"a3"}))
