"""The matrix: how often each party takes which stance on guarantees for whom. Copies of one text count once.

Claims are counted over the nested claims of articles, where the story of each article stands beside them. Words are
found in a claim's own sentences, which only the index of claims has: with words, articles are counted.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from elasticsearch import Elasticsearch
from msgspec import Struct
from msgspec.structs import replace

from schemas.counted import counted
from schemas.errors import UsageError
from schemas.tags import FOR
from search import query
from search.claim_keys import BENEFICIARIES, STANCES
from search.exclusions import claims_without, not_of_claims
from search.filters import claim_filters
from search.indices import alias
from search.mapping import ARTICLES, POSITIONS
from search.moments import span
from search.question import Question, check
from search.request import EMPTY, ask, cut_short
from search.widen import position_notes

By = Literal["actor", "person", "state", "org", "bloc"]
BY: tuple[By, ...] = ("actor", "person", "state", "org", "bloc")
MOST = 200
"""Rows of a matrix."""
EXACT = 1_000
"""Stories of one cell up to which their number is exact; above it is right within some percent."""

Body = dict[str, Any]


class Cell(Struct, frozen=True, kw_only=True):
    """How often a party takes one stance for one beneficiary.

    `count` is what the matrix counts; `claims` is how many claims `opening` lists, copies included.
    """

    beneficiary: str
    stance: str
    direction: str
    count: int
    claims: int


class Row(Struct, frozen=True, kw_only=True):
    """A party, and its cells that are not empty."""

    actor: str
    count: int
    cells: tuple[Cell, ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """Parties by beneficiary and stance, the most frequent party first.

    A claim counts in the row of its holder and in that of the state in whose name it is made. `more` tells whether
    parties are left out; `beneficiaries` and `stances` are those that occur.
    """

    counted: Literal["stories", "articles"]
    rows: tuple[Row, ...]
    more: bool = False
    beneficiaries: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def matrix(
    client: Elasticsearch, prefix: str, question: Question, *, by: By = "actor", size: int = 20, now: datetime
) -> Matrix:
    """Gives the matrix of the claims that answer a question; `by` chooses which parties get rows.

    Raises UsageError for a question that is not answered, ServerError where the server fails or holds no index.
    """
    if not 1 <= size <= MOST:
        raise UsageError(f"--size {size}: write a number from 1 to {MOST}")
    if by not in BY:
        raise UsageError(f"--by {by}: write one of {', '.join(BY)}")
    check(question, most=question.size)
    asked = query.read(question, span(question.since, question.until, now))
    by_story = asked.tree is None
    index = alias(ARTICLES if by_story else POSITIONS, prefix)
    found = ask(client, index, of_stories(asked, by, size) if by_story else of_articles(asked, by, size))
    answer = read(found["aggregations"], size, by_story=by_story)
    why = () if answer.rows else _why_empty(client, alias(POSITIONS, prefix), asked, by)
    return replace(answer, notes=(*cut_short(found), *why))


def opening(question: Question, actor: str, cell: Cell) -> Question:
    """Gives the question that lists the claims of a cell with their sentences."""
    return replace(question, holders=(actor,), stances=(cell.stance,), beneficiaries=(cell.beneficiary,))


def of_stories(asked: query.Asked, by: By, size: int) -> Body:
    """Gives the request that counts stories, over the nested claims of articles."""
    stories = {"told": {"reverse_nested": {}, "aggs": {"number": _distinct("story_id")}}}
    question = asked.question
    clauses = [*claim_filters(question, "claims."), *claims_without(question.without, "claims.")]
    having = {"filter": {"bool": {"filter": clauses}}}
    aggs = {"nested": {"path": "claims"}, "aggs": {"having": {**having, "aggs": _rows("claims.", by, size, stories)}}}
    # With a stance the question is about one claim: a type alone would be looked for among the article's own.
    stances, without = question.stances or STANCES, not_of_claims(question.without)
    of_claims = replace(question, stances=stances, without=without)
    narrowed = query.article_query(query.Asked(of_claims, None, asked.span))
    return {"query": narrowed, "size": 0, "timeout": query.TIMEOUT, "aggs": {"claims": aggs}}


def of_articles(asked: query.Asked, by: By, size: int) -> Body:
    """Gives the request that counts articles, over the claims themselves."""
    rows = _rows("", by, size, {"number": _distinct("article_id")})
    return {"query": query.position_query(asked), "size": 0, "timeout": query.TIMEOUT, "aggs": rows}


def read(aggregations: Mapping[str, Any], size: int, *, by_story: bool) -> Matrix:
    """Gives the matrix in the answer to either request."""
    having = aggregations["claims"]["having"] if by_story else aggregations
    buckets = having["rows"]["buckets"]
    rows = tuple(_row(bucket) for bucket in buckets[:size])
    cells = [cell for row in rows for cell in row.cells]
    return Matrix(
        counted="stories" if by_story else "articles",
        rows=rows,
        more=len(buckets) > size,
        beneficiaries=tuple(one for one in BENEFICIARIES if any(cell.beneficiary == one for cell in cells)),
        stances=tuple(one for one in STANCES if any(cell.stance == one for cell in cells)),
    )


def _rows(within: str, by: By, size: int, number: Body) -> Body:
    parties = {"field": f"{within}parties", **({} if by == "actor" else {"include": f"{by}/.*"})}
    most = "told>number" if "told" in number else "number"
    stances = {"terms": {"field": f"{within}stance", "size": len(STANCES)}, "aggs": number}
    sides = {
        "terms": {"field": f"{within}beneficiary", "size": len(BENEFICIARIES)},
        "aggs": {"stances": stances},
    }
    return {
        "rows": {
            "terms": {**parties, "size": size + 1, "order": [{most: "desc"}, {"_key": "asc"}]},
            "aggs": {**number, "beneficiaries": sides},
        }
    }


def _why_empty(client: Elasticsearch, index: str, asked: query.Asked, by: By) -> tuple[str, ...]:
    total = ask(client, index, query.counting(asked))["hits"]["total"]["value"]
    if total:
        return (f"{counted(total, 'claim')} match, but none is made by a {by}: try another --by.",)
    return tuple(position_notes(lambda wanted: ask(client, index, wanted), asked, total, EMPTY))


def _distinct(field: str) -> Body:
    return {"cardinality": {"field": field, "precision_threshold": EXACT}}


def _row(bucket: Mapping[str, Any]) -> Row:
    cells = [
        Cell(
            beneficiary=side["key"],
            stance=stance["key"],
            direction="for" if stance["key"] in FOR else "against",
            count=_number(stance),
            claims=stance["doc_count"],
        )
        for side in bucket["beneficiaries"]["buckets"]
        for stance in side["stances"]["buckets"]
    ]
    cells.sort(key=lambda cell: (BENEFICIARIES.index(cell.beneficiary), STANCES.index(cell.stance)))
    return Row(actor=bucket["key"], count=_number(bucket), cells=tuple(cells))


def _number(bucket: Mapping[str, Any]) -> int:
    return int(bucket.get("told", bucket)["number"]["value"])
