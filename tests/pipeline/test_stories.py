"""Copies of one text become one story in a real Elasticsearch, whoever indexes them and in whatever order."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from pipeline.index_step import index
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from pipeline.story_look import StoryLook
from schemas.article import CleanedArticle, make_cleaned
from schemas.endpoints import Endpoints
from schemas.enriched import EnrichedArticle
from schemas.ids import story_id
from schemas.tags import Tags
from search.client import connect
from tests.pipeline.articles import article
from tests.pipeline.indexing import Seen, delivery_of, index_all, writer_for

pytestmark = pytest.mark.servers

WINDOW = timedelta(hours=72)
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
WIRE = article(1).text


def published(outlet: str, hours: float = 0, text: str = WIRE, version: int = 1) -> CleanedArticle:
    """Gives an outlet's article, published so many hours after Monday morning."""
    when = (MONDAY + timedelta(hours=hours)).isoformat()
    return make_cleaned(
        url=f"https://{outlet}.example/talks",
        title=f"Talks, says {outlet}",
        text=text,
        language="en",
        fetched_at=when,
        version=version,
        published=when,
        site=f"{outlet}.example",
    )


def own(one: CleanedArticle) -> str:
    """Gives the id of the story that an article begins."""
    assert one.published is not None
    return story_id(one.article_id, one.published)


async def settle(corner: Endpoints, *articles: CleanedArticle) -> None:
    """Looks at the stories of the articles, as the agent does after it indexed them."""
    async with writer_for(corner) as made:
        look = StoryLook(made._client, corner.elasticsearch.index_prefix, Patience(Pulse()), WINDOW)
        await look.settle([each.article_id for each in articles])


def take(corner: Endpoints, *articles: CleanedArticle, look: bool = True) -> None:
    """Indexes a batch and looks at its stories."""
    ((),) = index_all(corner, [delivery_of(EnrichedArticle(article=each, tags=Tags())) for each in articles])
    if look:
        asyncio.run(settle(corner, *articles))


def stories(corner: Endpoints) -> dict[str, str]:
    """Gives the story of each outlet's article."""
    return {each["site"].split(".")[0]: each["story_id"] for each in Seen(corner).all("articles")}


def states(corner: Endpoints) -> list[tuple[str, int, int]]:
    """Gives each document's id, version and sequence number, which changes with every write."""
    name = f"{corner.elasticsearch.index_prefix}articles"
    with connect(corner.elasticsearch) as client:
        client.indices.refresh(index=name)
        hits = client.search(index=name, size=100, seq_no_primary_term=True, version=True)["hits"]["hits"]
    return sorted((hit["_id"], hit["_version"], hit["_seq_no"]) for hit in hits)


@pytest.mark.parametrize("order", list(permutations("abc")), ids="".join)
def test_copies_that_come_one_after_the_other_are_the_story_of_the_earliest(
    corner: Endpoints, order: tuple[str, ...]
) -> None:
    outlets = {"a": published("a", 5), "b": published("b", 1), "c": published("c", 9)}
    for name in order:
        take(corner, outlets[name])
    assert stories(corner) == dict.fromkeys("abc", own(outlets["b"]))


def test_copies_in_one_batch_are_one_story_and_others_are_not(corner: Endpoints) -> None:
    copies = [published("a", 2), published("b", 1, WIRE + "\n\nOur own correspondent adds a line to it.")]
    strangers = [published("c", text=article(2).text), published("d", 100)]
    take(corner, *copies, *strangers)
    assert stories(corner) == {
        **dict.fromkeys("ab", own(copies[1])),
        "c": own(strangers[0]),
        "d": own(strangers[1]),
    }


def test_copies_that_two_workers_index_at_the_same_moment_are_one_story(corner: Endpoints) -> None:
    one, other = published("a", 1), published("b", 2)
    take(corner, one, look=False)
    take(corner, other, look=False)

    async def both() -> None:
        await asyncio.gather(settle(corner, one), settle(corner, other))

    asyncio.run(both())
    assert set(stories(corner).values()) == {own(one)}


def test_many_workers_that_index_and_look_at_once_end_with_one_story_for_each_text(corner: Endpoints) -> None:
    chance = random.Random(11)
    texts = [article(number).text for number in range(20, 25)]
    outlets = {
        f"o{text}x{number}": published(f"o{text}x{number}", chance.uniform(0, 60), texts[text])
        for text in range(len(texts))
        for number in range(8)
    }
    coming = list(outlets.values())
    chance.shuffle(coming)

    async def worker(share: list[CleanedArticle]) -> None:
        async with writer_for(corner) as writer:
            look = StoryLook(writer._client, corner.elasticsearch.index_prefix, Patience(Pulse()), WINDOW)
            for start in range(0, len(share), 4):
                batch = share[start : start + 4]
                await index([delivery_of(EnrichedArticle(article=each, tags=Tags())) for each in batch], writer)
                await look.settle([each.article_id for each in batch])

    async def all_at_once() -> None:
        await asyncio.gather(*(worker(coming[number::4]) for number in range(4)))

    asyncio.run(all_at_once())
    found = stories(corner)
    assert len(found) == 40
    for text in range(len(texts)):
        names = [name for name in outlets if name.startswith(f"o{text}x")]
        assert {found[name] for name in names} == {min(own(outlets[name]) for name in names)}


