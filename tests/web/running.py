"""An overview of servers that are not there: feeds, dead letters and a flow made by hand, hostile ones among them."""

from datetime import UTC, datetime

from pipeline.backlog import Backlog, Waiting
from pipeline.dead_letter_store import Retried
from pipeline.dead_letters import DeadLetter
from pipeline.operations import Overview
from schemas.errors import UsageError
from schemas.feed_state import FeedState, feed_id
from schemas.subscription import Subscription
from search.flow import Day, Flow, Hour, Latency, Span
from search.tagged_by import TaggedBy
from tagging.interface import Versions
from tests.web.open_shelf import CONFIGURED, OpenShelf

NOW = datetime(2025, 4, 1, 12, tzinfo=UTC)
HOSTILE = "<img src=x onerror=\"document.title='taken'\">\u202e\x1b[31m{{ 7 * 7 }}</section>"
TOPIC = "dlq.news.article.cleaned.v1"


def state(url: str, name: str, **more: object) -> FeedState:
    given = Subscription(changed="2025-03-01T00:00:00Z", name=name)
    return FeedState(feed_id=feed_id(url), url=url, subscription=given, **more)  # type: ignore[arg-type]


def letter(number: int, reason: str, **more: object) -> DeadLetter:
    plain = {"id": f"0:{number}", "topic": TOPIC, "reason": reason, "error": "InputError", "attempts": 1, "size": 8,
             "original_topic": "news.article.cleaned.v1", "original_partition": 0, "original_offset": number,
             "time": "2025-04-01T11:00:00+00:00", "worker": "enrich@here", "key": HOSTILE}  # fmt: skip
    return DeadLetter(**{**plain, **more})  # type: ignore[arg-type]


FLOW = Flow(
    articles=1_234,
    fates={"retried": 2, "skipped": 3, "dead-lettered": 1, "indexed": 10},
    days=(
        Day(day="2025-03-31", fates={"skipped": 3, "dead-lettered": 1, "indexed": 4}),
        Day(day="2025-04-01", fates={"retried": 2, "indexed": 6}),
    ),
    hours=(Hour(start="2025-04-01T10:00:00Z", articles=0), Hour(start="2025-04-01T11:00:00Z", articles=6)),
    latency=Latency(entries=10, half=0.5, most=90.0, spans=(Span(within=1.0, entries=9), Span(within=None, entries=1))),
    tagged_by=(TaggedBy(tagger_version=HOSTILE, vocabulary_version="", articles=7),),
    mapping=6,
    mapping_known=7,
    server_version="9.5.3",
)


class Running:
    """What happens of retries: `sent` has the topic and the id of each."""

    def __init__(self) -> None:
        self.sent: list[tuple[str | None, str | None]] = []
        self.letters = [letter(1, HOSTILE), letter(2, "cut", truncated_from=9_000_000)]

    def overview(self) -> Overview:
        """Gives the overview."""
        return Overview(
            states=lambda: (
                state("https://a.example/f", HOSTILE, errors=3, last_error=f"the server answers 500: {HOSTILE}"),
                state("https://b.example/f", "Quiet"),
            ),
            stream=lambda: Backlog(
                agents=(Waiting(agent="enrich", topic="news.article.cleaned.v1", messages=12_345),),
                dead_letters=len(self.letters) + 60,
            ),
            letters=lambda: tuple(self.letters),
            index=lambda: FLOW,
            alerts=lambda: OpenShelf(CONFIGURED).standings(),
            retry=self.retry,
            tagger=Versions("rules-1", "abc"),
            kafka_version="4.2.2",
            clock=lambda: NOW,
            patience=20.0,
        )

    def retry(self, topic: str | None, only: str | None) -> Retried:
        if only is not None and only not in {one.id for one in self.letters}:
            raise UsageError(f"there is no dead letter {only} in {topic}")
        self.sent.append((topic, only))
        self.letters = [one for one in self.letters if only is not None and one.id != only]
        return Retried(sent=1, unfit=0 if only else 1)
