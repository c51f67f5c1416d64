"""The topics: how they are set, and that they are there before anything uses them; and the groups that read them."""

import logging
from typing import Any

from kafka.admin import ConfigResource, KafkaAdminClient
from kafka.errors import TopicAlreadyExistsError, for_code
from msgspec import Struct

from config.servers import Kafka
from pipeline.kafka_client import kafka_python, said_plainly
from pipeline.limits import MIB, TOPIC_CLEANED, TOPIC_DEAD_LETTERS, TOPIC_ENRICHED
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError
from schemas.messages import (
    ALERT,
    CLEANED,
    CORRECTION,
    ENRICHED,
    FEED,
    FILE,
    INDEXED,
    LEDGER,
    RECEIVER,
    SAVED,
    dead_letter_topic,
)

WORKED_ON = (CLEANED, ENRICHED, FEED, LEDGER)
"""Topics that have dead letters."""
STATES = (FEED, FILE, CORRECTION)
"""Topics of which the newest value of each key is kept."""
FOR_EVER = "-1"
A_MONTH = str(30 * 86_400_000)
"""Milliseconds for which it is kept that an article was indexed: one that is older alerts nobody."""
SOON_COMPACTED = {"segment.ms": "3600000", "segment.bytes": str(64 * MIB), "min.cleanable.dirty.ratio": "0.2"}
"""States are read from the beginning at every start, and what was written in the newest segment is never compacted:
with Kafka's seven days and 1 GB that would be all polls of a week."""

log = logging.getLogger(__name__)


class Topic(Struct, frozen=True):
    """A topic as we want it; `settings` are Kafka's own names."""

    name: str
    partitions: int
    replication: int
    settings: dict[str, str]


def group(prefix: str, role: str) -> str:
    """Gives the consumer group of a role (`enrich`, `index`, `dead-letters`)."""
    return f"{prefix}pledgewire.{role}"


def wanted(prefix: str, kafka: Kafka) -> tuple[Topic, ...]:
    """Gives every topic with its settings. Articles and dead letters are kept for ever: replay and retagging read
    them again, and a dead letter waits for a person (docs/decisions/0020)."""
    kept = {"cleanup.policy": "delete", "retention.ms": FOR_EVER, "retention.bytes": FOR_EVER}
    safe = {"min.insync.replicas": "2" if kafka.replication >= 3 else "1"}

    def topic(name: str, largest: int, settings: dict[str, str], partitions: int = kafka.partitions) -> Topic:
        return Topic(name, partitions, kafka.replication, {**settings, **safe, "max.message.bytes": str(largest)})

    articles = ((CLEANED, TOPIC_CLEANED), (ENRICHED, TOPIC_ENRICHED))
    states = {"cleanup.policy": "compact", **SOON_COMPACTED}
    return (
        *(topic(prefix + name, largest, kept) for name, largest in articles),
        topic(prefix + LEDGER, MIB, kept),
        *(topic(prefix + name, MIB, states) for name in STATES),
        # One partition, so that one agent at a time decides what is an alert (docs/decisions/0122).
        topic(prefix + INDEXED, MIB, {**kept, "retention.ms": A_MONTH}, 1),
        topic(prefix + ALERT, MIB, kept),
        *(topic(prefix + name, MIB, states, 1) for name in (SAVED, RECEIVER)),
        *(topic(dead_letter_topic(prefix + name), TOPIC_DEAD_LETTERS, kept) for name in WORKED_ON),
    )


def ensure(endpoint: KafkaEndpoint, kafka: Kafka) -> None:
    """Makes the topics that are missing, and waits until each has a leader for every partition.

    Safe to call again, and from two processes at once. What exists is never altered or deleted: where it has fewer
    partitions or other settings than wanted, a warning says so. Raises ServerError where Kafka is not there or refuses.
    """
    topics = wanted(endpoint.topic_prefix, kafka)
    with said_plainly(endpoint, "make the topics"), KafkaAdminClient(**kafka_python(endpoint)) as admin:
        existing = set(admin.list_topics())
        missing = [topic for topic in topics if topic.name not in existing]
        if missing:
            _create(admin, missing)
        admin.wait_for_topics([topic.name for topic in topics], timeout_ms=30_000)
        for sentence in _differences(admin, [topic for topic in topics if topic.name in existing]):
            log.warning("%s", sentence)


def _create(admin: KafkaAdminClient, missing: list[Topic]) -> None:
    request = {
        topic.name: {
            "num_partitions": topic.partitions,
            "replication_factor": topic.replication,
            "configs": topic.settings,
        }
        for topic in missing
    }
    for answer in admin.create_topics(request, timeout_ms=30_000, raise_errors=False)["topics"]:
        error = for_code(answer["error_code"])
        # Another process that starts at the same moment may have been first.
        if answer["error_code"] and error is not TopicAlreadyExistsError:
            reason = answer.get("error_message") or error.__name__
            raise ServerError(f"Kafka refuses to make the topic {answer['name']}: {reason}")


def _differences(admin: KafkaAdminClient, existing: list[Topic]) -> list[str]:
    """Gives a sentence for each way in which a topic that was there before is not what is wanted."""
    if not existing:
        return []
    described = {topic["name"]: topic for topic in admin.describe_topics([topic.name for topic in existing])}
    resources = [ConfigResource("TOPIC", topic.name) for topic in existing]
    configured: dict[str, dict[str, Any]] = admin.describe_configs(resources, config_filter="all")["topic"]
    few = [topic for topic in existing if len(described[topic.name]["partitions"]) < topic.partitions]
    sentences = []
    if few:
        sentences.append(
            f"{few[0].partitions} partitions are configured, and fewer have {', '.join(each.name for each in few)}; "
            "they are used as they are, since more would put an article's later versions on another partition"
        )
    for topic in existing:
        for key, value in topic.settings.items():
            found = configured[topic.name].get(key, {}).get("value")
            if found != value:
                sentences.append(f"the topic {topic.name} has {key}={found} where {value} is wanted; it is left so")
    return sentences