def test_a_late_article_like_two_stories_makes_them_one_with_all_their_articles(corner: Endpoints) -> None:
    half = len(WIRE) // 2
    early = [published(name, hours, WIRE[:half]) for name, hours in (("a", 1), ("b", 2))]
    late = [published(name, hours, WIRE[half:]) for name, hours in (("c", 3), ("d", 4))]
    take(corner, *early, *late)
    assert stories(corner) == {**dict.fromkeys("ab", own(early[0])), **dict.fromkeys("cd", own(late[0]))}
    take(corner, published("e", 5))
    assert set(stories(corner).values()) == {own(early[0])}


def test_a_repetition_changes_nothing(corner: Endpoints) -> None:
    articles = [published("a", 2), published("b", 1), published("c", 3, article(2).text)]
    take(corner, *articles)
    before, versions = stories(corner), [state[:2] for state in states(corner)]
    take(corner, *articles)
    take(corner, *reversed(articles))
    assert stories(corner) == before
    assert [state[:2] for state in states(corner)] == versions


def test_a_look_that_finds_nothing_to_join_writes_nothing(corner: Endpoints) -> None:
    articles = [published("a", 2), published("b", 1), published("c", 3, article(2).text)]
    take(corner, *articles)
    before = states(corner)
    asyncio.run(settle(corner, *articles))
    assert states(corner) == before


def test_a_worker_that_died_before_its_look_leaves_it_to_the_repetition(corner: Endpoints) -> None:
    one, other = published("a", 1), published("b", 2)
    take(corner, one)
    take(corner, other, look=False)
    assert len(set(stories(corner).values())) == 2
    take(corner, other)
    assert set(stories(corner).values()) == {own(one)}


def test_a_new_version_keeps_the_story_and_is_taken_after_the_story_was_joined(corner: Endpoints) -> None:
    one, other = published("a", 1), published("b", 2)
    take(corner, one, other)
    # Joining raised the external version of b's document to 2, which is that of the next version too.
    for version in (2, 3):
        newer = published("b", 2, f"{article(3).text} Corrected {version} times.", version=version)
        take(corner, newer)
        (found,) = (each for each in Seen(corner).all("articles") if each["article_id"] == newer.article_id)
        assert (found["version_id"], found["version"]) == (newer.version_id, version)
        assert found["story_id"] == own(one)
    older = published("b", 2, "Ministers spoke of guarantees before the talks began in Geneva.", version=1)
    take(corner, older)
    (found,) = (each for each in Seen(corner).all("articles") if each["article_id"] == older.article_id)
    assert (found["version_id"], found["story_id"]) == (newer.version_id, own(one))
    assert older.version_id in found["versions"]


def test_new_tags_that_arrive_while_a_story_is_joined_are_kept_and_so_is_the_story(corner: Endpoints) -> None:
    one, other = published("a", 1), published("b", 2)
    take(corner, one, other, look=False)

    async def run() -> None:
        async with writer_for(corner) as writer:
            read = writer.known

            async def then_somebody_joins(*given: Any, **named: Any) -> Any:
                stored = await read(*given, **named)
                writer.known = read  # type: ignore[method-assign]
                await settle(corner, one, other)
                return stored

            writer.known = then_somebody_joins  # type: ignore[method-assign]
            retagged = EnrichedArticle(article=other, tags=Tags(tagger_version="9"))
            assert await index([delivery_of(retagged)], writer) == []

    asyncio.run(run())
    (found,) = (each for each in Seen(corner).all("articles") if each["article_id"] == other.article_id)
    assert (found["tagger_version"], found["story_id"]) == ("9", own(one))


def test_an_index_that_is_gone_and_articles_that_are_not_there_are_no_reason_to_wait(corner: Endpoints) -> None:
    asyncio.run(settle(corner, published("nobody")))
    with connect(corner.elasticsearch) as client:
        name = f"{corner.elasticsearch.index_prefix}articles"
        client.indices.delete(index=next(iter(client.indices.get(index=name))))
    asyncio.run(settle(corner, published("a")))


def test_an_article_too_short_to_be_known_again_has_a_story_of_its_own(corner: Endpoints) -> None:
    short = "Ministers spoke of guarantees before the talks began in Geneva."
    one, other = published("a", 1, short), published("b", 2, short)
    take(corner, one, other)
    assert stories(corner) == {"a": own(one), "b": own(other)}
    assert all("bands" not in each for each in Seen(corner).all("articles"))
