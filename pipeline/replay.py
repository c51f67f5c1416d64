"""Publishes articles that lie on disk, as they are or as a test stream."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct

from connectors.file_reader import CLEAN_SECONDS
from connectors.files import read
from connectors.refused import Refused
from pipeline.passes import copy_of, newest_date, shift, shift_to
from schemas.article import CleanedArticle
from schemas.errors import InputError
from schemas.progress import Progress

SAID_REFUSALS = 20
"""Refused files that are named; the others are counted."""
PUBLISHED = "published"

Path = str | os.PathLike[str]


class Outlet(Protocol):
    """Where articles go: pipeline.publisher.Publisher, or a list in tests."""

    def send(self, article: CleanedArticle) -> None:
        """Sends an article; raises InputError where it is too large."""

    def flush(self) -> None:
        """Waits until all that was sent is safe."""


class Options(Struct, frozen=True, kw_only=True):
    """How to replay. `rate`: articles a second, None for as fast as it goes; `copies`: passes, None for endless.

    `clean_timeout`: seconds that cleaning one page may take."""

    rate: float | None = None
    copies: int | None = 1
    shift_dates: bool = False
    clean_timeout: float = CLEAN_SECONDS


class Count(Struct):
    """What a replay did so far."""

    published: int = 0
    refused: int = 0


def _now() -> datetime:
    return datetime.now(UTC)


class Replay:
    """One replay: run it with `run`, and ask `count` at any time, also after Ctrl-C."""

    def __init__(
        self,
        paths: Sequence[Path],
        options: Options,
        publisher: Outlet,
        progress: Progress,
        *,
        clock: Callable[[], datetime] = _now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """The clocks give the dates of the articles and the pace."""
        self.count = Count()
        self._paths, self._options, self._publisher, self._progress = paths, options, publisher, progress
        self._clock, self._monotonic, self._sleep = clock, monotonic, sleep

    def run(self, sent: Callable[[CleanedArticle], None] = lambda article: None) -> None:
        """Publishes everything; `sent` hears of each article. When it returns, Kafka has acknowledged them all.

        Raises InputError where a path does not exist, ServerError where Kafka does not take the articles.
        """
        start, options = self._monotonic(), self._options
        for article in self._stream():
            if options.rate is not None:
                self._sleep(max(0.0, start + self.count.published / options.rate - self._monotonic()))
            try:
                self._publisher.send(article)
            except InputError as error:
                self._refuse(str(error))
                continue
            self.count.published += 1
            sent(article)
            self._progress.update(PUBLISHED, self.count.published, unit="article")
        self._publisher.flush()
        self._progress.update(PUBLISHED, self.count.published, self.count.published, unit="article")

    def _stream(self) -> Iterator[CleanedArticle]:
        """Gives the articles of every pass; files are read again for each, so that any number of them fits."""
        number = 1
        while self._options.copies is None or number <= self._options.copies:
            before = self.count.published
            now = self._clock()
            articles: Iterable[CleanedArticle] = self._articles(now, say=number == 1)
            if self._options.shift_dates:
                by = shift_to(newest_date(self._articles(now, say=False)), now)
                articles = (shift(article, by, now) for article in articles)
            for article in articles:
                yield copy_of(article, number)
            if self.count.published == before:
                return  # nothing can be read there: an endless replay of nothing would never end
            number += 1

    def _articles(self, now: datetime, *, say: bool) -> Iterator[CleanedArticle]:
        for found in read(self._paths, now=now, clean_timeout=self._options.clean_timeout):
            if not isinstance(found, Refused):
                yield found
            elif say:
                self._refuse(str(found))

    def _refuse(self, sentence: str) -> None:
        self.count.refused += 1
        if self.count.refused <= SAID_REFUSALS:
            self._progress.say(f"refused: {sentence}")
        elif self.count.refused == SAID_REFUSALS + 1:
            self._progress.say("refused: more, which are counted and not named")
