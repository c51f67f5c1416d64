"""Reading the dead-letter topics, and sending dead letters back to where they came from."""

from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.structs import OffsetAndMetadata
from msgspec import Struct

from pipeline.dead_letters import DeadLetter, Record, original_headers, read
from pipeline.group_offsets import committed
from pipeline.kafka_client import kafka_python, said_plainly
from pipeline.limits import MAX_REQUEST
from pipeline.retry_marks import Marks
from pipeline.topics import WORKED_ON, group
from schemas.endpoints import KafkaEndpoint
from schemas.errors import ServerError, UsageError
from schemas.messages import dead_letter_topic

MOST_MARKS = 400
"""Dead letters retried one by one, out of order, that a partition's mark can hold (Kafka's limit is 4,096 bytes)."""
READ_SECONDS = 30.0


class Retried(Struct, frozen=True):
    """How many were sent back, and how many could not be, since they were cut or have no known origin."""

    sent: int
    unfit: int


def dead_letter_topics(endpoint: KafkaEndpoint, topic: str | None = None) -> list[str]:
    """Gives the dead-letter topics, or the one for `topic`, named in full, without the prefix, or in short.

    Raises UsageError where no topic is called so.
    """
    names = {name: dead_letter_topic(endpoint.topic_prefix + name) for name in WORKED_ON}
    if topic is None:
        return list(names.values())
    for name, full in names.items():
        if topic in (name, endpoint.topic_prefix + name, full, f"dlq.{name}", name.split(".")[-2]):
            return [full]
    raise UsageError(f"there are no dead letters of a topic {topic}: the topics are {', '.join(names)}")


