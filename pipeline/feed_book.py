"""What this process knows of the feeds: their newest states, kept here and written to Kafka."""

from collections.abc import Awaitable, Callable, Iterable

from msgspec import structs

from config.model import Feed
from schemas.feed_state import FeedState, feed_id, join
from schemas.redact import redact

Write = Callable[[FeedState], Awaitable[None]]


class FeedBook:
    """States by feed id. `save` and `hear` keep a subscription that a command changes while its feed is polled."""

    def __init__(self, write: Write, states: Iterable[FeedState] = ()) -> None:
        """`write` returns once Kafka has the state."""
        self._write = write
        self._states = {state.feed_id: state for state in states}

    def get(self, identity: str) -> FeedState | None:
        """Gives the state of a feed, None where nothing is known of it."""
        return self._states.get(identity)

    def __getitem__(self, identity: str) -> FeedState:
        return self._states[identity]

    def states(self) -> tuple[FeedState, ...]:
        """Gives all that is known."""
        return tuple(self._states.values())

    def of(self, feed: Feed) -> FeedState:
        """Gives the state of a feed at its configured address; an empty one where nothing is known."""
        identity = feed_id(feed.url)
        return self._states.setdefault(identity, FeedState(feed_id=identity, url=redact(feed.url)))

    async def save(self, state: FeedState) -> None:
        """Keeps what a poll remembers, under the newest subscription. Raises ServerError where Kafka does not take it;
        it is kept here all the same.
        """
        known = self._states.get(state.feed_id, state)
        newest = structs.replace(state, subscription=known.subscription, revision=known.revision + 1)
        self._states[state.feed_id] = newest
        await self._write(newest)

    def hear(self, found: FeedState) -> FeedState:
        """Takes in a state that was read from Kafka; gives what is known then."""
        known = self._states.get(found.feed_id)
        self._states[found.feed_id] = joined = found if known is None else join(known, found)
        return joined

    def forget(self, identity: str) -> None:
        """Drops a feed that another process polls from now on, or that nobody knows any more."""
        self._states.pop(identity, None)
