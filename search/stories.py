"""Stories: articles whose texts are copies of each other, counted by outlet, the most widely printed first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch
from msgspec import Struct
from msgspec.structs import replace

from schemas.errors import UsageError
from search.filters import when
from search.indices import alias
from search.mapping import ARTICLES
from search.moments import span
from search.request import ask

MOST = 200
LOOKED_AT = 1_000
"""Stories with the most articles, among which those in the most outlets are found."""
SITES = 20
_OUTLETS = {"outlets": {"cardinality": {"field": "site", "precision_threshold": 1_000}}}


class Spread(Struct, frozen=True):
    """How many articles a story has, in how many outlets (sites; articles from files have none), and since when."""

    articles: int
    outlets: int
    first_seen: str


class Story(Struct, frozen=True, kw_only=True):
    """A story: `title` and `url` are those of its first article. Times are ISO 8601 in UTC."""

    id: str
    title: str
    url: str
    first_seen: str
    last_seen: str
    articles: int
    outlets: int
    sites: tuple[str, ...]


class Stories(Struct, frozen=True, kw_only=True):
    """The stories asked for. `notes` are sentences for the person."""

    stories: tuple[Story, ...]
    notes: tuple[str, ...] = ()


def stories(
    client: Elasticsearch,
    prefix: str,
    *,
    since: str | None,
    until: str | None,
    least: int,
    size: int,
    now: datetime,
) -> Stories:
    """Gives the stories with an article in that time, counted with all their articles, in at least so many outlets.

    Raises UsageError for a question that is not answered, ServerError where the server fails or holds no index.
    """
    if not 1 <= size <= MOST:
        raise UsageError(f"--size {size}: write a number from 1 to {MOST}")
    if least < 0:
        raise UsageError(f"--outlets {least}: write a number from 0 on")
    index = alias(ARTICLES, prefix)
    ids = {"terms": {"field": "story_id", "size": LOOKED_AT, "min_doc_count": max(1, min(least, 2))}}
    query = {"bool": {"filter": when(span(since, until, now))}}
    active = [bucket["key"] for bucket in _buckets(client, index, query, ids)]
    wanted = most_printed(client, prefix, active, lambda story: story.outlets >= least, size)
    return Stories(stories=wanted, notes=() if wanted else ("No story is there yet that was asked for.",))


def most_printed(
    client: Elasticsearch, prefix: str, ids: Sequence[str], wanted: Callable[[Story], bool], most: int
) -> tuple[Story, ...]:
    """Gives those of the stories (LOOKED_AT at most) that are wanted, all their articles counted, the widest first.

    `wanted` sees no titles yet: only those that are given have theirs read. Raises ServerError.
    """
    if not ids:
        return ()
    details = {
        "terms": {"field": "story_id", "size": LOOKED_AT},
        "aggs": {
            **_OUTLETS,
            "sites": {"terms": {"field": "site", "size": SITES}},
            "first": {"min": {"field": "when"}},
            "last": {"max": {"field": "when"}},
        },
    }
    found = [_story(bucket) for bucket in _buckets(client, alias(ARTICLES, prefix), _of(ids), details)]
    found.sort(key=lambda story: (-story.outlets, -story.articles, story.id))
    kept = [story for story in found if wanted(story)][:most]
    titles = _titles(client, alias(ARTICLES, prefix), [story.id for story in kept])
    return tuple(replace(story, **titles.get(story.id, {})) for story in kept)


def spread(client: Elasticsearch, prefix: str, ids: Sequence[str]) -> dict[str, Spread]:
    """Gives how widely each of those stories was printed. Raises ServerError."""
    if not ids:
        return {}
    asked = {
        "terms": {"field": "story_id", "size": len(ids)},
        "aggs": {**_OUTLETS, "first": {"min": {"field": "when"}}},
    }
    buckets = _buckets(client, alias(ARTICLES, prefix), _of(ids), asked)
    return {
        bucket["key"]: Spread(bucket["doc_count"], bucket["outlets"]["value"], bucket["first"]["value_as_string"])
        for bucket in buckets
    }


def _of(ids: Sequence[str]) -> dict[str, Any]:
    return {"bool": {"filter": [{"terms": {"story_id": list(ids)}}]}}


def _titles(client: Elasticsearch, index: str, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Gives title and address of each story's first article."""
    if not ids:
        return {}
    body = {
        "query": _of(ids),
        "size": len(ids),
        "collapse": {"field": "story_id"},
        "sort": [{"when": "asc"}, {"article_id": "asc"}],
        "_source": ["title", "url", "story_id"],
    }
    sources = [hit["_source"] for hit in ask(client, index, body)["hits"]["hits"]]
    return {source["story_id"]: {"title": source["title"], "url": source["url"]} for source in sources}


def _buckets(
    client: Elasticsearch, index: str, query: Mapping[str, Any], asked: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    answer = ask(client, index, {"query": query, "size": 0, "aggs": {"stories": asked}})
    return list(answer["aggregations"]["stories"]["buckets"])


def _story(bucket: Mapping[str, Any]) -> Story:
    return Story(
        id=bucket["key"],
        title="",
        url="",
        first_seen=bucket["first"]["value_as_string"],
        last_seen=bucket["last"]["value_as_string"],
        articles=bucket["doc_count"],
        outlets=bucket["outlets"]["value"],
        sites=tuple(site["key"] for site in bucket["sites"]["buckets"]),
    )
