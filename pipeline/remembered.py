"""What a poll leaves to be remembered: which entries were dealt with, and what tells when to come again."""

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import structs

from connectors.assemble import moment
from connectors.feed_content import FeedContent
from connectors.fetched import Fetched
from connectors.status import GONE
from pipeline import schedule
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.feed_state import (
    KEEP_DAYS,
    KEEP_GONE,
    LONGEST_ERROR,
    LONGEST_TITLE,
    FeedState,
    PollDay,
    Seen,
    entry_mark,
)
from schemas.ledger import LONGEST_TITLE as LONGEST_LINE_TITLE
from schemas.ledger import Line, line_id
from schemas.printable import one_line
from schemas.redact import redact
from schemas.subscription import exactly


def is_new(entry: Entry, before: Seen | None) -> bool:
    """Whether an entry is to be fetched: never seen, to be tried again, or changed as its feed says."""
    return before is None or before.tries > 0 or before.updated != entry.updated


def line(state: FeedState, entry: Entry, before: Seen | None, now: datetime) -> Line:
    """Gives the ledger's line for an entry that is to be fetched; the same as before where it is only tried again."""
    mark = entry_mark(entry.key)
    again = before is not None and before.tries > 0 and before.updated == entry.updated
    return Line(
        line_id=line_id(state.feed_id, mark, entry.updated),
        feed_id=state.feed_id,
        feed=state.url,
        entry=redact(entry.url),
        title=one_line(entry.title, longest=LONGEST_LINE_TITLE),
        expected_at=(before.expected_at if before and again else None) or moment(now),
        attempt=before.tries if before and again else 0,
    )


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
        days=_days(state, now, unmodified=content is None),
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
        days=_days(state, now, failed=True),
    )


def longer(*waits: float | None) -> float | None:
    """Gives the longest of the waits that were asked for, None where none was."""
    return max((wait for wait in waits if wait is not None), default=None)


def _days(state: FeedState, now: datetime, *, unmodified: bool = False, failed: bool = False) -> tuple[PollDay, ...]:
    """Gives the days with one poll more."""
    today = f"{now.astimezone(UTC):%Y-%m-%d}"
    before = next((each for each in state.days if each.day == today), PollDay(today))
    others = [each for each in state.days if each.day != today]
    one_more = PollDay(today, before.polls + 1, before.unmodified + unmodified, before.failed + failed)
    return (*others, one_more)[-KEEP_DAYS:]
