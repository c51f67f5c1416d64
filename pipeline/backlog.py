"""How far the stream is: what waits for each agent, and how many dead letters wait for a person."""

from collections.abc import Collection

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from msgspec import Struct

from pipeline.dead_letter_store import DeadLetters
from pipeline.group_offsets import committed
from pipeline.kafka_client import kafka_python, said_plainly
from pipeline.topics import group
from schemas.endpoints import KafkaEndpoint
from schemas.messages import CLEANED, ENRICHED, INDEXED, LEDGER

READS = (
    ("enrich", "enrich", CLEANED),
    ("index", "index", ENRICHED),
    ("ledger", "index", LEDGER),
    ("alerts", "index", INDEXED),
)
"""Each agent, the role of the process that it works in, and the topic that it reads."""


class Waiting(Struct, frozen=True, kw_only=True):
    """One agent: the topic it reads, and how many of its messages the agent has not finished."""

    agent: str
    topic: str
    messages: int


class Backlog(Struct, frozen=True, kw_only=True):
    """What waits. `dead_letters` counts those that were not retried."""

    agents: tuple[Waiting, ...]
    dead_letters: int


def backlog(endpoint: KafkaEndpoint) -> Backlog:
    """Gives what waits at this moment; a topic that was not made yet holds nothing.

    Raises ServerError where Kafka does not answer.
    """
    with said_plainly(endpoint, "see what waits"), KafkaAdminClient(**kafka_python(endpoint)) as admin:
        return seen_by(admin, endpoint)


def seen_by(admin: KafkaAdminClient, endpoint: KafkaEndpoint) -> Backlog:
    """Gives the same over a connection that is there. Raises KafkaError, ServerError."""
    prefix, agents = endpoint.topic_prefix, []
    there = set(admin.list_topics())
    for agent, role, name in READS:
        topic = prefix + name
        done, ended = progress(admin, group(prefix, role), topic) if topic in there else ({}, {})
        waiting = sum(ended.values()) - sum(done.values())
        agents.append(Waiting(agent=agent, topic=topic, messages=waiting))
    return Backlog(agents=tuple(agents), dead_letters=DeadLetters(endpoint).waiting(admin))


def progress(
    admin: KafkaAdminClient, name: str, topic: str, held: Collection[int] = ()
) -> tuple[dict[int, int], dict[int, int]]:
    """Gives what a group has committed and where the topic ends: both partition to offset.

    `held` narrows it to these partitions, where the topic has any of them. What Kafka has deleted counts as done.
    """
    (described,) = admin.describe_topics([topic])
    there = {partition["partition_index"] for partition in described["partitions"]}
    looked_at = [TopicPartition(topic, partition) for partition in sorted(there & set(held) or there)]
    starts = admin.list_partition_offsets(dict.fromkeys(looked_at, OffsetSpec.EARLIEST))
    ends = admin.list_partition_offsets(dict.fromkeys(looked_at, OffsetSpec.LATEST))
    offsets = committed(admin, name, looked_at)
    done = {
        at.partition: max(offsets[at].offset, starts[at].offset) if at in offsets else starts[at].offset
        for at in looked_at
    }
    return done, {at.partition: ends[at].offset for at in looked_at}
