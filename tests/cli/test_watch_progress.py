"""What a person sees of `watch --once` while it goes on."""

from cli.watch_progress import WatchProgress
from config.model import Feed
from pipeline.fates import Noted, OfFeed
from pipeline.watch import Report
from schemas.ledger import Fate
from schemas.progress import Silent

FEED = Feed(url="https://herald.example/feed")
REPORT = Report(label="Herald", feed_id="1", next_poll=None)


class _Shown(Silent):
    def __init__(self) -> None:
        self.last: dict[str, tuple[int, int | None, str]] = {}

    def update(self, label: str, done: int, total: int | None = None, *, unit: str = "", more: str = "") -> None:
        self.last[label] = (done, total, more)


class _Watch:
    """A watch of 20 feeds under a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now, self.shown = 0.0, _Shown()
        self.progress = WatchProgress(self.shown, clock=lambda: self.now)
        self.reports: list[Report] = []
        self.hear = self.progress.after(self.reports.append)
        self.progress.begin(20)

    def note(self, *fates: Fate | OfFeed, times: int = 1) -> None:
        for fate in fates * times:
            self.progress.note(Noted(fate))


def test_feeds_are_counted_from_the_beginning_and_articles_once_some_are_expected() -> None:
    watch = _Watch()
    assert watch.shown.last == {"feeds": (0, 20, "")}
    watch.hear(REPORT)
    assert watch.reports == [REPORT]
    watch.note("not-modified")
    assert watch.shown.last == {"feeds": (1, 20, "")}
    watch.note("expected", "expected", "expected")
    assert watch.shown.last["articles"] == (0, 3, "0.0 pages/s")


def test_an_article_is_dealt_with_whatever_becomes_of_it() -> None:
    watch = _Watch()
    watch.note("expected", times=6)
    watch.now = 2.0
    watch.note("fetched", "cleaned", "published", "fetched", "cleaned", "published")
    watch.note("fetched", "cleaned", "duplicate", "fetched", "skipped", "retried")
    assert watch.shown.last["articles"] == (5, 6, "2 published, 1 unchanged, 1 refused, 1 put off, 2.0 pages/s")


def test_the_speed_is_that_of_the_last_seconds_and_in_the_end_that_of_all() -> None:
    watch = _Watch()
    watch.note("expected", "fetched", times=50)
    watch.now = 9.0
    watch.note("fetched", times=50)
    assert watch.shown.last["articles"][2] == "10 pages/s"
    watch.now = 20.0
    watch.progress.end()
    assert watch.shown.last["articles"][2] == "5.0 pages/s"
