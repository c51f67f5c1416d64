"""Brings the index up to date with the tagger: sends what others tagged through enrichment again, from the topic."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from elasticsearch import Elasticsearch
from msgspec import Struct

from pipeline.cleaned_topic import articles
from pipeline.wait import Outcome as Arrived
from schemas.article import CleanedArticle
from schemas.counted import counted
from schemas.endpoints import Endpoints, KafkaEndpoint
from schemas.errors import ServerError
from schemas.progress import Progress
from search.tagged_by import Kept, Others, TaggedBy, counted_by
from tagging.interface import Versions

SENT = "sent to be tagged again"
SETTLED = "carries the new tags"
LOOK_EVERY = 0.5
RESTS = 4
"""How much longer than a look takes the server is left alone after it."""
STILL = 30.0
"""Seconds without any article more that carries the new tags, after which the workers are taken to tag otherwise."""


class Outlet(Protocol):
    """Where articles go: pipeline.publisher.Publisher."""

    def send(self, article: CleanedArticle) -> None:
        """Sends an article; raises InputError where it is too large."""

    def flush(self) -> None:
        """Waits until all that was sent is safe."""


class OtherVersions(Protocol):
    """Who was tagged otherwise: search.tagged_by.Others."""

    def ids(self) -> set[str]:
        """Gives their ids now."""


class Awaited(Protocol):
    """Follows what was sent: pipeline.wait.Arrival."""

    def wait(self, *, timeout: float | None = None, progress: Progress | None = None) -> Arrived:
        """Gives what became of it."""


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be tagged again: the indexed version of each article, and by whom they were tagged."""

    wanted: dict[str, Kept]
    by: tuple[TaggedBy, ...]


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of them: `missing` are no longer in the topic, `dead` became dead letters."""

    wanted: int
    sent: int
    retagged: int = 0
    missing: int = 0
    dead: int = 0


def plan(others: Others) -> Plan:
    """Gives what must be tagged again. Raises ServerError."""
    wanted = others.all()
    return Plan(wanted=wanted, by=counted_by(wanted.values()))


def send(
    wanted: dict[str, Kept],
    endpoint: KafkaEndpoint,
    outlet: Outlet,
    progress: Progress,
    expect: Callable[[CleanedArticle], None] = lambda article: None,
) -> dict[str, str]:
    """Sends the very version that is indexed of each article to the topic of cleaned articles, once.

    Gives the version ids of what was sent by article id; `expect` hears of each article before it goes.

    Delivery: when it returns, Kafka has them all. The version and its number are those that the index has, so that
    the new tags take the place of the old and nothing doubles, also where this is done twice or breaks off half-way.
    Raises ServerError.
    """
    left = dict(wanted)
    sent: dict[str, str] = {}
    progress.update(SENT, 0, len(wanted), unit="article")
    for article in articles(endpoint) if left else ():
        kept = left.get(article.article_id)
        if kept is None or (article.version_id, article.version) != (kept.version_id, kept.version):
            continue
        del left[article.article_id]
        expect(article)
        outlet.send(article)
        sent[article.article_id] = article.version_id
        progress.update(SENT, len(sent), len(wanted), unit="article")
        if not left:
            break
    outlet.flush()
    return sent


def settle(
    sent: dict[str, str],
    others: OtherVersions,
    arrival: Awaited,
    progress: Progress,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[int, int]:
    """Waits until every article carries the new tags or is a dead letter; gives how many of each.

    `arrival` was told of them before they were sent. Raises ServerError where no worker runs, or where the workers give
    other tags than these.
    """
    outcome = arrival.wait(progress=progress)
    dead = {article for article, version in sent.items() if version in outcome.dead}
    waiting = sent.keys() - dead
    left, since = waiting, monotonic()
    while left:
        asked = monotonic()
        now_left = waiting & others.ids()
        took = monotonic() - asked
        progress.update(SETTLED, len(waiting) - len(now_left), len(waiting), unit="article")
        if len(now_left) < len(left):
            since = monotonic()
        left = now_left
        if left and monotonic() - since > STILL:
            raise ServerError(
                f"{counted(len(left), 'article')} still {'carries' if len(left) == 1 else 'carry'} other versions: "
                "the workers tag with another tagger or vocabulary. Restart them with this one and type retag again."
            )
        if left:
            sleep(max(LOOK_EVERY, RESTS * took))
    return len(waiting), len(dead)


def others(client: Elasticsearch, endpoints: Endpoints, versions: Versions, since: datetime | None = None) -> Others:
    """Gives the question for articles that were tagged otherwise than by these versions."""
    return Others(client, endpoints.elasticsearch.index_prefix, versions.tagger, versions.vocabulary, since)
