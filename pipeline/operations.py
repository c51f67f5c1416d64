"""What who runs this wants to see at once: feeds, what waits, dead letters, the ledger, the flow, and the versions."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from elasticsearch import Elasticsearch
from msgspec import Struct

from pipeline.alerts.standing import SavedStanding
from pipeline.backlog import Backlog, backlog
from pipeline.dead_letter_store import DeadLetters, Retried
from pipeline.dead_letters import DeadLetter
from pipeline.feed_health import Health, healths
from pipeline.looking import Look
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError
from schemas.feed_state import FeedState
from search.flow import Flow, flow
from tagging.interface import Versions as TaggerVersions

PATIENCE = 0.6
"""Seconds until the page is answered with what is known."""
MOST_LETTERS = 50
KAFKA, INDEX = "Kafka", "Elasticsearch"


class Versions(Struct, frozen=True, kw_only=True):
    """What runs here. Kafka tells nobody its version: it is known where it is the embedded one."""

    pledgewire: str
    tagger: str
    vocabulary: str
    kafka: str | None = None
    elasticsearch: str | None = None


class Unseen(Struct, frozen=True, kw_only=True):
    """What could not be seen, or not newly (then `age` says how many seconds old is what is shown), and why."""

    of: str
    sentence: str
    age: float | None = None


class Receiver(Struct, frozen=True, kw_only=True):
    """How one who is told of a saved search's alerts stands; who that is, and why it failed, only writers are told."""

    saved: str
    kind: str
    condition: str
    waiting: int
    sent: int
    failures: int
    given_up: int


class Operations(Struct, frozen=True, kw_only=True):
    """All of it at one moment; what could not be seen is None. `dead_letters` are the oldest that were not retried."""

    at: datetime
    versions: Versions
    problems: tuple[Unseen, ...] = ()
    feeds: tuple[Health, ...] | None = None
    stream: Backlog | None = None
    dead_letters: tuple[DeadLetter, ...] | None = None
    flow: Flow | None = None
    receivers: tuple[Receiver, ...] | None = None


class Overview:
    """Looks at all of it. `now` answers in PATIENCE, whoever is away; its methods may be called by any thread."""

    def __init__(
        self,
        *,
        states: Callable[[], Iterable[FeedState]],
        stream: Callable[[], Backlog],
        letters: Callable[[], Sequence[DeadLetter]],
        index: Callable[[], Flow],
        alerts: Callable[[], Sequence[SavedStanding]],
        retry: Callable[[str | None, str | None], Retried],
        tagger: TaggerVersions,
        kafka_version: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = PATIENCE,
    ) -> None:
        """Each asks a server and may take its time. `retry` takes topic and id, as `DeadLetters.retry`."""
        self._clock, self._patience, self._retry = clock, patience, retry
        self._tagger, self._kafka_version = tagger, kafka_version
        self._feeds = Look(KAFKA, lambda: tuple(healths(states(), clock())))
        self._stream = Look(KAFKA, stream)
        self._letters = Look(KAFKA, lambda: tuple(letters()))
        self._index = Look(INDEX, index)
        self._alerts = Look(KAFKA, lambda: _receivers(alerts()))

    def now(self) -> Operations:
        """Gives what is known now; raises nothing."""
        until = time.monotonic() + self._patience
        looks: dict[str, Look[Any]] = {
            "feeds": self._feeds,
            "stream": self._stream,
            "dead_letters": self._letters,
            "flow": self._index,
            "receivers": self._alerts,
        }
        for look in looks.values():
            look.begin()
        known = {name: look.known(until - time.monotonic()) for name, look in looks.items()}
        problems = tuple(
            Unseen(of=name, sentence=one.problem, age=one.age) for name, one in known.items() if one.problem
        )
        seen = known["flow"].value
        return Operations(
            at=self._clock(),
            versions=Versions(
                pledgewire=version("pledgewire"),
                tagger=self._tagger.tagger,
                vocabulary=self._tagger.vocabulary,
                kafka=self._kafka_version,
                elasticsearch=seen.server_version if seen else None,
            ),
            problems=problems,
            **{name: one.value for name, one in known.items()},
        )

    def retry(self, topic: str | None, only: str | None) -> Retried:
        """Sends dead letters back, as `pledgewire dead-letters retry`. Raises ServerError, UsageError."""
        done = self._retry(topic, only)
        self._letters.forget()
        self._stream.forget()
        return done


def overview(
    kafka: KafkaEndpoint,
    client: Elasticsearch,
    prefix: str,
    *,
    states: Callable[[], Iterable[FeedState]],
    alerts: Callable[[], Sequence[SavedStanding]],
    tagger: TaggerVersions,
    kafka_version: str | None,
) -> Overview:
    """Gives the overview of these servers; asks them nothing yet."""
    letters = DeadLetters(kafka)
    return Overview(
        states=states,
        stream=lambda: backlog(kafka),
        letters=lambda: letters.waiting_longest(MOST_LETTERS),
        index=lambda: flow(client, prefix, datetime.now(UTC)),
        alerts=alerts,
        retry=letters.retry,
        tagger=tagger,
        kafka_version=kafka_version,
    )


def _receivers(standings: Iterable[SavedStanding]) -> tuple[Receiver, ...]:
    """Gives the receivers of all saved searches, those that want attention first."""
    found = [
        Receiver(
            saved=saved.name,
            kind=one.kind,
            condition=one.condition,
            waiting=one.waiting,
            sent=one.sent,
            failures=one.failures,
            given_up=one.given_up,
        )
        for saved in standings
        for one in saved.receivers
    ]
    return tuple(sorted(found, key=lambda one: (one.condition not in ("failing", "unknown"), one.saved)))


def nothing(tagger: TaggerVersions) -> Overview:
    """Gives an overview without servers: it says that there are none."""

    def none(*_: object) -> Any:
        raise ServerError("no server is known here")

    return Overview(states=none, stream=none, letters=none, index=none, alerts=none, retry=none, tagger=tagger)
