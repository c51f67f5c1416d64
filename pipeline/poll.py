"""One poll of one feed: what it lists that is new, fetched, cleaned and published, and what is remembered of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from msgspec import Struct, structs

from config.model import Feed
from connectors import addresses
from connectors.assemble import Known, moment
from connectors.cleaner import Cleaner
from connectors.feed import ACCEPT_FEED
from connectors.fetch import Fetcher
from connectors.page import Page
from connectors.refused import Refused
from connectors.web import ACCEPT_PAGE
from pipeline import sitemap_index
from schemas.article import CleanedArticle
from schemas.entry import Entry
from schemas.errors import FetchError
from schemas.feed_state import KEEP_GONE, FeedState, Seen, entry_mark
from schemas.redact import redact

AT_ONCE = 20
"""Entries fetched before what they gave is published and remembered."""
MOST_TRIES = 3
"""Polls in which an entry that cannot be had is tried before it is given up."""

Publish = Callable[[list[CleanedArticle]], Awaitable[None]]
Save = Callable[[FeedState], Awaitable[None]]


class Polled(Struct, frozen=True, kw_only=True):
    """What a poll came to; the numbers count entries. `state` is yet to be saved, with when the next poll is due."""

    state: FeedState
    listed: int = 0
    new: int = 0
    published: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    modified: bool = True


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
        versions: Iterable[str] = (),
    ) -> None:
        """`versions` are the ids of those that were published before, whichever feed listed them."""
        self._fetcher, self._cleaner = fetcher, cleaner
        self._publish, self._save, self._clock = publish, save, clock
        self._versions = set(versions)

    async def poll(self, feed: Feed, state: FeedState) -> Polled:
        """Gives what became of the feed's entries. Raises FetchError where the feed itself cannot be had or read."""
        answer = await self._fetcher.get(
            feed.url, accept=ACCEPT_FEED, etag=state.etag, last_modified=state.last_modified
        )
        if answer.status == 304:
            return Polled(state=self._succeeded(state), modified=False)
        listed = await self._cleaner.afeed(answer.body, answer.url, feed.language)
        content, failures = await sitemap_index.follow(listed, self._fetcher, self._cleaner, feed.language)
        entries = {entry_mark(entry.key): entry for entry in content.entries}
        seen = {one.entry: one for one in state.seen}
        wanted = [mark for mark, entry in entries.items() if _is_new(entry, seen.get(mark))]
        polled = Polled(state=state, listed=len(entries), new=len(wanted), refused=failures)
        for start in range(0, len(wanted), AT_ONCE):
            marks = wanted[start : start + AT_ONCE]
            found = await asyncio.gather(*(self._article(feed, entries[mark], content.title) for mark in marks))
            polled = await self._remember(polled, entries, dict(zip(marks, found, strict=True)), seen)
        # The sitemaps of an index change without it.
        waiting = content.kind == "sitemap-index" or any(seen[mark].tries for mark in entries if mark in seen)
        # An entry that is to be tried again must be listed again, so the next poll must not be answered with 304.
        state = structs.replace(
            polled.state,
            etag=None if waiting else answer.etag,
            last_modified=None if waiting else answer.last_modified,
            seen=_bounded(seen, entries),
        )
        return structs.replace(polled, state=self._succeeded(state))

    async def _article(self, feed: Feed, entry: Entry, outlet: str) -> CleanedArticle | Refused | FetchError:
        """The article behind an entry; a FetchError where trying again later may help."""
        page = Page(
            html=b"",
            url=entry.url,
            known=_known(feed, entry, outlet),
            title=entry.title,
            fallback=max(entry.content, entry.summary, key=len),
            where=redact(entry.url),
        )
        failure: FetchError | None = None
        try:
            answer = await self._fetcher.get(entry.url, accept=ACCEPT_PAGE)
            led_to = addresses.canonical(answer.url, secrets=addresses.secrets(feed.url))
            page = structs.replace(page, html=answer.body, url=led_to or page.url, charset=answer.charset)
        except FetchError as error:
            failure = error
        found = await self._cleaner.aclean(page, self._clock())
        if isinstance(found, Refused) and failure is not None:
            return failure
        return found

    async def _remember(
        self,
        polled: Polled,
        entries: dict[str, Entry],
        found: dict[str, CleanedArticle | Refused | FetchError],
        seen: dict[str, Seen],
    ) -> Polled:
        """Publishes what is new among `found` and then saves that it was dealt with; `seen` is updated."""
        articles: list[CleanedArticle] = []
        refused: list[Refused] = []
        replaced: list[tuple[str | None, str]] = []
        unchanged = 0
        for mark, result in found.items():
            before, updated = seen.get(mark), entries[mark].updated
            version = before.version if before else None
            tries = 0
            if isinstance(result, CleanedArticle):
                if result.version_id == version or result.version_id in self._versions:
                    unchanged += 1
                else:
                    articles.append(result)
                replaced.append((version, result.version_id))
                version = result.version_id
            elif isinstance(result, Refused):
                refused.append(result)
            else:
                refused.append(Refused.of(result))
                tried = (before.tries if before else 0) + 1
                tries = tried if tried < MOST_TRIES else 0
            seen[mark] = Seen(entry=mark, updated=updated, version=version, tries=tries)
        if articles:
            await self._publish(articles)
        self._versions.difference_update(old for old, _ in replaced if old)
        self._versions.update(new for _, new in replaced)
        state = structs.replace(polled.state, seen=_bounded(seen, entries))
        await self._save(state)
        return structs.replace(
            polled,
            state=state,
            published=polled.published + len(articles),
            unchanged=polled.unchanged + unchanged,
            refused=(*polled.refused, *refused),
        )

    def _succeeded(self, state: FeedState) -> FeedState:
        now = moment(self._clock())
        return structs.replace(state, last_poll=now, last_success=now, errors=0, last_error=None)


def _is_new(entry: Entry, before: Seen | None) -> bool:
    return before is None or before.tries > 0 or before.updated != entry.updated


def _known(feed: Feed, entry: Entry, outlet: str) -> Known:
    secrets = addresses.secrets(feed.url)
    return Known(
        url=addresses.canonical(entry.url, secrets=secrets),
        published=entry.published,
        published_from="feed" if entry.published else None,
        authors=entry.authors,
        publisher=outlet or None,
        language=feed.language,
        feed_url=entry.feed_url,
    )


def _bounded(seen: dict[str, Seen], listed: Iterable[str]) -> tuple[Seen, ...]:
    """Those that the feed lists now, in its order, and the last of those that it listed before."""
    now = [seen[mark] for mark in listed if mark in seen]
    marks = {one.entry for one in now}
    gone = [one for one in seen.values() if one.entry not in marks]
    return (*now, *gone[:KEEP_GONE])
