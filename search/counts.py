"""What is counted beside the results: facets, and how many there are over time."""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from search import facets, query, timeline
from search.answer import Answer, ClaimAnswer, Facets, Timeline
from search.request import Ask, cut_short

One = TypeVar("One", Answer, ClaimAnswer)


class Counts(Struct, frozen=True, kw_only=True):
    """The counts that were wanted; None is what was not. `notes` say where they are not whole."""

    facets: Facets | None = None
    timeline: Timeline | None = None
    notes: tuple[str, ...] = ()


def article_counts(ask: Ask, asked: query.Asked, matching: query.Body | None = None) -> Counts:
    """Gives the counts of the articles that answer a question; `ask` asks their index. Raises as it does.

    `matching` is the query that they match, where it is not the question's own.
    """
    body = query.article_counts(asked)
    return _counts(ask, asked, body if matching is None else {**body, "query": matching})


def claim_counts(ask: Ask, asked: query.Asked) -> Counts:
    """Gives the counts of the claims that answer a question. As `article_counts`."""
    return _counts(ask, asked, query.position_counts(asked))


def with_counts(answer: One, counted: Counts) -> One:
    """Gives the answer with the counts; a note that both have comes once."""
    notes = tuple(dict.fromkeys((*counted.notes, *answer.notes)))
    return replace(answer, facets=counted.facets, timeline=counted.timeline, notes=notes)


def _counts(ask: Ask, asked: query.Asked, body: query.Body) -> Counts:
    if not body["aggs"]:
        return Counts()
    found = ask(body)
    question, aggregations = asked.question, found["aggregations"]
    return Counts(
        facets=facets.read(aggregations) if question.facets else None,
        timeline=_timeline(ask, body["query"], aggregations) if question.timeline else None,
        notes=cut_short(found),
    )


def _timeline(ask: Ask, asked: query.Body, aggregations: Mapping[str, Any]) -> Timeline:
    histogram = timeline.histogram(aggregations)
    if histogram is None:
        return Timeline("day", ())
    return timeline.read(histogram, ask(query.over_time(asked, histogram))["aggregations"]["timeline"])
