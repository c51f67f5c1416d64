"""The pages behind a feed's entries, fetched and cleaned."""

from collections.abc import Callable
from datetime import datetime

from msgspec import structs

from config.model import Feed
from connectors import addresses
from connectors.assemble import Known
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from connectors.page import Page
from connectors.refused import Refused
from connectors.web import ACCEPT_PAGE
from pipeline.fates import Note, Noted
from schemas.article import CleanedArticle
from schemas.entry import Entry
from schemas.errors import DisallowedError, FetchError
from schemas.ledger import Line
from schemas.redact import redact


class Pages:
    """Makes articles of entries; `note` hears of each that was fetched, and of each that an article came of."""

    def __init__(self, fetcher: Fetcher, cleaner: Cleaner, *, clock: Callable[[], datetime], note: Note) -> None:
        self._fetcher, self._cleaner, self._clock, self._note = fetcher, cleaner, clock, note

    async def behind(self, feed: Feed, entry: Entry, outlet: str, line: Line) -> CleanedArticle | Refused | FetchError:
        """Gives the article behind an entry, whose line it is; a FetchError where trying again later may help.

        Where robots.txt keeps us from the page, what the feed itself tells may still make an article.
        """
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
            answer = await self._fetcher.get(entry.url, accept=ACCEPT_PAGE, robots=True)
            self._note(Noted("fetched", line))
            led_to = addresses.canonical(answer.url, secrets=addresses.secrets(feed.url))
            page = structs.replace(page, html=answer.body, url=led_to or page.url, charset=answer.charset)
        except FetchError as error:
            failure = error
        found = await self._cleaner.aclean(page, self._clock())
        if isinstance(found, CleanedArticle):
            self._note(Noted("cleaned", line, article=found))
        elif isinstance(failure, DisallowedError):
            return Refused.of(failure)
        elif failure is not None:
            return failure
        elif found.again:
            return FetchError(str(found))
        return found


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
        feed_tags=feed.tags,
    )
