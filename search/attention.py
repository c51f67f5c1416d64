"""Attention over time: how many articles, or stories, there are in each day, week or month, also apart by one side."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from elasticsearch import Elasticsearch
from msgspec import Struct
from msgspec.structs import replace

from schemas.errors import UsageError
from schemas.printable import one_line
from search import query, timeline
from search.filters import claim_filters
from search.indices import alias
from search.mapping import ARTICLES, POSITIONS
from search.moments import span
from search.parameters import What
from search.question import Question, check
from search.request import EMPTY, ask, cut_short
from search.widen import article_notes, position_notes

By = Literal["hour", "day", "week", "month", "quarter", "year"]
Split = Literal["stance", "type", "actor", "beneficiary", "site", "language"]
Counted = Literal["articles", "stories", "claims"]
COUNTED: tuple[Counted, ...] = get_args(Counted)
LINES = 6
"""Values that are told apart, the most frequent ones."""
MOST = 400
"""Buckets of a timeline."""
_SHORTEST = {"hour": 1 / 24, "day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}
_FLAT = {"type": "types", "actor": "actors", "site": "site", "language": "language"}
_OF_CLAIMS = {"stance": "stance", "beneficiary": "beneficiary", "type": "types", "actor": "parties"}

Body = dict[str, Any]


class Line(Struct, frozen=True):
    """The counts of one value, a count for each start, and how many there are in all."""

    value: str
    total: int
    counts: tuple[int, ...]


class Attention(Struct, frozen=True, kw_only=True):
    """Counts over time in UTC. `counts` are of all that answers the question; `lines` are apart and may overlap.

    `counted` says what: an article counts once, a story once in every bucket in which an article of it lies, a claim
    with each article that has it.
    """

    counted: Counted
    interval: str
    total: int = 0
    starts: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    split: str | None = None
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


def attention(
    client: Elasticsearch,
    prefix: str,
    question: Question,
    *,
    of: What = "articles",
    by: By | None = None,
    split: Split | None = None,
    now: datetime,
) -> Attention:
    """Gives the counts of the articles that answer a question, of stories where it folds them; or `of` the claims.

    `by` follows from the time between the first and the last where it is None. Raises UsageError for a question that is
    not answered, ServerError where the server fails or holds no index.
    """
    for option, value, known in (("--by", by, get_args(By)), ("--split", split, get_args(Split))):
        if value is not None and value not in known:
            raise UsageError(f"{option} {one_line(value, longest=40)}: write one of {', '.join(known)}")
    check(question, most=question.size)
    asked = query.read(question, span(question.since, question.until, now))
    index = alias(POSITIONS if of == "claims" else ARTICLES, prefix)
    found = ask(client, index, overview(asked, split, of))
    first, last = (found["aggregations"][name]["value"] for name in ("first", "last"))
    counted: Counted = "claims" if of == "claims" else "stories" if question.fold else "articles"
    if first is None:
        why = position_notes if of == "claims" else article_notes
        notes = why(lambda body: ask(client, index, body), asked, 0, EMPTY)
        return Attention(counted=counted, interval=by or "day", split=split, notes=(*cut_short(found), *notes))
    length = timedelta(milliseconds=last - first)
    interval = by or timeline.interval(length)
    if by and not fits(by, length):
        raise UsageError(f"--by {by} would make more than {MOST} lines: choose a longer one, or give --since")
    values = read_values(found["aggregations"])
    body = over_time(asked, interval, split, tuple(values), of=of, least=1 if length > timeline.YEARS else 0)
    answer = read(ask(client, index, body)["aggregations"], values)
    return replace(
        answer,
        counted=counted,
        interval=interval,
        total=_number(found["aggregations"]["all"]),
        split=split,
        notes=cut_short(found),
    )


def fits(by: By, length: timedelta) -> bool:
    """Tells whether that much time has no more buckets than a timeline may have."""
    return length / timedelta(days=_SHORTEST[by]) <= MOST


def overview(asked: query.Asked, split: Split | None, of: What = "articles") -> Body:
    """Gives the request for the first and last moment, the number of all, and the values that are told apart."""
    aggs = {**timeline.RANGE, "all": {"filter": {"match_all": {}}, "aggs": _told(asked, of)}}
    if split:
        aggs["apart"] = _apart(asked, split, of, {"size": LINES})
    return {"query": _query(asked, of), "size": 0, "timeout": query.TIMEOUT, "aggs": aggs}


def over_time(
    asked: query.Asked,
    interval: str,
    split: Split | None,
    values: tuple[str, ...],
    *,
    least: int,
    of: What = "articles",
) -> Body:
    """Gives the request for the counts; `least` articles make a bucket."""
    aggs = _told(asked, of)
    if split and values:
        aggs["apart"] = _apart(asked, split, of, {"size": LINES, "include": list(values)})
    histogram = {"field": "when", "calendar_interval": interval, "min_doc_count": least}
    return query.over_time(_query(asked, of), {"date_histogram": histogram, "aggs": aggs})


def read_values(aggregations: Mapping[str, Any]) -> dict[str, int]:
    """Gives the values that are told apart with how many have each, the most frequent first."""
    return {bucket["key"]: _number(bucket) for bucket in _buckets(aggregations)}


def read(aggregations: Mapping[str, Any], values: Mapping[str, int]) -> Attention:
    """Gives the counts in the answer to `over_time`."""
    buckets = aggregations["timeline"]["buckets"]
    apart = [{one["key"]: _number(one) for one in _buckets(bucket)} for bucket in buckets]
    return Attention(
        counted="articles",
        interval="",
        starts=tuple(timeline.iso(bucket["key"]) for bucket in buckets),
        counts=tuple(_number(bucket) for bucket in buckets),
        lines=tuple(Line(value, total, tuple(one.get(value, 0) for one in apart)) for value, total in values.items()),
    )


def _query(asked: query.Asked, of: What) -> Body:
    return query.position_query(asked) if of == "claims" else query.article_query(asked)


def _apart(asked: query.Asked, split: Split, of: What, wanted: Body) -> Body:
    told = _told(asked, of)
    if of == "claims":
        field = _OF_CLAIMS.get(split) or _FLAT[split]
        return {"terms": {"field": field, "order": [{"_count": "desc"}, {"_key": "asc"}], **wanted}}
    if split in _FLAT and not (split in _OF_CLAIMS and asked.question.about_a_claim):
        order = [{"number": "desc"} if told else {"_count": "desc"}, {"_key": "asc"}]
        return {"terms": {"field": _FLAT[split], "order": order, **wanted}, "aggs": told}
    most = "told>number" if told else "told"
    terms = {"field": f"claims.{_OF_CLAIMS[split]}", "order": [{most: "desc"}, {"_key": "asc"}], **wanted}
    values = {"terms": terms, "aggs": {"told": {"reverse_nested": {}, "aggs": told}}}
    having = {"bool": {"filter": claim_filters(asked.question, "claims.")}}
    return {"nested": {"path": "claims"}, "aggs": {"having": {"filter": having, "aggs": {"values": values}}}}


def _told(asked: query.Asked, of: What) -> Body:
    return {"number": {"cardinality": {"field": "story_id"}}} if asked.question.fold and of == "articles" else {}


def _buckets(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    apart = found.get("apart")
    if apart is None:
        return []
    return list((apart["having"]["values"] if "having" in apart else apart)["buckets"])


def _number(bucket: Mapping[str, Any]) -> int:
    told = bucket.get("told", bucket)
    return int(told["number"]["value"] if "number" in told else told["doc_count"])
