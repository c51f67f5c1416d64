"""The account of feeds: what Elasticsearch has of the ledger, held against what the fetchers remember in Kafka."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from elasticsearch import Elasticsearch
from msgspec import Struct

from schemas.feed_state import FeedState
from schemas.ids import moment
from schemas.ledger import FATES, line_id
from search import ledger
from search.ledger import Asked, Reason

UNWRITTEN = "unwritten"
"""What became of an entry that a fetcher remembers while Elasticsearch has no line of it: what was told of it waits in
Kafka."""
ORDER = (*FATES, UNWRITTEN)


class Polls(Struct, frozen=True, kw_only=True):
    """How a feed's polls ended; the others found something."""

    polls: int = 0
    not_modified: int = 0
    failed: int = 0


class FeedAccount(Struct, frozen=True, kw_only=True):
    """One feed, or all of them together: entries that it listed, new or changed, and what became of them."""

    feed_id: str | None = None
    feed: str = ""
    label: str
    polls: Polls
    expected: int
    fates: dict[str, int]


class Account(Struct, frozen=True, kw_only=True):
    """The feeds, the most expected of first, and their sum. Everywhere `expected` is the sum of the fates."""

    since: datetime | None
    feeds: tuple[FeedAccount, ...]
    total: FeedAccount
    reasons: tuple[Reason, ...]


def account(client: Elasticsearch, prefix: str, states: Iterable[FeedState], asked: Asked) -> Account:
    """Gives the account of the feeds that are asked for, of which `states` holds what is remembered.

    Raises ServerError where Elasticsearch does not answer.
    """
    known = {state.feed_id: state for state in states if not asked.feeds or state.feed_id in asked.feeds}
    sums = {each.feed_id: each for each in ledger.sums(client, prefix, asked)}
    missing = _missing(client, prefix, known.values(), asked.since)
    feeds = []
    for identity in dict.fromkeys((*known, *sums)):
        state, found = known.get(identity), sums.get(identity)
        fates = Counter(found.fates if found else {})
        fates[UNWRITTEN] = missing[identity]
        address = state.url if state else found.feed if found else ""
        label = state.label if state else address
        polls = _polls(state, asked.since) if state else Polls()
        if fates.total() or polls.polls:
            feeds.append(_account(label, polls, fates, identity, address))
    feeds.sort(key=lambda each: (-each.expected, each.label))
    return Account(
        since=asked.since,
        feeds=tuple(feeds),
        total=_total(feeds),
        reasons=tuple(ledger.reasons(client, prefix, asked)),
    )


def remembered_lines(state: FeedState, since: datetime | None) -> list[str]:
    """Gives the lines of the entries that a fetcher remembers to have dealt with, of those expected since then."""
    return [
        line_id(state.feed_id, one.entry, one.updated)
        for one in state.seen
        if one.expected_at and (since is None or moment(one.expected_at) >= since)
    ]


def _missing(
    client: Elasticsearch, prefix: str, states: Iterable[FeedState], since: datetime | None
) -> Mapping[str, int]:
    feed_of = {line: state.feed_id for state in states for line in remembered_lines(state, since)}
    return Counter(feed_of[line] for line in ledger.unwritten(client, prefix, list(feed_of)))


def _polls(state: FeedState, since: datetime | None) -> Polls:
    first = f"{since.astimezone(UTC):%Y-%m-%d}" if since else ""
    days = [each for each in state.days if each.day >= first]
    return Polls(
        polls=sum(each.polls for each in days),
        not_modified=sum(each.unmodified for each in days),
        failed=sum(each.failed for each in days),
    )


def _account(
    label: str, polls: Polls, fates: Counter[str], identity: str | None = None, address: str = ""
) -> FeedAccount:
    told = {fate: fates[fate] for fate in ORDER if fates[fate]}
    return FeedAccount(
        feed_id=identity, feed=address, label=label, polls=polls, expected=sum(told.values()), fates=told
    )


def _total(feeds: Sequence[FeedAccount]) -> FeedAccount:
    fates = sum((Counter(each.fates) for each in feeds), Counter[str]())
    polls = Polls(
        polls=sum(each.polls.polls for each in feeds),
        not_modified=sum(each.polls.not_modified for each in feeds),
        failed=sum(each.polls.failed for each in feeds),
    )
    return _account("all feeds", polls, fates)
