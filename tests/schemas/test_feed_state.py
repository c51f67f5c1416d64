"""Commands and fetchers write the same record, and neither undoes the other's work."""

from hypothesis import given
from hypothesis import strategies as some

from schemas.feed_state import FeedState, join
from schemas.subscription import Subscription

ID = "0" * 32
moments = some.integers(0, 59).map(lambda second: f"2026-11-24T06:00:{second:02}.000000Z")
# One moment of change has one subscription, and one revision one memory: whoever writes makes a new one.
subscriptions = some.none() | moments.map(lambda at: Subscription(changed=at, name=f"as wanted at {at}"))
memories = some.integers(0, 9).map(lambda revision: FeedState(feed_id=ID, url="u", revision=revision, errors=revision))


@some.composite
def states(draw: some.DrawFn) -> FeedState:
    memory = draw(memories)
    return FeedState(
        feed_id=ID, url="u", revision=memory.revision, errors=memory.errors, subscription=draw(subscriptions)
    )


@given(states(), states(), states())
def test_in_whatever_order_records_are_read_the_same_is_known(one: FeedState, two: FeedState, three: FeedState) -> None:
    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(one, one) == one


@given(states(), states())
def test_the_subscription_changed_last_and_the_memory_saved_most_often_hold(one: FeedState, two: FeedState) -> None:
    both = join(one, two)
    assert both.errors == max(one.revision, two.revision)
    changed = [each.subscription.changed for each in (one, two) if each.subscription]
    assert (both.subscription.changed if both.subscription else None) == max(changed, default=None)


def test_a_feed_that_is_gone_is_wanted_again_once_somebody_subscribes_after_that() -> None:
    early, gone, late = (f"2026-11-24T06:00:0{second}.000000Z" for second in (1, 2, 3))
    state = FeedState(feed_id=ID, url="u", gone=gone, subscription=Subscription(changed=early))
    assert not state.wanted
    assert join(state, FeedState(feed_id=ID, url="u", subscription=Subscription(changed=late))).wanted
    assert not join(state, FeedState(feed_id=ID, url="u", subscription=Subscription(changed=late, removed=True))).wanted
