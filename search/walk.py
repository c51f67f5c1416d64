"""Walks through all results of a question, also beyond the first 10,000, over the index as it was at the beginning.

Elasticsearch keeps that point in time while the walk goes on; one left for longer than KEPT is forgotten.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct
from msgspec.structs import replace

from schemas.errors import ServerError, UsageError
from search import query, run
from search.answer import Answer, ClaimAnswer
from search.client import answering
from search.counts import article_counts, claim_counts, with_counts
from search.indices import alias
from search.mapping import ARTICLES, POSITIONS
from search.moments import span
from search.passages import Markers, markers
from search.question import MOST_CLAIMS, MOST_HITS, Question, check
from search.request import FILL

KEPT = "2m"
"""How long Elasticsearch keeps a point in time after each step."""


class Place(Struct, frozen=True):
    """Where a walk stands: its point in time, the sort values of the last result, and how many have been seen."""

    point: str
    after: tuple[Any, ...] = ()
    seen: int = 0


def articles(
    client: Elasticsearch, prefix: str, question: Question, place: Place | None, *, now: datetime, nonce: str
) -> tuple[Answer, Place | None]:
    """Gives the next articles from a place (None: the first), and the place after them, None where they are the last.

    Raises as `search.run.search` does, and UsageError where the walk is over or cannot be.
    """
    check(question, most=MOST_HITS)
    if question.semantic:
        raise UsageError("--semantic gives the best articles and no walk through all: leave out one of the two")
    asked, around = _asked(question, now, nonce)
    place = place or _begin(client, alias(ARTICLES, prefix))
    found = _step(client, query.articles(asked), place)
    counted = article_counts(lambda body: _ask(client, body, place), asked)
    answer = with_counts(run.article_answer(client, prefix, _at(asked, place), around, found), counted)
    return answer, _next(client, place, found, question)


def claims(
    client: Elasticsearch, prefix: str, question: Question, place: Place | None, *, now: datetime, nonce: str
) -> tuple[ClaimAnswer, Place | None]:
    """Gives the next claims from a place. As `articles`."""
    check(question, most=MOST_CLAIMS)
    asked, around = _asked(question, now, nonce)
    place = place or _begin(client, alias(POSITIONS, prefix))
    found = _step(client, query.positions(asked, around), place)
    counted = claim_counts(lambda body: _ask(client, body, place), asked)
    answer = with_counts(run.claim_answer(client, prefix, _at(asked, place), around, found), counted)
    return answer, _next(client, place, found, question)


def end(client: Elasticsearch, place: Place) -> None:
    """Lets Elasticsearch forget a walk that is given up; one that is forgotten already is none the worse."""
    client.options(ignore_status=404).close_point_in_time(id=place.point)


def _asked(question: Question, now: datetime, nonce: str) -> tuple[query.Asked, Markers]:
    if question.fold or question.size == 0 or question.page != 1:
        raise UsageError("a cursor goes through all results: leave out --fold and --page, and ask for a --size over 0")
    return query.read(question, span(question.since, question.until, now)), markers(nonce)


def _at(asked: query.Asked, place: Place) -> query.Asked:
    """A walk's steps are pages, so that ranks go on."""
    page = place.seen // asked.question.size + 1
    return replace(asked, question=replace(asked.question, page=page))


def _begin(client: Elasticsearch, index: str) -> Place:
    with answering(client):
        try:
            return Place(client.open_point_in_time(index=index, keep_alive=KEPT)["id"])
        except NotFoundError:
            raise ServerError(f"There is no index {index} yet: {FILL}") from None


def _step(client: Elasticsearch, body: query.Body, place: Place) -> Mapping[str, Any]:
    asked = {name: value for name, value in body.items() if name != "from"}
    if place.after:
        asked["search_after"] = list(place.after)
    found = _ask(client, asked, place)
    if found["timed_out"] or found["_shards"]["failed"]:
        # A page may be a part of what there is and say so; a walk that says it saw everything may not.
        raise ServerError(
            "Elasticsearch did not finish in time: ask for fewer at once (--size), or narrow the question."
        )
    return found


def _ask(client: Elasticsearch, body: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    with answering(client):
        try:
            found: Mapping[str, Any] = client.search(body={**body, "pit": {"id": place.point, "keep_alive": KEPT}}).body
        except NotFoundError:
            raise UsageError("this walk was left for too long and is over: begin a new one") from None
    return found


def _next(client: Elasticsearch, place: Place, found: Mapping[str, Any], question: Question) -> Place | None:
    hits = found["hits"]["hits"]
    then = Place(found.get("pit_id", place.point), tuple(hits[-1]["sort"]) if hits else (), place.seen + len(hits))
    if len(hits) == question.size and then.seen < found["hits"]["total"]["value"]:
        return then
    end(client, then)
    return None


def every(step: Any, place: Place | None, client: Elasticsearch) -> Iterator[Any]:
    """Gives all answers of a walk from a place on; `step` takes a place. Ends the walk when it is given up."""
    try:
        while place is not None:
            answer, place = step(place)
            yield answer
    finally:
        if place is not None:
            end(client, place)
