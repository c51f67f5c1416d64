"""Single pages by their address: fetched and cleaned."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime

from connectors import addresses
from connectors.cleaner import Cleaner
from connectors.fetch import Fetcher
from connectors.page import Page
from connectors.refused import Refused
from schemas.article import CleanedArticle
from schemas.errors import FetchError
from schemas.redact import redact

ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"


async def read(
    urls: Iterable[str], fetcher: Fetcher, cleaner: Cleaner, clock: Callable[[], datetime]
) -> AsyncIterator[CleanedArticle | Refused]:
    """Gives the article at each address, or why there is none, in the order in which they are done; doubles once."""
    tasks = [asyncio.create_task(_article(url, fetcher, cleaner, clock)) for url in dict.fromkeys(urls)]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()


async def _article(
    url: str, fetcher: Fetcher, cleaner: Cleaner, clock: Callable[[], datetime]
) -> CleanedArticle | Refused:
    try:
        answer = await fetcher.get(url, accept=ACCEPT_PAGE, robots=True)
    except FetchError as error:
        return Refused.of(error)
    address = addresses.canonical(answer.url, secrets=addresses.secrets(url))
    page = Page(html=answer.body, url=address, charset=answer.charset, where=redact(url))
    return await cleaner.aclean(page, clock())
