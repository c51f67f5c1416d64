"""Publishes cleaned articles."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError

from pipeline.carried import carrying
from pipeline.kafka_client import kafka_python, let_go, said_plainly
from pipeline.limits import MAX_CLEANED, TOPIC_CLEANED
from schemas.article import CleanedArticle
from schemas.counted import counted
from schemas.endpoints import KafkaEndpoint
from schemas.errors import InputError, ServerError
from schemas.ledger import Line
from schemas.messages import CLEANED, cloud_event, encode

LINGER_MS = 20
MAX_UNACKNOWLEDGED = 2_000
"""Articles on their way at once; kafka-python's own buffer has no bound."""
BATCH_BYTES = 262_144
FLUSH_SECONDS = 120.0


def _now() -> datetime:
    return datetime.now(UTC)


class Publisher:
    """Sends cleaned articles to `news.article.cleaned.v1`, keyed by article id, with CloudEvents headers.

    Delivery: at least once for everything sent before a `flush` (or an orderly end of the block) that does not raise;
    the producer is idempotent and waits for all replicas in sync, so it doubles nothing and keeps the order of one
    article's versions. What was sent after the last flush when the process dies may or may not have arrived; sending
    it again is harmless, since ids are made from content. Where an acknowledgement fails, the next `send`, `flush` or
    the end of the block raises ServerError.
    """

    def __init__(
        self, endpoint: KafkaEndpoint, *, source: str = "pledgewire", clock: Callable[[], datetime] = _now
    ) -> None:
        """Connects. `source` is the CloudEvents source. Raises ServerError where Kafka does not answer."""
        self.acknowledged = 0
        self._endpoint, self._source, self._clock = endpoint, source, clock
        self._topic = endpoint.topic_prefix + CLEANED
        self._sent, self._failed = 0, 0
        self._failure: BaseException | None = None
        self._closed = False
        with said_plainly(endpoint, "publish"):
            self._producer = KafkaProducer(
                **kafka_python(endpoint),
                acks="all",
                enable_idempotence=True,
                compression_type="zstd",
                linger_ms=LINGER_MS,
                batch_size=BATCH_BYTES,
                max_request_size=TOPIC_CLEANED,
                max_block_ms=30_000,
            )

    def send(self, article: CleanedArticle, line: Line | None = None) -> None:
        """Hands one article to the producer, which sends it within milliseconds; see the class for what is promised.

        `line` is the one of the ledger that workers tell of the article.

        Raises InputError where the article is larger than a message may be, ServerError where an earlier one failed.
        """
        self._raise_failure()
        try:
            value = encode(article)
        except UnicodeEncodeError as error:
            raise InputError(f"the article {article.url} holds a character that UTF-8 lacks: {error}") from error
        if len(value) > MAX_CLEANED:
            raise InputError(
                f"the article {article.url} is {len(value):,} bytes as a message; {MAX_CLEANED:,} are the most"
            )
        if self._sent - self.acknowledged >= MAX_UNACKNOWLEDGED:
            self.flush()
        headers = cloud_event(self._topic, article, source=self._source, time=self._clock().isoformat())
        headers += carrying(line)
        with said_plainly(self._endpoint, "publish"):
            try:
                future = self._producer.send(self._topic, key=article.article_id.encode(), value=value, headers=headers)
            except MessageSizeTooLargeError as error:
                raise InputError(f"the article {article.url} is too large for a message") from error
        self._sent += 1
        future.add_callback(self._acknowledge)
        future.add_errback(self._fail)

    def flush(self) -> None:
        """Waits until all that was sent is acknowledged. Raises ServerError where anything was not."""
        end = time.monotonic() + FLUSH_SECONDS
        # The producer's own flush may come back early, or raise, where it split a batch and sends the halves again.
        while (missing := self._sent - self.acknowledged - self._failed) > 0:
            left = end - time.monotonic()
            if left <= 0:
                raise ServerError(f"Kafka did not acknowledge {missing} of {counted(self._sent, 'article')} in time")
            with suppress(KafkaError):
                self._producer.flush(timeout=left)
            time.sleep(0.001)
        self._raise_failure()

    def __enter__(self) -> "Publisher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and not self._closed:
                self.flush()
        finally:
            # After Ctrl-C or an error: what is in the buffer goes if it goes at once.
            self.close()

    def close(self) -> None:
        """Lets go of Kafka; what is not acknowledged yet has two seconds left, and then a `flush` that waits for it in
        another thread raises ServerError. For all to arrive, `flush` first."""
        if not self._closed:
            self._closed = True
            let_go(self._producer, 2)

    def _acknowledge(self, _: object) -> None:
        self.acknowledged += 1

    def _fail(self, error: BaseException) -> None:
        self._failed += 1
        self._failure = self._failure or error

    def _raise_failure(self) -> None:
        if self._failure is not None:
            reason = str(self._failure) or type(self._failure).__name__
            wrong = f"Kafka did not take {self._failed} of {counted(self._sent, 'article')}: {reason}"
            raise ServerError(wrong) from (self._failure if isinstance(self._failure, KafkaError) else None)
