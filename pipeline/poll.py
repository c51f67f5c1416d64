"""One poll of one feed: what it lists that is new, fetched, cleaned and published, and what is remembered of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from msgspec import structs

from config.model import Feed
from connectors.cleaner import Cleaner
from connectors.feed import ACCEPT_FEED
from connectors.feed_content import FeedContent
from connectors.fetch import Fetcher
from connectors.fetched import Fetched
from connectors.refused import Refused
from pipeline import remembered, sitemap_index
from pipeline.delivery import Publish
from pipeline.fates import Note, Noted, unheard
from pipeline.pages import Pages
from pipeline.polled import Polled
from schemas.article import CleanedArticle
from schemas.entry import Entry
from schemas.errors import FetchError, PutOffError
from schemas.feed_state import FeedState, Seen, entry_mark
from schemas.ledger import Line

AT_ONCE = 20
"""Entries fetched before what they gave is published and remembered."""
MOST_TRIES = 3
"""Polls in which an entry that cannot be had is tried before it is given up."""

MOST_KEPT = 1_500
"""Entries of which it is remembered over pushes that they were dealt with, until a poll says what is listed."""

Save = Callable[[FeedState], Awaitable[None]]


class Poller:
    """Polls feeds. `publish` returns once Kafka has acknowledged the articles; only then are their entries remembered
    (`save`), so an article may be published twice when the process dies in between, and never not at all.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        cleaner: Cleaner,
        *,
        publish: Publish,
        save: Save,
        clock: Callable[[], datetime],
        note: Note = unheard,
    ) -> None:
        """`note` hears what becomes of every entry; see `know` for what was published before."""
        self._fetcher, self._cleaner = fetcher, cleaner
        self._pages = Pages(fetcher, cleaner, clock=clock, note=note)
        self._publish, self._save, self._clock, self._note = publish, save, clock, note
        self._versions: set[str] = set()

    def know(self, state: FeedState) -> None:
        """Remembers which versions a feed has given, so that no other feed publishes them again."""
        self._versions.update(one.version for one in state.seen if one.version)

    async def poll(self, feed: Feed, state: FeedState) -> Polled:
        """Gives what became of the feed's entries. Raises FetchError where the feed itself cannot be had or read."""
        try:
            answer = await self._fetcher.get(
                feed.url, accept=ACCEPT_FEED, etag=state.etag, last_modified=state.last_modified
            )
            if answer.status == 304:
                self._note(Noted("not-modified"))
                state = remembered.succeeded(state, answer, self._clock())
                return Polled(state=state, modified=False, asked=remembered.longer(state.ttl, answer.max_age))
            listed = await self._cleaner.afeed(answer.body, answer.url, feed.language)
            answer = answer.without_body()
            content, failures = await sitemap_index.follow(listed, self._fetcher, self._cleaner, feed.language)
        except FetchError as error:
            self._note(Noted("failed", why=str(error)))
            raise
        polled = await self._take(feed, state, answer, content, failures)
        # Link headers go before what the feed says of itself (WebSub, section 4).
        hub, topic = (answer.hub, answer.self_url) if answer.hub else (content.hub, content.self_url)
        return structs.replace(polled, hub=hub, topic=topic)

    async def push(self, feed: Feed, state: FeedState, body: bytes) -> Polled:
        """Gives what became of the entries in what a hub sent, which may be the new ones alone.

        Raises FetchError where it is no feed. What the next poll asks for stays as it is.
        """
        answer = Fetched(url=feed.url, status=200, body=body, etag=state.etag, last_modified=state.last_modified)
        content = await self._cleaner.afeed(body, feed.url, feed.language)
        return await self._take(feed, state, answer, content, (), also=[one.entry for one in state.seen][:MOST_KEPT])

    async def _take(
        self,
        feed: Feed,
        state: FeedState,
        answer: Fetched,
        content: FeedContent,
        failures: tuple[Refused, ...],
        also: Sequence[str] = (),
    ) -> Polled:
        """`also` are marks of entries that are listed still, though they do not stand in `content`."""
        entries = {entry_mark(entry.key): entry for entry in content.entries}
        listed = (*entries, *also)
        seen = {one.entry: one for one in state.seen}
        wanted = [mark for mark, entry in entries.items() if remembered.is_new(entry, seen.get(mark))]
        unseen = [entries[mark] for mark in wanted if mark not in seen]
        state = structs.replace(state, recent=remembered.appeared(state, unseen, self._clock()))
        asked = remembered.longer(content.ttl, answer.max_age)
        polled = Polled(state=state, listed=len(entries), new=len(wanted), refused=failures, asked=asked)
        begun = self._clock()
        lines = {mark: remembered.line(state, entries[mark], seen.get(mark), begun) for mark in wanted}
        for line in lines.values():
            self._note(Noted("expected", line))
        for start in range(0, len(wanted), AT_ONCE):
            marks = wanted[start : start + AT_ONCE]
            pages = (self._pages.behind(feed, entries[mark], content.title, lines[mark]) for mark in marks)
            found = dict(zip(marks, await asyncio.gather(*pages), strict=True))
            polled = await self._remember(polled, entries, lines, found, seen, listed)
        # The sitemaps of an index change without it.
        waiting = content.kind == "sitemap-index" or any(seen[mark].tries for mark in entries if mark in seen)
        # An entry that is to be tried again must be listed again, so the next poll must not be answered with 304.
        state = structs.replace(
            polled.state,
            etag=None if waiting else answer.etag,
            last_modified=None if waiting else answer.last_modified,
            seen=remembered.kept(seen, listed),
        )
        return structs.replace(polled, state=remembered.succeeded(state, answer, self._clock(), content))

    async def _remember(
        self,
        polled: Polled,
        entries: dict[str, Entry],
        lines: dict[str, Line],
        found: dict[str, CleanedArticle | Refused | FetchError],
        seen: dict[str, Seen],
        listed: Sequence[str],
    ) -> Polled:
        """Publishes what is new among `found` and then saves that it was dealt with; `seen` is updated."""
        articles: dict[str, CleanedArticle] = {}
        refused: list[Refused] = []
        replaced: list[tuple[str | None, str]] = []
        unchanged = 0
        for mark, result in found.items():
            before, entry, line = seen.get(mark), entries[mark], lines[mark]
            version = before.version if before else None
            tries = 0
            if isinstance(result, CleanedArticle):
                # Two entries may lead to one page: its AMP copy, say, or the same with another tracker.
                now = {each.version_id for each in articles.values()}
                if result.version_id == version or result.version_id in self._versions | now:
                    unchanged += 1
                    self._note(Noted("duplicate", line, article=result))
                else:
                    articles[mark] = result
                replaced.append((version, result.version_id))
                version = result.version_id
            else:
                if isinstance(result, FetchError):
                    tried = before.tries if before else 0
                    # Nothing was asked of a host that rests, so that was no try.
                    tries = max(tried, 1) if isinstance(result, PutOffError) else (tried + 1) % MOST_TRIES
                    result = Refused.of(result)
                refused.append(result)
                self._note(Noted("retried" if tries else "skipped", line, why=result.why))
            seen[mark] = Seen(
                entry=mark, updated=entry.updated, version=version, tries=tries, expected_at=line.expected_at
            )
        if articles:
            await self._publish(list(articles.values()), [lines[mark] for mark in articles])
        for mark, article in articles.items():
            self._note(Noted("published", lines[mark], article=article))
        self._versions.difference_update(old for old, _ in replaced if old)
        self._versions.update(new for _, new in replaced)
        state = structs.replace(polled.state, seen=remembered.kept(seen, listed))
        await self._save(state)
        return structs.replace(
            polled,
            state=state,
            published=polled.published + len(articles),
            unchanged=polled.unchanged + unchanged,
            refused=(*polled.refused, *refused),
        )
