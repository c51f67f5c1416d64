"""What commands and the configuration write of feeds, and what a fetcher that polls meanwhile makes of it."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec import structs

from config.model import Feed
from pipeline import feed_states, subscriptions, topics
from pipeline.compacted import Record, Store
from pipeline.feed_book import FeedBook
from pipeline.feed_home import home
from pipeline.subscribed import feed_of, subscribe, subscription
from schemas.endpoints import Endpoints, KafkaEndpoint
from schemas.feed_state import FeedState, feed_id
from schemas.messages import FEED
from schemas.redact import redact
from tests.pipeline.conftest import KAFKA, delete_topics
from tests.pipeline.kafka_side import everything

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ONE, TWO = Feed(url="https://one.example/feed"), Feed(url="https://two.example/feed?token=swordfish", name="Two")


def later(minutes: float) -> datetime:
    """Gives a moment after now."""
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def kafka(endpoints: Endpoints) -> Iterator[KafkaEndpoint]:
    """Topics of our own."""
    topics.ensure(endpoints.kafka, KAFKA)
    yield endpoints.kafka
    delete_topics(endpoints)


def wanted(kafka: KafkaEndpoint) -> dict[str, Feed]:
    """Gives the feeds that fetchers would poll, by their shown address."""
    return {state.url: feed for state in feed_states.load(kafka).values() if (feed := feed_of(state))}


@pytest.mark.servers
def test_the_configured_feeds_are_subscribed_to_as_they_stand_in_the_file(kafka: KafkaEndpoint) -> None:
    subscriptions.add(kafka, [Feed(url="https://added.example/feed")], NOW)
    subscriptions.configure(kafka, [ONE, TWO], later(1))
    assert wanted(kafka) == {
        "https://added.example/feed": Feed(url="https://added.example/feed"),
        ONE.url: ONE,
        "https://two.example/feed?token=***": TWO,
    }
    # ONE is taken out of the file, TWO is changed, and what a person added stays.
    changed = TWO.model_copy(update={"every": 60.0})
    subscriptions.configure(kafka, [changed], later(2))
    assert set(wanted(kafka)) == {"https://added.example/feed", "https://two.example/feed?token=***"}
    assert wanted(kafka)["https://two.example/feed?token=***"].every == 60.0


@pytest.mark.servers
def test_a_configuration_without_feeds_or_without_a_change_writes_nothing(kafka: KafkaEndpoint) -> None:
    subscriptions.configure(kafka, [ONE], NOW)
    before = feed_states.load(kafka)
    subscriptions.configure(kafka, [], later(1))
    subscriptions.configure(kafka, [ONE], later(2))
    assert feed_states.load(kafka) == before


@pytest.mark.servers
def test_a_feed_that_is_removed_keeps_no_secret_and_is_polled_no_more(kafka: KafkaEndpoint) -> None:
    subscriptions.add(kafka, [TWO], NOW)
    (state,) = feed_states.load(kafka).values()
    subscriptions.remove(kafka, [structs.replace(state, moved_to="https://new.example/?token=swordfish")], later(1))
    (left,) = feed_states.load(kafka).values()
    assert not left.wanted
    assert "swordfish" not in repr(left)
    assert wanted(kafka) == {}


@pytest.mark.servers
def test_a_feed_that_is_brought_home_keeps_what_was_written_last_of_either_half(kafka: KafkaEndpoint) -> None:
    """Its record of before lies where its key belongs; then a command of today has written beside it."""
    polled = FeedState(feed_id=feed_id(TWO.url), url=redact(TWO.url), revision=7, subscription=subscription(TWO, NOW))
    store = Store(kafka, FEED, "put it as before")
    elsewhere = (home(polled.url, polled.feed_id, KAFKA.partitions) + 1) % KAFKA.partitions
    store.save_all([Record(polled.feed_id.encode(), msgspec.json.encode(polled), elsewhere)])
    store.close()
    subscriptions.remove(kafka, [polled], later(1))
    for _ in range(2):
        (state,) = feed_states.load(kafka).values()
        assert (state.wanted, state.revision) == (False, 8)
        states = feed_states.FeedStates(kafka)
        states.settle([polled.feed_id], elsewhere)
        states.close()
    newest = {record.partition: record.value for record in everything(kafka, kafka.topic_prefix + FEED)}
    assert newest[elsewhere] is None
    assert b"swordfish" not in newest[home(polled.url, polled.feed_id, KAFKA.partitions)]


def test_a_subscription_that_changes_while_its_feed_is_polled_is_not_undone() -> None:
    written: list[FeedState] = []

    async def write(state: FeedState) -> None:
        written.append(state)

    async def run() -> None:
        state = FeedState(feed_id=feed_id(ONE.url), url=ONE.url, subscription=subscription(ONE, NOW))
        book = FeedBook(write, [state])
        # A poll begins with `state`; a person changes the name; the poll ends and saves.
        named = subscription(ONE.model_copy(update={"name": "One"}), later(1))
        book.hear(subscribe(state, named))
        await book.save(structs.replace(state, etag='"1"'))
        (saved,) = written
        assert (saved.subscription, saved.etag) == (named, '"1"')
        # What comes back from Kafka, in whatever order, changes nothing.
        for echo in (saved, state, subscribe(state, named)):
            assert book.hear(echo) == saved

    asyncio.run(run())


def test_a_record_that_holds_no_address_is_no_feed() -> None:
    state = FeedState(feed_id=feed_id(ONE.url), url="not an address", subscription=subscription(ONE, NOW))
    assert feed_of(state) is None
