"""Subscribing to feeds and taking that back: what commands and the configuration write into `news.feed.v1`."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime

from msgspec import structs

from config.model import Feed
from pipeline import feed_states
from pipeline.subscribed import subscribe, subscription
from schemas.endpoints import KafkaEndpoint
from schemas.feed_state import FeedState, feed_id
from schemas.redact import redact
from schemas.subscription import Subscription, exactly


def add(endpoint: KafkaEndpoint, feeds: Iterable[Feed], now: datetime) -> list[FeedState]:
    """Subscribes to the feeds, or changes how; gives the states that they had, where they were wanted before.

    What was remembered of a feed stays, so nothing is published again. A feed that its server ended is taken up again.
    Delivery: when it returns Kafka has the subscriptions, and every running fetcher hears of them. Raises ServerError.
    """
    known = feed_states.load(endpoint)
    with closing(feed_states.FeedStates(endpoint)) as store:
        before = []
        for feed in feeds:
            state = _known(known, feed)
            if state.wanted:
                before.append(state)
            store.save(subscribe(state, subscription(feed, now)))
    return before


def remove(endpoint: KafkaEndpoint, states: Iterable[FeedState], now: datetime) -> None:
    """Takes subscriptions back, and drops the addresses with their secrets. Delivery as with `add`."""
    with closing(feed_states.FeedStates(endpoint)) as store:
        for state in states:
            store.save(subscribe(state, Subscription(changed=exactly(now), removed=True)))


def configure(endpoint: KafkaEndpoint, feeds: Iterable[Feed], now: datetime) -> None:
    """Makes the configured feeds, and no others that were configured before, subscriptions; writes only what differs.

    A configuration without any feed leaves all as it is: a fetcher may run where nobody has put a file. Delivery as
    with `add`.
    """
    wanted = {feed_id(feed.url): feed for feed in feeds}
    if not wanted:
        return
    known = feed_states.load(endpoint)
    with closing(feed_states.FeedStates(endpoint)) as store:
        for feed in wanted.values():
            state, given = _known(known, feed), subscription(feed, now, configured=True)
            if state.subscription is None or structs.replace(given, changed=state.subscription.changed) != (
                state.subscription
            ):
                store.save(subscribe(state, given))
        for identity, state in known.items():
            if identity not in wanted and state.subscription and state.subscription.configured:
                store.save(subscribe(state, Subscription(changed=exactly(now), removed=True)))


def all_of(endpoint: KafkaEndpoint, feeds: Iterable[Feed], now: datetime) -> list[FeedState]:
    """Gives what is known of every feed, the configured ones as if they were subscribed to already; writes nothing."""
    known = feed_states.load(endpoint)
    for feed in feeds:
        state = _known(known, feed)
        if state.subscription is None:
            given = subscription(feed, now, configured=True)
            known[state.feed_id] = structs.replace(state, subscription=given)
    return list(known.values())


def _known(states: dict[str, FeedState], feed: Feed) -> FeedState:
    identity = feed_id(feed.url)
    return states.get(identity) or FeedState(feed_id=identity, url=redact(feed.url))
