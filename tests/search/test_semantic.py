"""Search by meaning: words and vectors fused, filters held, vectors given and lost. The model is a table of topics."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from msgspec.structs import replace

from config.servers import Elasticsearch as Settings
from pipeline.embed import embed
from schemas.errors import UsageError
from schemas.progress import Silent
from search import semantic, walk
from search.answer import Answer
from search.embedding import DIMENSIONS
from search.indices import ensure
from search.question import Question
from search.run import article
from tests.search.conftest import NOW, put
from tests.search.corpus import AFFAIRS, corpus

pytestmark = pytest.mark.servers

TOPICS = {"peacekeepers": 0, "blue helmets": 0, "weapons": 1, "armament": 1, "membership": 2, "гарантії": 3}


class Table:
    """An embedder that knows six words; everything else is one more topic."""

    def __init__(self, model: str = "table@1") -> None:
        self.model = model

    def query(self, text: str) -> list[float]:
        """Gives the vector of a text."""
        vector = [0.0] * DIMENSIONS
        for word, place in TOPICS.items():
            vector[place] += text.lower().count(word)
        vector[-1] = 0.1
        length = math.sqrt(sum(one * one for one in vector))
        return [one / length for one in vector]

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Gives the vectors of texts."""
        return [self.query(text) for text in texts]


@dataclass
class Shelf:
    """The corpus with its vectors, and how to ask it."""

    client: Elasticsearch
    prefix: str
    names: dict[str, str]

    def search(self, text: str, **asked: Any) -> Answer:
        """Gives the answer to a question."""
        question = Question(text=text, semantic=True, **asked)
        return semantic.search(self.client, self.prefix, question, Table(), now=NOW, nonce="feedfacecafebeef")

    def found(self, text: str, **asked: Any) -> list[str]:
        """Gives the names of the articles found, the best first."""
        return [self.names[hit.article.article_id] for hit in self.search(text, **asked).hits]

    def embed(self, model: str = "table@1") -> int:
        """Gives vectors, and makes what was written findable."""
        done = embed(self.client, self.prefix, Table(model), Silent())
        self.client.indices.refresh(index=f"{self.prefix}articles")
        return done


@pytest.fixture
def bare(corner: tuple[Elasticsearch, Settings]) -> Shelf:
    """The corpus without vectors."""
    client, settings = corner
    ensure(client, settings)
    put(client, settings.index_prefix, corpus().values())
    return Shelf(client, settings.index_prefix, {each.article.article_id: name for name, each in corpus().items()})


@pytest.fixture
def shelf(bare: Shelf) -> Shelf:
    """The corpus with vectors."""
    assert bare.embed() == 6
    return bare


def test_an_article_is_found_that_has_none_of_the_words(shelf: Shelf) -> None:
    assert shelf.found("blue helmets")[0] == "peacekeepers-without-a-claim"
    assert shelf.found("гарантії безпеки")[0] == "in-ukrainian"


def test_what_words_and_meaning_both_find_comes_first(shelf: Shelf) -> None:
    assert shelf.found("armament offered")[0] == "starmer-offers-arms"


def test_filters_hold_and_a_word_that_must_not_be_there_is_not(shelf: Shelf) -> None:
    assert shelf.found("blue helmets", languages=("uk",)) == ["in-ukrainian"]
    assert "peacekeepers-without-a-claim" not in shelf.found("blue helmets -memorandum")
    assert shelf.found("troops", stances=("rejects",)) == ["macron-offers-troops"]


def test_pages_follow_each_other_and_count_what_was_ranked(shelf: Shelf) -> None:
    whole = shelf.found("weapons")
    answer = shelf.search("weapons", size=2, page=2, facets=True, timeline=True)
    assert [shelf.names[hit.article.article_id] for hit in answer.hits] == whole[2:4]
    assert answer.total == len(whole) == 6
    assert answer.facets is not None
    assert {count.value: count.count for count in answer.facets["sites"]}["news.example"] == 3
    assert answer.timeline is not None
    assert sum(bucket.count for bucket in answer.timeline.buckets) == 6


def test_of_a_story_the_best_article_is_shown(corner: tuple[Elasticsearch, Settings]) -> None:
    client, settings = corner
    ensure(client, settings)
    articles = corpus(AFFAIRS)
    ids = {name: each.article.article_id for name, each in articles.items()}
    put(
        client,
        settings.index_prefix,
        articles.values(),
        {ids["macron-offers"]: "one", ids["macron-offers-copied"]: "one"},
    )
    shelf = Shelf(client, settings.index_prefix, {identity: name for name, identity in ids.items()})
    shelf.embed()
    both = {"macron-offers", "macron-offers-copied"}
    assert both <= set(shelf.found("Macron", size=100))
    folded = shelf.found("Macron", size=100, fold=True)
    assert len(both & set(folded)) == 1
    assert len(folded) == len(set(shelf.found("Macron", size=100))) - 1


def test_without_vectors_words_alone_are_asked_and_a_note_says_so(bare: Shelf) -> None:
    answer = bare.search("peacekeepers")
    assert [bare.names[hit.article.article_id] for hit in answer.hits] == ["peacekeepers-without-a-claim"]
    assert semantic.NOT_EMBEDDED in answer.notes


def test_vectors_are_given_once_and_anew_for_another_model_or_another_text(shelf: Shelf) -> None:
    assert shelf.embed() == 0
    (changed,) = [each for each in corpus().values() if each.article.language == "uk"]
    put(shelf.client, shelf.prefix, [replace(changed, article=replace(changed.article, version=3))])
    assert shelf.embed() == 1
    assert shelf.embed("table@2") == 6


def test_a_vector_is_kept_where_another_field_changes_and_shown_to_nobody(shelf: Shelf) -> None:
    identity = next(iter(shelf.names))
    shelf.client.update(index=f"{shelf.prefix}articles", id=identity, doc={"story_id": "another"}, refresh=True)
    assert shelf.embed() == 0
    assert not {"vector", "embedded"} & set(article(shelf.client, shelf.prefix, identity).document)


def test_who_changed_the_document_meanwhile_is_not_undone(bare: Shelf) -> None:
    class Slow(Table):
        def passages(self, texts: Sequence[str]) -> list[list[float]]:
            for identity in bare.names:
                bare.client.update(index=f"{bare.prefix}articles", id=identity, doc={"section": f"S{len(texts)}"})
            return super().passages(texts)

    assert embed(bare.client, bare.prefix, Slow(), Silent()) == 0
    assert bare.embed() == 6


@pytest.mark.parametrize("asked", [{"text": ""}, {"text": "troops", "sort": "newest"}])
def test_a_question_that_cannot_be_ranked_by_meaning_is_answered_with_why(bare: Shelf, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="--semantic ranks by meaning"):
        bare.search(**asked)


def test_no_walk_goes_by_meaning(bare: Shelf) -> None:
    now = datetime.fromisoformat("2025-04-01T00:00:00Z")
    with pytest.raises(UsageError, match="no walk"):
        walk.articles(bare.client, bare.prefix, Question(text="a", semantic=True), None, now=now, nonce="n")
