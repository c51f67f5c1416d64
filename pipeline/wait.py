"""Waits until articles that were published can be found, or are dead letters."""

import time
from collections.abc import Callable
from itertools import islice
from types import TracebackType

from elasticsearch import ApiError, Elasticsearch, TransportError
from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import KafkaError
from msgspec import Struct

from pipeline.kafka_client import kafka_python, said_plainly
from pipeline.limits import MAX_REQUEST
from pipeline.orders import ROLES
from pipeline.topics import group
from schemas.article import CleanedArticle
from schemas.counted import counted
from schemas.endpoints import Endpoints
from schemas.errors import ServerError
from schemas.messages import CLEANED, ENRICHED, Headers, dead_letter_topic
from schemas.progress import Progress, Silent
from search.client import address, connect, explained
from search.indices import alias
from search.mapping import ARTICLES

LOOK_EVERY = 0.3
ASKED_AT_ONCE = 1_000
ROUNDS_AT_ONCE = 5
SAY_NO_WORKER = 5.0
GIVE_UP_WITHOUT_WORKER = 60.0
"""Seconds without any worker; one that is started anew after a crash is back in far less."""
LOCKED_OUT = frozenset({401, 403})
NO_WORKER = "No worker runs: type `pledgewire work` in another terminal. What was published waits in Kafka."


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of the articles, by version id. `dead` says the reason too."""

    searchable: frozenset[str]
    dead: dict[str, str]
    missing: frozenset[str]


class Arrival:
    """Follows articles from the moment they are published; open it before the first is.

    An article counts as searchable when a search finds its version, in a document at least as new as what was sent
    (so a replay of what is there already waits for its own copy); as dead when a dead letter came that bears its id.
    """

    def __init__(self, endpoints: Endpoints, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Notes where the topics end now. Raises ServerError where Kafka does not answer."""
        self._endpoints, self._monotonic = endpoints, monotonic
        self._wanted: dict[str, int] = {}
        self._tagged: set[str] = set()
        self._searchable: set[str] = set()
        self._dead: dict[str, str] = {}
        self._searched, self._away = float("-inf"), ""
        prefix = endpoints.kafka.topic_prefix
        self._enriched = prefix + ENRICHED
        topics = [self._enriched, *(dead_letter_topic(prefix + topic) for topic in (CLEANED, ENRICHED))]
        with said_plainly(endpoints.kafka, "follow the articles"):
            self._admin = KafkaAdminClient(**kafka_python(endpoints.kafka))
            self._consumer = KafkaConsumer(
                **kafka_python(endpoints.kafka), enable_auto_commit=False, max_partition_fetch_bytes=MAX_REQUEST
            )
            places = [
                TopicPartition(topic["name"], partition["partition_index"])
                for topic in self._admin.describe_topics(topics)
                for partition in topic["partitions"]
            ]
            ends = self._admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
            self._consumer.assign(places)
            for place in places:
                self._consumer.seek(place, ends[place].offset)
        self._elasticsearch: Elasticsearch = connect(endpoints.elasticsearch)

    def expect(self, article: CleanedArticle) -> None:
        """Adds an article that was published."""
        self._wanted[article.version_id] = article.version

    def wait(self, *, timeout: float | None = None, progress: Progress | None = None) -> Outcome:
        """Gives what became of all that was expected, once it is known of each, or after `timeout` seconds.

        Raises ServerError where no worker takes the articles for a minute, or Elasticsearch does not let us look.
        """
        show = progress or Silent()
        start = self._monotonic()
        looked_for_workers, without_since, said, said_away = start, None, False, False
        while True:
            self._follow()
            self._search()
            self._show(show)
            if self._away and not said_away:
                show.say(f"Waiting, nothing is lost: {self._away}")
                said_away = True
            now = self._monotonic()
            if not self._missing() or (timeout is not None and now - start >= timeout):
                return Outcome(
                    searchable=frozenset(self._searchable), dead=dict(self._dead), missing=frozenset(self._missing())
                )
            if now - looked_for_workers >= 1.0:
                looked_for_workers = now
                without_since = None if self._workers_run() else without_since or now
            if without_since is not None and now - without_since >= SAY_NO_WORKER and not said:
                show.say(NO_WORKER)
                said = True
            if without_since is not None and now - without_since >= GIVE_UP_WITHOUT_WORKER:
                raise ServerError(
                    f"{counted(len(self._missing()), 'article is', 'articles are')} not searchable yet. {NO_WORKER}"
                )

    def __enter__(self) -> "Arrival":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._consumer.close()
        self._admin.close()
        self._elasticsearch.close()

    def _missing(self) -> list[str]:
        return [each for each in self._wanted if each not in self._searchable and each not in self._dead]

    def _follow(self) -> None:
        """Reads which versions were tagged and which were dead-lettered; waits a moment for more."""
        try:
            polled = self._consumer.poll(timeout_ms=int(LOOK_EVERY * 1000))
        except KafkaError:
            time.sleep(LOOK_EVERY)
            return
        for place, records in polled.items():
            for record in records:
                version = _header(record.headers, "ce_id").rpartition(":")[2]
                if version not in self._wanted:
                    continue
                if place.topic == self._enriched:
                    self._tagged.add(version)
                else:
                    self._dead[version] = _header(record.headers, "dlq_reason")

    def _search(self) -> None:
        if self._monotonic() - self._searched < LOOK_EVERY:
            return
        self._searched = self._monotonic()
        waiting = iter([each for each in self._missing() if each in self._tagged])
        for _ in range(ROUNDS_AT_ONCE):
            asked = list(islice(waiting, ASKED_AT_ONCE))
            if not asked:
                return
            try:
                found = self._elasticsearch.search(
                    index=alias(ARTICLES, self._endpoints.elasticsearch.index_prefix),
                    ignore_unavailable=True,
                    query={"bool": {"filter": [{"terms": {"versions": asked}}]}},
                    source_includes=["versions", "version"],
                    size=ASKED_AT_ONCE,
                )
            except (ApiError, TransportError) as error:
                self._away = explained(error, address(self._elasticsearch))
                if isinstance(error, ApiError) and error.status_code in LOCKED_OUT:
                    raise ServerError(self._away) from error
                return
            for hit in found["hits"]["hits"]:
                source = hit["_source"]
                self._searchable |= {
                    version
                    for version in source["versions"]
                    if source["version"] >= self._wanted.get(version, float("inf"))
                }

    def _workers_run(self) -> bool:
        """Tells whether each role has a member in its group; True where that cannot be seen."""
        try:
            states = {each["group_id"]: each["group_state"] for each in self._admin.list_groups()}
        except KafkaError:
            return True
        prefix = self._endpoints.kafka.topic_prefix
        return all(states.get(group(prefix, role), "Dead") not in ("Empty", "Dead") for role in ROLES)

    def _show(self, progress: Progress) -> None:
        total = len(self._wanted)
        progress.update("tagged", len(self._tagged | self._dead.keys()), total, unit="article")
        progress.update("searchable", len(self._searchable), total - len(self._dead), unit="article")


def _header(headers: Headers, name: str) -> str:
    return next((value.decode("utf-8", "replace") for key, value in headers if key == name and value), "")
