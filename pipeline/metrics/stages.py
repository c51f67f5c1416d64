"""What the workers count. Each writes into files of its own, which their parent adds up (pipeline.metrics.parent)."""

from collections.abc import Sequence
from datetime import datetime

from prometheus_client import Counter, Histogram

from pipeline.carried import published_in
from pipeline.delivery import Delivery
from schemas.ledger import Fate

SECONDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3_600.0)

ARTICLES = Counter("pledgewire_articles", "Articles that a stage has finished, by what became of them.", ["fate"])
DEAD_LETTERS = Counter("pledgewire_dead_letters", "Messages that became dead letters, by their topic.", ["topic"])
LATENCY = Histogram(
    "pledgewire_publication_to_index_seconds",
    "Time from an article's publication to Kafka until Elasticsearch has it.",
    buckets=SECONDS,
)
_FATES: tuple[Fate, ...] = ("tagged", "indexed", "dead-lettered")
for _fate in _FATES:
    ARTICLES.labels(_fate)


def finished(fate: Fate, number: int, dead: int) -> None:
    """Counts a batch of which `dead` became dead letters and the others came to `fate`."""
    ARTICLES.labels(fate).inc(number - dead)
    ARTICLES.labels("dead-lettered").inc(dead)


def buried(delivery: Delivery) -> None:
    """Counts a message that became a dead letter."""
    DEAD_LETTERS.labels(delivery.topic).inc()


def indexed(deliveries: Sequence[Delivery], now: datetime) -> None:
    """Measures how long ago each message's article was published; one that does not say is left out."""
    for delivery in deliveries:
        published = published_in(delivery.headers)
        if published is not None and published <= now:
            LATENCY.observe((now - published).total_seconds())
