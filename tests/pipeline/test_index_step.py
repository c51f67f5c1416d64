"""Indexing into a real Elasticsearch: versions, refusals, and others who write at the same time."""

import asyncio
from typing import Any

import msgspec
import pytest

from pipeline.index_step import index
from schemas.endpoints import Endpoints
from schemas.enriched import EnrichedArticle
from search.client import connect
from tests.pipeline.indexing import Seen, delivery_of, index_all, writer_for
from tests.pipeline.test_index_plan import enriched

pytestmark = pytest.mark.servers


def test_versions_out_of_order_end_with_the_newest_and_its_claims(corner: Endpoints) -> None:
    one, two, three = enriched(1, "a", "b"), enriched(2, "b", "c"), enriched(3, "c", "d")
    failures = index_all(
        corner, [delivery_of(two)], [delivery_of(one)], [delivery_of(three), delivery_of(two)], [delivery_of(one)]
    )
    assert failures == [[], [], [], []]
    (found,) = Seen(corner).all("articles")
    assert found["version_id"] == three.article.version_id
    assert found["versions"] == [each.article.version_id for each in (one, two, three)]
    assert Seen(corner).holders == {"c", "d"}


def test_a_claim_that_is_dropped_vanishes(corner: Endpoints) -> None:
    index_all(corner, [delivery_of(enriched(1, "a", "b"))], [delivery_of(enriched(2, "b"))])
    assert Seen(corner).holders == {"b"}
    (found,) = Seen(corner).all("articles")
    assert len(found["position_ids"]) == 1


def test_messages_that_are_none_fail_with_a_reason_and_the_others_go_in(corner: Endpoints) -> None:
    good = enriched(1, "a")
    ((null, broken, empty),) = index_all(
        corner, [delivery_of(None), delivery_of(b"{", 1), delivery_of(good, 2), delivery_of(b"{}", 3)]
    )
    assert [failure.reason for _, failure in (null, broken)] == [
        "the message has no value (null)",
        "the message is not JSON: Input data was truncated",
    ]
    assert "does not fit EnrichedArticle's schema" in empty[1].reason
    assert len(Seen(corner).all("articles")) == 1


def _month_13(version: int, *holders: str) -> EnrichedArticle:
    """Fits the schema's pattern, and no calendar: Elasticsearch refuses the document with a 400."""
    good = enriched(version, *holders)
    return msgspec.structs.replace(
        good, article=msgspec.structs.replace(good.article, published="2025-13-01T00:00:00Z")
    )


def test_what_the_mapping_refuses_fails_with_the_servers_reason_and_leaves_no_claims(corner: Endpoints) -> None:
    ((failed,),) = index_all(corner, [delivery_of(_month_13(1, "a"), 7)])
    assert failed[0].offset == 7
    assert "Elasticsearch refuses the positions document" in failed[1].reason
    assert "2025-13-01T00:00:00Z" in failed[1].reason
    assert Seen(corner).all("articles") == []
    assert Seen(corner).holders == set()


def test_a_refused_version_fails_alone_and_the_one_before_it_is_kept(corner: Endpoints) -> None:
    ((failed,),) = index_all(corner, [delivery_of(enriched(1, "a"), 1), delivery_of(_month_13(2, "b"), 2)])
    assert failed[0].offset == 2
    (found,) = Seen(corner).all("articles")
    assert found["version_id"] == enriched(1).article.version_id
    assert Seen(corner).holders == {"a"}


def test_indices_that_are_gone_are_made_again_and_never_by_accident(corner: Endpoints) -> None:
    with connect(corner.elasticsearch) as client:
        name = f"{corner.elasticsearch.index_prefix}positions"
        client.indices.delete(index=next(iter(client.indices.get(index=name))))
    assert index_all(corner, [delivery_of(enriched(1, "a"))]) == [[]]
    assert Seen(corner).holders == {"a"}
    with connect(corner.elasticsearch) as client:
        assert client.indices.exists_alias(name=name)


def test_an_article_that_another_worker_just_renewed_is_planned_anew(corner: Endpoints) -> None:
    async def run() -> None:
        async with writer_for(corner) as writer, writer_for(corner) as other:
            known = writer.known

            async def known_then_overtaken(articles: list[str], *, whole: bool = False) -> Any:
                found = await known(articles, whole=whole)
                if not whole:
                    writer.known = known  # type: ignore[method-assign]
                    await index([delivery_of(enriched(3, "c"))], other)
                return found

            writer.known = known_then_overtaken  # type: ignore[method-assign, assignment]
            assert await index([delivery_of(enriched(2, "b"))], writer) == []

    asyncio.run(run())
    (found,) = Seen(corner).all("articles")
    assert found["version_id"] == enriched(3).article.version_id
    assert set(found["versions"]) == {enriched(each).article.version_id for each in (2, 3)}
    assert Seen(corner).holders == {"c"}
