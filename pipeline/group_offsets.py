"""What a consumer group has committed, also of a Kafka that has never kept anything of a group."""

from collections.abc import Collection
from typing import Any

import stamina
from kafka import TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import CoordinatorLoadInProgressError, CoordinatorNotAvailableError

PATIENCE = 20.0
"""Seconds. A new Kafka makes the topic that keeps the groups when the first is asked for: until then nobody answers."""


@stamina.retry(on=(CoordinatorNotAvailableError, CoordinatorLoadInProgressError), attempts=None, timeout=PATIENCE)
def committed(admin: KafkaAdminClient, name: str, places: Collection[TopicPartition]) -> dict[TopicPartition, Any]:
    """Gives kafka-python's OffsetAndMetadata by partition, for those of which the group has committed anything.

    Raises KafkaError where Kafka does not tell.
    """
    if not places:
        return {}
    return admin.list_group_offsets({name: list(places)}).get(name, {})  # type: ignore[no-any-return]
