"""An index that holds the corpus, made once; and a corner of the server for tests that write."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from elasticsearch import Elasticsearch

from config.servers import Elasticsearch as Settings
from schemas.endpoints import Endpoints
from schemas.enriched import EnrichedArticle
from schemas.ids import story_id
from search.answer import Answer, ClaimAnswer
from search.client import connect
from search.documents import article_document, position_documents
from search.indices import ensure
from search.question import Question
from search.run import positions, search
from tests.search.corpus import AFFAIRS, corpus

NOW = datetime(2025, 4, 1, tzinfo=UTC)


class Library:
    """An index with the corpus in it, and how to ask it."""

    def __init__(
        self, client: Elasticsearch, prefix: str, articles: Mapping[str, EnrichedArticle] | None = None
    ) -> None:
        self.client = client
        self.prefix = prefix
        self.names = {article.article.article_id: name for name, article in (articles or corpus()).items()}

    def search(self, text: str = "", **asked: Any) -> Answer:
        """Gives the answer to a question about articles."""
        question = Question(text=text, **asked)
        return search(self.client, self.prefix, question, now=NOW, nonce="feedfacecafebeef")

    def positions(self, text: str = "", **asked: Any) -> ClaimAnswer:
        """Gives the answer to a question about claims."""
        question = Question(text=text, **asked)
        return positions(self.client, self.prefix, question, now=NOW, nonce="feedfacecafebeef")

    def found(self, text: str = "", **asked: Any) -> set[str]:
        """Gives the names of the articles that are found."""
        return {self.names[hit.article.article_id] for hit in self.search(text, size=100, **asked).hits}


def put(
    client: Elasticsearch, prefix: str, articles: Iterable[EnrichedArticle], stories: Mapping[str, str] | None = None
) -> None:
    """Indexes articles and their claims, so that they can be found at once; `stories` are those of some by their ids.

    Others begin a story each.
    """
    operations: list[dict[str, object]] = []
    for article in articles:
        version = {"version": article.article.version, "version_type": "external_gte"}
        operations += (
            {"index": {"_index": f"{prefix}articles", "_id": article.article.article_id, **version}},
            article_document(article, story=(stories or {}).get(article.article.article_id)),
        )
        for key, document in position_documents(article).items():
            operations += ({"index": {"_index": f"{prefix}positions", "_id": key, **version}}, document)
    answer = client.bulk(operations=operations, refresh=True)
    assert not answer["errors"], [item for item in answer["items"] if item["index"]["status"] >= 300]


def delete(client: Elasticsearch, prefix: str) -> None:
    """Takes away every index and template of a prefix."""
    for index in client.indices.get(index=f"{prefix}*"):
        client.indices.delete(index=index)
    for kind in ("articles", "positions"):
        client.options(ignore_status=404).indices.delete_index_template(name=f"pledgewire-{prefix}{kind}")


@pytest.fixture(scope="session")
def library(stack_endpoints: Endpoints) -> Iterator[Library]:
    """The corpus, indexed once for all tests that only read."""
    prefix = f"t{uuid.uuid4().hex[:10]}-"
    with connect(stack_endpoints.elasticsearch) as client:
        ensure(client, Settings(index_prefix=prefix))
        put(client, prefix, corpus().values())
        yield Library(client, prefix)
        delete(client, prefix)


@pytest.fixture(scope="session")
def affairs(stack_endpoints: Endpoints) -> Iterator[Library]:
    """The articles of affairs.yaml, in which parties change their minds and one text stands in two outlets."""
    prefix = f"t{uuid.uuid4().hex[:10]}-"
    articles = corpus(AFFAIRS)
    first, copy = (articles[name].article for name in ("macron-offers", "macron-offers-copied"))
    assert first.published is not None
    with connect(stack_endpoints.elasticsearch) as client:
        ensure(client, Settings(index_prefix=prefix))
        put(client, prefix, articles.values(), {copy.article_id: story_id(first.article_id, first.published)})
        yield Library(client, prefix, articles)
        delete(client, prefix)


@pytest.fixture
def corner(endpoints: Endpoints) -> Iterator[tuple[Elasticsearch, Settings]]:
    """A client, and settings with a prefix that is this test's alone."""
    settings = Settings(index_prefix=endpoints.elasticsearch.index_prefix)
    with connect(endpoints.elasticsearch) as client:
        yield client, settings
        delete(client, settings.index_prefix)


@pytest.fixture
def nowhere(stack_endpoints: Endpoints) -> Endpoints:
    """Servers at an address where nothing listens."""
    gone = msgspec.structs.replace(stack_endpoints.elasticsearch, urls=("http://127.0.0.1:9",))
    return msgspec.structs.replace(stack_endpoints, elasticsearch=gone)
