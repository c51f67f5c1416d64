"""What tests see and do in Kafka itself."""

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.consumer.fetcher import ConsumerRecord

from pipeline.kafka_client import kafka_python
from pipeline.topics import group
from schemas.endpoints import KafkaEndpoint
from schemas.messages import CLEANED, ENRICHED, Headers


def send(
    endpoint: KafkaEndpoint, topic: str, *messages: tuple[bytes | None, bytes | None], headers: Headers | None = None
) -> None:
    """Sends (key, value) messages to a topic, whatever they are, and waits until Kafka has them."""
    producer = KafkaProducer(**kafka_python(endpoint), acks="all", compression_type="zstd", max_request_size=1 << 24)
    try:
        sent = [
            producer.send(endpoint.topic_prefix + topic, key=key, value=value, headers=headers)
            for key, value in messages
        ]
        producer.flush(timeout=30)
        for future in sent:
            future.get(timeout=0)
    finally:
        producer.close(timeout=5)


def everything(endpoint: KafkaEndpoint, topic: str) -> list[ConsumerRecord]:
    """Gives all that a topic (its full name) holds."""
    consumer = KafkaConsumer(**kafka_python(endpoint), enable_auto_commit=False, max_partition_fetch_bytes=1 << 24)
    try:
        places = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        ends = consumer.end_offsets(places)
        consumer.assign(places)
        consumer.seek_to_beginning(*places)
        records: list[ConsumerRecord] = []
        while any(consumer.position(place) < ends[place] for place in places):
            for batch in consumer.poll(timeout_ms=500).values():
                records += batch
        return records
    finally:
        consumer.close()


def finished(endpoint: KafkaEndpoint, role: str) -> int:
    """Gives how many messages the workers of a role have committed."""
    return _progress(endpoint, role)[0]


def lag(endpoint: KafkaEndpoint) -> int:
    """Gives how many messages both groups of workers have not finished."""
    return sum(end - done for done, end in (_progress(endpoint, role) for role in ("enrich", "index")))


def _progress(endpoint: KafkaEndpoint, role: str) -> tuple[int, int]:
    """Gives the sums of committed and of end offsets."""
    topic = endpoint.topic_prefix + {"enrich": CLEANED, "index": ENRICHED}[role]
    name = group(endpoint.topic_prefix, role)
    with KafkaAdminClient(**kafka_python(endpoint)) as admin:
        (about,) = admin.describe_topics([topic])
        places = [TopicPartition(topic, each["partition_index"]) for each in about["partitions"]]
        ends = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
        done = admin.list_group_offsets({name: places})[name]
    return sum(max(0, each.offset) for each in done.values()), sum(each.offset for each in ends.values())


def take_away(endpoint: KafkaEndpoint, topic: str) -> None:
    """Deletes a topic; who has written to it before tries again and again, as where Kafka hangs."""
    with KafkaAdminClient(**kafka_python(endpoint)) as admin:
        admin.delete_topics([endpoint.topic_prefix + topic])
