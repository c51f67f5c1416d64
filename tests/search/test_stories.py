"""Stories: how many outlets printed one text, listed, counted beside what a search finds, and folded."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from config.model import Config
from config.servers import Elasticsearch as Settings
from schemas.article import make_cleaned
from schemas.endpoints import Endpoints
from schemas.enriched import EnrichedArticle
from schemas.errors import UsageError
from schemas.ids import story_id
from schemas.tags import Tags
from search.answer import Answer
from search.client import connect
from search.documents import article_document
from search.indices import ensure
from search.question import Question
from search.run import article as ask_article
from search.run import search
from search.stories import Stories, stories
from tests.search.conftest import delete

pytestmark = pytest.mark.servers

NOW = datetime(2026, 3, 10, tzinfo=UTC)
WIRE = [("one.example", 2), ("two.example", 3), ("two.example", 4), ("three.example", 9)]
OTHERS = [("one.example", 1), ("four.example", 5)]


class Desk:
    """An index with one story of four articles in three outlets, and two articles that stand alone."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self.client, self.prefix = client, prefix
        self.story = ""
        for number, (site, day) in enumerate(WIRE):
            self.story = self.story or story_id("first", f"2026-03-0{day}T00:00:00Z")
            self._put(number, site, day, self.story, "France offers troops")
        for number, (site, day) in enumerate(OTHERS, start=len(WIRE)):
            self._put(number, site, day, None, "Ministers meet")
        client.indices.refresh(index=f"{prefix}articles")

    def _put(self, number: int, site: str, day: int, story: str | None, title: str) -> None:
        moment = f"2026-03-0{day}T00:00:00Z"
        made = make_cleaned(
            url=f"https://{site}/{number}",
            title=f"{title} ({number})",
            text=f"{title}, says a text with the number {number}, about guarantees.",
            language="en",
            fetched_at=moment,
            version=1,
            published=moment,
            site=site,
        )
        document = article_document(EnrichedArticle(article=made, tags=Tags()), story=story)
        self.client.index(index=f"{self.prefix}articles", id=made.article_id, document=document)

    def search(self, **asked: object) -> Answer:
        question = Question(sort="oldest", **asked)  # type: ignore[arg-type]
        return search(self.client, self.prefix, question, now=NOW, nonce="feedface")

    def stories(self, least: int = 2, size: int = 20, since: str | None = None) -> Stories:
        return stories(self.client, self.prefix, since=since, until=None, least=least, size=size, now=NOW)


@pytest.fixture(scope="module")
def desk(stack_endpoints: Endpoints) -> Iterator[Desk]:
    """The index, made once."""
    prefix = "tstories-"
    with connect(stack_endpoints.elasticsearch) as client:
        delete(client, prefix)
        ensure(client, Settings(index_prefix=prefix))
        yield Desk(client, prefix)
        delete(client, prefix)


def test_a_story_is_told_by_its_first_article_with_its_outlets_and_articles(desk: Desk) -> None:
    (found,) = desk.stories().stories
    assert (found.id, found.title, found.url) == (desk.story, "France offers troops (0)", "https://one.example/0")
    assert (found.outlets, found.articles) == (3, 4)
    assert (found.first_seen[:10], found.last_seen[:10]) == ("2026-03-02", "2026-03-09")
    assert set(found.sites) == {"one.example", "two.example", "three.example"}


def test_stories_of_one_outlet_are_listed_where_they_are_asked_for_the_most_printed_first(desk: Desk) -> None:
    assert [story.outlets for story in desk.stories(least=1).stories] == [3, 1, 1]
    assert [story.outlets for story in desk.stories(least=1, size=2).stories] == [3, 1]
    none = desk.stories(least=4)
    assert (none.stories, none.notes) == ((), ("No story is there yet that was asked for.",))


def test_a_story_that_goes_on_is_counted_whole_and_one_that_ended_before_is_left_out(desk: Desk) -> None:
    (found,) = desk.stories(least=1, since="2026-03-06").stories
    assert (found.articles, found.first_seen[:10]) == (4, "2026-03-02")
    assert desk.stories(since="12h").stories == ()


@pytest.mark.parametrize("asked", [{"size": 0}, {"size": 201}, {"least": -1}])
def test_what_is_out_of_bounds_is_said(desk: Desk, asked: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="write a number from"):
        desk.stories(**asked)  # type: ignore[arg-type]


def test_articles_found_tell_in_how_many_other_outlets_they_are(desk: Desk) -> None:
    found = [(hit.article.title[-2:-1], hit.also_in) for hit in desk.search().hits]
    assert found == [("4", 0), ("0", 2), ("1", 2), ("2", 2), ("5", 0), ("3", 2)]


def test_a_search_can_show_one_article_of_each_story_and_all_of_one(desk: Desk) -> None:
    assert [hit.article.title[-2:-1] for hit in desk.search(fold=True).hits] == ["4", "0", "5"]
    assert [hit.article.title[-2:-1] for hit in desk.search(stories=(desk.story,)).hits] == ["0", "1", "2", "3"]


def test_an_article_is_found_by_its_address_with_either_scheme_and_shows_no_signature(desk: Desk) -> None:
    for url in ("https://four.example/5", "http://four.example/5"):
        document = ask_article(desk.client, desk.prefix, url).document
        assert document["title"] == "Ministers meet (5)"
        assert not {"bands", "signature"} & document.keys()


def test_the_command_lists_stories_for_people_and_for_programs(desk: Desk, stack_config: Config) -> None:
    command = [sys.executable, "-m", "cli", "--data-dir", str(stack_config.data_dir)]
    command += ["--set", f"elasticsearch.index_prefix={desk.prefix}", "stories"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "1. France offers troops (0)\n   3 outlets, 4 articles, first seen 2026-03-02 00:00 UTC\n" in told
    assert desk.story in told
    raw = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=60, check=True).stdout
    assert [story["articles"] for story in json.loads(raw)["stories"]] == [4]