class DeadLetters:
    """The dead letters of one Kafka.

    What was retried is remembered in Kafka, as the committed offset of the group `pledgewire.dead-letters`: all before
    it was; those retried singly beyond it stand in the commit's metadata. So nothing is retried twice by mistake.
    """

    def __init__(self, endpoint: KafkaEndpoint) -> None:
        """Connects at the first use."""
        self._endpoint = endpoint

    def read(
        self, topic: str | None = None, *, waiting: bool = False
    ) -> Generator[tuple[DeadLetter, Record], None, None]:
        """Gives every dead letter, retried or not, partition by partition, oldest first; or those `waiting` alone.

        Raises ServerError where Kafka does not answer, UsageError where there is no such topic.
        """
        topics = dead_letter_topics(self._endpoint, topic)
        with said_plainly(self._endpoint, "read the dead letters"):
            with KafkaAdminClient(**kafka_python(self._endpoint)) as admin:
                ranges = _ranges(admin, topics)
                marks = self._marks(admin, list(ranges))
            consumer = KafkaConsumer(
                **kafka_python(self._endpoint), enable_auto_commit=False, max_partition_fetch_bytes=MAX_REQUEST
            )
            try:
                for place, (start, end) in ranges.items():
                    first = max(start, marks[place].before) if waiting else start
                    for record in _records(consumer, place, first, end):
                        retried = record.offset in marks[place]
                        if not (waiting and retried):
                            yield read(record, retried=retried), record
            finally:
                consumer.close()

    def waiting_longest(self, most: int) -> list[DeadLetter]:
        """Gives those that were not retried, the oldest of each topic's partitions first. Raises as `read`."""
        with closing(self.read(waiting=True)) as letters:
            return [letter for letter, _ in islice(letters, most)]

    def waiting(self, admin: KafkaAdminClient) -> int:
        """Gives how many dead letters were not retried. Raises KafkaError."""
        ranges = _ranges(admin, dead_letter_topics(self._endpoint))
        marks = self._marks(admin, list(ranges))
        return sum(marks[place].left(start, end) for place, (start, end) in ranges.items())

    def retry(self, topic: str | None = None, only: str | None = None) -> Retried:
        """Publishes dead letters to the topic each came from, with the attempts so far, and marks them as retried.

        `only` is one id, `partition:offset`; it is sent again even if it was before. Without it, all that were not
        retried yet are sent. Delivery: at least once; they are marked only after Kafka has acknowledged them.
        Raises ServerError, or UsageError where there is no such dead letter.
        """
        if only is not None and len(dead_letter_topics(self._endpoint, topic)) != 1:
            raise UsageError("an id is that of one topic's dead letter: say which with --topic cleaned or enriched")
        chosen = [
            (letter, record)
            for letter, record in self.read(topic)
            if (letter.id == only if only is not None else not letter.retried)
        ]
        if only is not None and not chosen:
            raise UsageError(f"there is no dead letter {only} in {dead_letter_topics(self._endpoint, topic)[0]}")
        fit = [(letter, record) for letter, record in chosen if letter.truncated_from is None and letter.error]
        with said_plainly(self._endpoint, "retry dead letters"):
            self._publish(fit)
            self._mark([TopicPartition(letter.topic, record.partition) for letter, record in fit], fit)
        return Retried(sent=len(fit), unfit=len(chosen) - len(fit))

    def _publish(self, letters: list[tuple[DeadLetter, Record]]) -> None:
        if not letters:
            return
        producer = KafkaProducer(
            **kafka_python(self._endpoint), acks="all", compression_type="zstd", max_request_size=MAX_REQUEST
        )
        try:
            sent = [
                producer.send(
                    letter.original_topic,
                    # A null value needs a key; a message without a key had a value.
                    key=record.key,
                    value=record.value,
                    headers=original_headers(record.headers),
                )
                for letter, record in letters
            ]
            producer.flush()
            for future in sent:
                future.get(timeout=0)
        finally:
            producer.close(timeout=5)

    def _marks(self, admin: KafkaAdminClient, places: list[TopicPartition]) -> dict[TopicPartition, Marks]:
        name = group(self._endpoint.topic_prefix, "dead-letters")
        found = committed(admin, name, places)
        return {place: Marks.parse(found.get(place)) for place in places}

    def _mark(self, places: list[TopicPartition], letters: list[tuple[DeadLetter, Record]]) -> None:
        if not letters:
            return
        with KafkaAdminClient(**kafka_python(self._endpoint)) as admin:
            marks = self._marks(admin, sorted(set(places)))
            starts = admin.list_partition_offsets(dict.fromkeys(marks, OffsetSpec.EARLIEST))
            for _, record in letters:
                place = TopicPartition(record.topic, record.partition)
                marks[place] = marks[place].with_one(record.offset, starts[place].offset)
            if any(len(mark.beyond) > MOST_MARKS for mark in marks.values()):
                raise ServerError("the dead letters were sent, but too many were retried singly to remember them all")
            commits = {place: OffsetAndMetadata(mark.before, mark.text(), -1) for place, mark in marks.items()}
            name = group(self._endpoint.topic_prefix, "dead-letters")
            for place, error in admin.alter_group_offsets(name, commits).items():
                if error.errno:
                    raise ServerError(f"the dead letters of {place.topic} were sent, but not marked: {error.__name__}")


def _ranges(admin: KafkaAdminClient, topics: list[str]) -> dict[TopicPartition, tuple[int, int]]:
    """Gives for each partition its first offset and the one after its last; topics that do not exist have none."""
    described = [topic for topic in admin.describe_topics(topics) if not topic["error_code"]]
    places = [
        TopicPartition(topic["name"], partition)
        for topic in described
        for partition in sorted(each["partition_index"] for each in topic["partitions"])
    ]
    if not places:
        return {}
    starts = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.EARLIEST))
    ends = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    return {place: (starts[place].offset, ends[place].offset) for place in places}


def _records(consumer: KafkaConsumer, place: TopicPartition, start: int, end: int) -> Iterator[Record]:
    """Gives the records of one partition from `start` up to `end`."""
    if start >= end:
        return
    consumer.assign([place])
    consumer.seek(place, start)
    while consumer.position(place) < end:
        batch = consumer.poll(timeout_ms=int(READ_SECONDS * 1000)).get(place, [])
        if not batch and consumer.position(place) < end:
            raise ServerError(f"Kafka gave no dead letters of {place.topic} for {READ_SECONDS:g} seconds")
        yield from (record for record in batch if record.offset < end)
