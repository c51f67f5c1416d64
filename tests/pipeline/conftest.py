"""A corner of the real servers with topics and indices made, and everything of it deleted afterwards."""

from collections.abc import Iterator

import pytest
from kafka.admin import KafkaAdminClient

from config.servers import Elasticsearch, Kafka
from pipeline import topics
from pipeline.kafka_client import kafka_python
from schemas.endpoints import Endpoints
from search.client import connect
from search.indices import ensure

KAFKA = Kafka(partitions=3)


def settings(endpoints: Endpoints) -> Elasticsearch:
    """Gives the configuration of Elasticsearch for a corner: documents are found at once."""
    return Elasticsearch(index_prefix=endpoints.elasticsearch.index_prefix, refresh=0.05)


@pytest.fixture
def corner(endpoints: Endpoints) -> Iterator[Endpoints]:
    """The servers with our topics (three partitions) and indices under this test's prefixes."""
    topics.ensure(endpoints.kafka, KAFKA)
    with connect(endpoints.elasticsearch) as client:
        ensure(client, settings(endpoints))
        try:
            yield endpoints
        finally:
            delete_topics(endpoints)
            prefix = endpoints.elasticsearch.index_prefix
            found = client.indices.get(index=f"{prefix}*", expand_wildcards="all")
            if found:
                client.indices.delete(index=",".join(found))
            client.indices.delete_index_template(name=f"pledgewire-{prefix}*")


def delete_topics(endpoints: Endpoints) -> None:
    """Deletes the topics and groups of a corner."""
    prefix = endpoints.kafka.topic_prefix
    with KafkaAdminClient(**kafka_python(endpoints.kafka)) as admin:
        ours = [name for name in admin.list_topics() if prefix in name]
        if ours:
            admin.delete_topics(ours)
