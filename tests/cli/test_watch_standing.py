"""How a watch stands, in the lines that a person watches."""

from datetime import UTC, datetime

import pytest

from cli.progress import progress
from cli.watch_folders import FolderReports
from cli.watch_report import Tally, show
from cli.watch_standing import Standing
from config.model import Feed
from connectors.refused import Refused
from pipeline.fates import Noted
from pipeline.folder_watch import FileReport
from pipeline.polled import Polled
from pipeline.watch import Report
from schemas.feed_state import FeedState
from schemas.ledger import Fate
from schemas.progress import Silent

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FEED = Feed(url="https://herald.example/feed")


def state(number: int, next_poll: str | None, *, errors: int = 0) -> FeedState:
    url = f"https://herald.example/{number}"
    return FeedState(feed_id=f"{number:032x}", url=url, title=f"Herald {number}", next_poll=next_poll, errors=errors)


class _Watch:
    """A watch whose clock is moved by hand."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.tally = Tally()
        self.standing = Standing(self.tally, clock=lambda: self.passed, now=lambda: NOW)

    def row(self, label: str) -> list[str]:
        return dict(self.standing.rows())[label]

    def note(self, *fates: Fate, times: int = 1) -> None:
        for fate in fates * times:
            self.standing.counts.note(Noted(fate))


def test_before_anything_is_known_it_is_starting() -> None:
    assert _Watch().standing.rows() == [("", ["starting"])]


def test_feeds_are_being_polled_from_when_they_are_due_and_the_next_is_named() -> None:
    watch = _Watch()
    states = [
        state(1, "2026-11-24T09:20:00Z"),
        state(2, "2026-11-24T09:00:40Z", errors=3),
        state(3, "2026-11-24T09:00:00Z"),
        state(4, None),
    ]
    watch.standing.feeds = lambda: states
    assert watch.row("feeds") == ["4 watched", "2 being polled", "1 failing", "next in 40 s: Herald 2"]
    states.clear()
    assert watch.row("feeds") == ["0 watched"]


def test_polls_are_counted_with_those_that_failed() -> None:
    watch = _Watch()
    watch.standing.feeds = lambda: ()
    watch.passed = 64 * 60.0
    for error in (None, "x: is gone"):
        polled = Polled(state=state(1, None)) if error is None else None
        watch.tally.add(Report(label="x", feed_id="1", next_poll=None, polled=polled, error=error))
    assert watch.row("polls") == ["2 in 64 min", "1 failed"]


def test_entries_say_what_became_of_them_and_how_fast_while_some_are_to_do() -> None:
    watch = _Watch()
    watch.standing.feeds = lambda: ()
    assert watch.row("entries") == ["0 new"]
    watch.note("expected", times=3)
    watch.passed = 2.0
    watch.note("fetched", "published", "fetched", "skipped")
    assert watch.row("entries") == ["3 new", "1 published", "1 refused", "1 to do", "1.0 pages/s"]
    watch.note("duplicate")
    assert watch.row("entries") == ["3 new", "1 published", "1 unchanged", "1 refused"]


def test_files_have_a_line_where_folders_are_watched() -> None:
    watch = _Watch()
    watch.standing.files = reports = FolderReports(Silent(), None)
    reports.hear(FileReport(label="a.txt", published=1))
    assert watch.standing.rows() == [("files", ["1 read", "1 article published"])]


@pytest.mark.parametrize(
    ("polled", "error", "said"),
    [
        (Polled(state=state(1, None), modified=False), None, ""),
        (Polled(state=state(1, None), listed=3), None, ""),
        (Polled(state=state(1, None), listed=3, new=1, published=1), None, "Herald 1: 3 listed, 1 new, 1 published; "),
        (Polled(state=state(1, None), refused=(Refused(where="s", why="gone"),)), None, "Herald 1: 0 listed, 0 new, "),
        (None, "https://herald.example/1: not found (404)", "https://herald.example/1: not found (404); "),
    ],
)
def test_a_person_who_watches_is_told_of_polls_that_came_to_something(
    polled: Polled | None, error: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report(label="https://herald.example/1", feed_id="1", next_poll=None, polled=polled, error=error)
    with progress() as shown:
        show(report, shown, all_of=False)
    found = capsys.readouterr().err
    assert found.startswith(said)
    assert bool(found) == bool(said)
