"""What answers are made with: the index, the names, the clock; and the questions that pages and API both ask."""

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TypedDict

from elasticsearch import Elasticsearch

from connectors.addresses import canonical
from pipeline.correction_book import CorrectionBook
from schemas.feed_state import FeedState
from search import run, semantic, stories, walk
from search.actor import Actor, actor
from search.answer import Answer, ClaimAnswer, Whole
from search.attention import Attention, Split, attention
from search.attention import By as Every
from search.embedding import Embedder, MultilingualE5
from search.frequency import frequencies
from search.guarantee_type import OfType, of_type
from search.matrix import By, Matrix, matrix
from search.news import News, news
from search.parameters import What
from search.question import Question
from search.stories import Stories
from search.walk import Place
from web.names import Names

FRESH = 60.0
"""Seconds for which counts beside suggestions are believed."""


class _Moment(TypedDict):
    now: datetime
    nonce: str


class Desk:
    """Asks on behalf of requests. Its methods block, raise as those of `search` do, and may be called by threads."""

    def __init__(
        self,
        client: Elasticsearch,
        prefix: str,
        names: Names,
        states: Callable[[], Sequence[FeedState]],
        *,
        corrections: CorrectionBook | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        embedder: Callable[[], Embedder] = MultilingualE5,
    ) -> None:
        """`states` gives what fetchers remember of the feeds; `clock` the time that `30d` counts from.

        Without `corrections` those that are made are kept in memory alone.
        `embedder` is asked for once, by the first question that ranks by meaning.
        """
        self.client, self.prefix, self.names, self.states, self.clock = client, prefix, names, states, clock
        self.corrections = corrections or CorrectionBook()
        self._frequent: tuple[float, Mapping[str, int]] = (-FRESH, {})
        self._embedder = cache(embedder)

    def articles(self, question: Question) -> Answer:
        """Gives a page of articles. Raises UsageError where meaning is asked for and the extra is not installed."""
        if question.semantic:
            return semantic.search(self.client, self.prefix, question, self._embedder(), **self._moment())
        return run.search(self.client, self.prefix, question, **self._moment())

    def claims(self, question: Question) -> ClaimAnswer:
        """Gives a page of claims."""
        return run.positions(self.client, self.prefix, question, **self._moment())

    def walk_articles(self, question: Question, place: Place | None) -> tuple[Answer, Place | None]:
        """Gives the articles at a place of a walk, and the next place."""
        return walk.articles(self.client, self.prefix, question, place, **self._moment())

    def walk_claims(self, question: Question, place: Place | None) -> tuple[ClaimAnswer, Place | None]:
        """Gives the claims at a place of a walk, and the next place."""
        return walk.claims(self.client, self.prefix, question, place, **self._moment())

    def article(self, name: str) -> Whole:
        """Gives an article by id or address."""
        return run.article(self.client, self.prefix, name, canonical(name) or name)

    def stories(self, *, since: str | None, until: str | None, least: int, size: int) -> Stories:
        """Gives the stories with an article in that time."""
        return stories.stories(
            self.client, self.prefix, since=since, until=until, least=least, size=size, now=self.clock()
        )

    def matrix(self, question: Question, *, by: By, size: int) -> Matrix:
        """Gives who takes which stance for whom."""
        return matrix(self.client, self.prefix, question, by=by, size=size, now=self.clock())

    def actor(self, identity: str, *, since: str | None, until: str | None) -> Actor:
        """Gives what the index holds about an actor."""
        return actor(self.client, self.prefix, identity, since=since, until=until, **self._moment())

    def over_time(self, question: Question, of: What, *, by: Every | None, split: Split | None) -> Attention:
        """Gives counts over time."""
        return attention(self.client, self.prefix, question, of=of, by=by, split=split, now=self.clock())

    def of_type(self, identity: str, *, since: str | None, until: str | None) -> OfType:
        """Gives what the index holds about a type of guarantee."""
        return of_type(self.client, self.prefix, identity, since=since, until=until, **self._moment())

    def news(self, question: Question, *, by: By = "actor") -> News:
        """Gives what is new since the question's beginning."""
        return news(self.client, self.prefix, question, by=by, **self._moment())

    def frequent(self) -> Mapping[str, int]:
        """Gives the number of articles by id, at most FRESH seconds old."""
        then, known = self._frequent
        if time.monotonic() - then >= FRESH:
            known = frequencies(self.client, self.prefix)
            self._frequent = (time.monotonic(), known)
        return known

    def _moment(self) -> _Moment:
        return {"now": self.clock(), "nonce": secrets.token_hex(8)}
