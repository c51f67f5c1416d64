"""One look at a feed, without any server of ours: what is there, and how it would be polled."""

from datetime import datetime

from msgspec import Struct

from config.model import Config, Feed
from connectors.cleaner import Cleaner
from connectors.feed import ACCEPT_FEED
from connectors.feed_content import Kind
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from pipeline import remembered, schedule, sitemap_index
from pipeline.feed_health import articles_a_day, days_silent
from pipeline.schedule import Bounds
from schemas.feed_state import FeedState, feed_id
from schemas.redact import redact


class Listed(Struct, frozen=True, kw_only=True):
    """An entry, as a feed shows it; `url` holds no secret."""

    title: str
    url: str
    published: str | None


class Checked(Struct, frozen=True, kw_only=True):
    """What is at a feed's address. No address in it shows a secret.

    `conditional`: whether the server can answer that nothing has changed. `asked` is for how many seconds the feed
    wants to be left alone, `poll_every` what would be waited, both in seconds. `failures` are those of the sitemaps of
    an index.
    """

    url: str
    kind: Kind
    title: str
    entries: int
    failures: tuple[str, ...]
    newest: tuple[Listed, ...]
    moved_to: str | None
    conditional: bool
    days_silent: float | None
    articles_a_day: float | None
    asked: float | None
    poll_every: float


async def check(config: Config, feed: Feed, now: datetime, *, shown: int = 5) -> Checked:
    """Fetches the feed once (and the sitemaps of an index) and gives what was found; remembers nothing. Raises
    FetchError.
    """
    async with Fetcher(config.fetching) as fetcher:
        answer = await fetcher.get(feed.url, accept=ACCEPT_FEED)
        with Cleaner(timeout=config.fetching.clean_timeout, workers=1) as cleaner:
            listed = await cleaner.afeed(answer.body, answer.url, feed.language)
            answer = answer.without_body()
            content, failures = await sitemap_index.follow(listed, fetcher, cleaner, feed.language)
    empty = FeedState(feed_id=feed_id(feed.url), url=redact(feed.url))
    recent = remembered.appeared(empty, content.entries, now)
    state = FeedState(feed_id=empty.feed_id, url=empty.url, recent=recent)
    asked = remembered.longer(content.ttl, answer.max_age)
    mean = schedule.gap([datetime.fromisoformat(each) for each in recent], now, now)
    bounds = Bounds(config.fetching.shortest_wait, config.fetching.longest_wait)
    newest = sorted(content.entries, key=lambda entry: entry.published or "", reverse=True)[:shown]
    return Checked(
        url=empty.url,
        kind=content.kind,
        title=content.title,
        failures=tuple(map(str, failures)),
        entries=len(content.entries),
        newest=tuple(Listed(title=each.title, url=redact(each.url), published=each.published) for each in newest),
        moved_to=redact(answer.moved_to) if answer.moved_to else None,
        conditional=_conditional(answer),
        days_silent=days_silent(state, now),
        articles_a_day=articles_a_day(state, now),
        asked=asked,
        poll_every=schedule.usual(mean, bounds, every=feed.every, asked=asked),
    )


def _conditional(answer: Fetched) -> bool:
    return bool(answer.etag or answer.last_modified)
