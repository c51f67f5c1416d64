"""What a poll leaves to be remembered: which entries were dealt with, and what tells when to come again."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from connectors.assemble import moment
from connectors.feed_content import FeedContent
from connectors.fetched import Fetched
from connectors.status import GONE
from pipeline import schedule
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.feed_state import KEEP_GONE, LONGEST_ERROR, LONGEST_TITLE, FeedState, Seen
from schemas.subscription import exactly


def is_new(entry: Entry, before: Seen | None) -> bool:
    """Whether an entry is to be fetched: never seen, to be tried again, or changed as its feed says."""
    return before is None or before.tries > 0 or before.updated != entry.updated


def kept(seen: dict[str, Seen], listed: Iterable[str]) -> tuple[Seen, ...]:
    """Gives those that the feed lists now, in its order, and the last of those that it listed before."""
    now = [seen[mark] for mark in listed if mark in seen]
    marks = {one.entry for one in now}
    gone = [one for one in seen.values() if one.entry not in marks]
    return (*now, *gone[:KEEP_GONE])


def appeared(state: FeedState, new: Iterable[Entry], now: datetime) -> tuple[str, ...]:
    """Gives when the newest entries appeared: as the feed dates them, else now; at a first poll nobody knows that."""
    dated = [entry.published or entry.updated for entry in new]
    found = [datetime.fromisoformat(each) for each in dated if each]
    undated = [now] * (len(dated) - len(found)) if state.first_poll else []
    known = [datetime.fromisoformat(each) for each in state.recent]
    return tuple(map(moment, schedule.recent(known, [*found, *undated], now)))


def succeeded(state: FeedState, answer: Fetched, now: datetime, content: FeedContent | None = None) -> FeedState:
    """Gives the state after a good poll; `content` is None where nothing was modified."""
    at = moment(now)
    if content is not None:
        state = structs.replace(state, title=content.title[:LONGEST_TITLE] or None, ttl=content.ttl)
    return structs.replace(
        state,
        first_poll=state.first_poll or at,
        last_poll=at,
        last_success=at,
        errors=0,
        last_error=None,
        gone=None,
        moved_to=answer.moved_to or state.moved_to,
    )


def failed(state: FeedState, failure: FetchError, now: datetime) -> FeedState:
    """Gives the state after a poll that failed; it is over with a feed whose server says that it is gone for good."""
    return structs.replace(
        state,
        errors=state.errors + 1,
        last_error=str(failure)[:LONGEST_ERROR],
        last_poll=moment(now),
        gone=exactly(now) if failure.status == GONE else None,
    )


def longer(*waits: float | None) -> float | None:
    """Gives the longest of the waits that were asked for, None where none was."""
    return max((wait for wait in waits if wait is not None), default=None)
