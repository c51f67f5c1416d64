"""What is new since a moment: claims against the time before, new holders, new stories, changes of mind."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch
from msgspec import Struct
from msgspec.structs import replace

from schemas.errors import UsageError
from search import query, sketches
from search.answer import ClaimHit
from search.changes import Change, changes
from search.claim_keys import STANCES
from search.concurrently import both
from search.history import history, known_holders, read_history
from search.indices import alias
from search.mapping import ARTICLES, POSITIONS
from search.matrix import By, Cell, Matrix, matrix
from search.moments import Span, span
from search.question import MOST_CLAIMS, MOST_VALUES, Question, check
from search.request import Ask, ask
from search.stories import Story, most_printed

STORIES = 5
LOOKED_AT = 200
"""Stories with the most articles in the time, among which the new ones in the most outlets are found."""


class Rise(Struct, frozen=True, kw_only=True):
    """A cell of the matrix of the time asked for, and what it counted in as long a time before."""

    actor: str
    cell: Cell
    before: int


class News(Struct, frozen=True, kw_only=True):
    """What is new from `since` on. `claims` and `claims_before` are those of the time and of as long a time before.

    `rises` count stories; `new_holders` are the first claims of those who made none before; `stories` began in the
    time and hold a claim. Changes of mind and new holders are looked for among the newest 1,000 claims.
    """

    since: str
    claims: int
    claims_before: int
    rises: tuple[Rise, ...] = ()
    new_holders: tuple[ClaimHit, ...] = ()
    stories: tuple[Story, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


def news(
    client: Elasticsearch,
    prefix: str,
    question: Question,
    *,
    by: By = "actor",
    size: int = MOST_VALUES,
    now: datetime,
    nonce: str,
) -> News:
    """Gives what is new from the question's `since` on, up to now, among the claims that its filters leave.

    `size` is how many parties are counted. Raises UsageError for a question that is not answered, ServerError where
    the server fails or holds no index.
    """
    start = span(question.since, None, now).since
    if start is None or start >= now or question.until or question.text.strip():
        raise UsageError("news are of the time from --since, which has begun, until now, in whatever words")
    if not 1 <= size <= MOST_VALUES:
        raise UsageError(f"--size {size}: write a number from 1 to {MOST_VALUES}")
    try:
        earlier = Span(start - (now - start), start)
    except OverflowError:
        raise UsageError("--since is too long ago: as long a time before it begins before the year 1") from None
    before = replace(question, since=_iso(earlier.since), until=_iso(earlier.until))
    check(question, most=MOST_CLAIMS)
    claims = query.read(replace(question, sort="newest", size=MOST_CLAIMS, page=1), Span(start))

    def asked(body: Mapping[str, Any]) -> Mapping[str, Any]:
        return ask(client, alias(POSITIONS, prefix), body)

    def counts() -> tuple[int, tuple[Rise, ...], tuple[Story, ...]]:
        earlier_claims = asked(query.counting(query.read(before, earlier)))["hits"]["total"]["value"]
        counted = matrix(client, prefix, question, by=by, size=size, now=now)
        risen = _rises(client, prefix, counted, before, by, now)
        return earlier_claims, risen, _stories(client, prefix, question, start)

    (total, new, turned), (total_before, risen, begun) = both(lambda: _compared(asked, claims, start), counts)
    return News(
        since=_iso(start),
        claims=total,
        claims_before=total_before,
        rises=risen,
        new_holders=new,
        stories=begun,
        changes=turned,
        notes=() if total else ("No claim is new.",),
    )


def rises(counted: Matrix, before: Matrix) -> tuple[Rise, ...]:
    """Gives the cells of one matrix with what another counts in each, the most first."""
    known = {(row.actor, cell.beneficiary, cell.stance): cell.count for row in before.rows for cell in row.cells}
    found = [
        Rise(actor=row.actor, cell=cell, before=known.get((row.actor, cell.beneficiary, cell.stance), 0))
        for row in counted.rows
        for cell in row.cells
    ]
    return tuple(sorted(found, key=lambda one: (one.before - one.cell.count, -one.cell.count, one.actor)))


def _rises(
    client: Elasticsearch, prefix: str, counted: Matrix, before: Question, by: By, now: datetime
) -> tuple[Rise, ...]:
    if not counted.rows:
        return ()
    # The rows of the time before are those of the same parties: others may have been more frequent then.
    asked = replace(before, holders=tuple(row.actor for row in counted.rows))
    return rises(counted, matrix(client, prefix, asked, by=by, size=LOOKED_AT, now=now))


def _compared(asked: Ask, claims: query.Asked, start: datetime) -> tuple[int, tuple[ClaimHit, ...], tuple[Change, ...]]:
    """Gives how many claims there are, the first of new holders, and the changes of mind."""
    found = asked({**query.positions(claims), **sketches.WANTED})
    hits = [sketches.sketch(hit) for hit in found["hits"]["hits"]]
    new, turned = both(lambda: _new_holders(asked, hits, start), lambda: _changes(asked, hits, start))
    told = sketches.whole(asked, [*new, *(hit for change in turned for hit in (change.before, change.after))])
    return (
        found["hits"]["total"]["value"],
        tuple(told[hit.claim.id] for hit in new),
        tuple(replace(one, before=told[one.before.claim.id], after=told[one.after.claim.id]) for one in turned),
    )


def _new_holders(asked: Ask, hits: Sequence[ClaimHit], start: datetime) -> list[ClaimHit]:
    first = {hit.claim.holder: hit for hit in hits}
    if not first:
        return []
    found = asked(known_holders(list(first), start))
    known = {bucket["key"] for bucket in found["aggregations"]["holders"]["buckets"]}
    return [hit for holder, hit in first.items() if holder not in known]


def _stories(client: Elasticsearch, prefix: str, question: Question, start: datetime) -> tuple[Story, ...]:
    # With a stance the question is about claims: articles without any are left out.
    asked = replace(question, stances=question.stances or STANCES)
    body = {
        "query": query.article_query(query.read(asked, Span(start))),
        "size": 0,
        "timeout": query.TIMEOUT,
        "aggs": {"stories": {"terms": {"field": "story_id", "size": LOOKED_AT}}},
    }
    found = ask(client, alias(ARTICLES, prefix), body)["aggregations"]["stories"]["buckets"]
    ids = [one["key"] for one in found]
    return most_printed(client, prefix, ids, lambda story: _moment(story.first_seen) >= start, STORIES)


def _changes(asked: Ask, hits: Sequence[ClaimHit], start: datetime) -> tuple[Change, ...]:
    if not hits:
        return ()
    before = read_history(asked(history(hits, start)))
    return tuple(change for change in changes([*before, *hits]) if _moment(change.after.article.when) >= start)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(moment: datetime | None) -> str:
    assert moment is not None  # noqa: S101 (both ends of the times compared here are closed)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
