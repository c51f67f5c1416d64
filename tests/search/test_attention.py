"""Attention over time, counted by hand in affairs.yaml."""

import csv
import io
import json
from typing import Any

import pytest

from cli.told_attention import heights
from config.model import Config
from schemas.errors import UsageError
from search.attention import Attention, attention
from search.question import Question
from tests.search.conftest import NOW, Library
from tests.search.typed import run, typed

pytestmark = pytest.mark.servers


def of(library: Library, by: Any = None, split: Any = None, **asked: Any) -> Attention:
    return attention(library.client, library.prefix, Question(**asked), by=by, split=split, now=NOW)


def lines(answer: Attention) -> dict[str, tuple[int, ...]]:
    return {line.value: line.counts for line in answer.lines}


def test_articles_are_counted_by_month_and_empty_time_is_there(affairs: Library) -> None:
    answer = of(affairs, by="month")
    assert answer.starts == tuple(f"2025-0{month}-01T00:00:00Z" for month in (1, 2, 3))
    assert (answer.counted, answer.total, answer.counts) == ("articles", 7, (1, 1, 5))
    weeks = of(affairs, by="week")
    assert sum(weeks.counts) == 7
    assert weeks.counts.count(0) > 5


def test_the_interval_follows_from_the_time_between_first_and_last(affairs: Library) -> None:
    assert of(affairs).interval == "week"
    assert of(affairs, since="2025-03-30").interval == "hour"


def test_stories_count_once_in_a_bucket(affairs: Library) -> None:
    answer = of(affairs, by="month", fold=True, split="stance")
    assert (answer.counted, answer.total, answer.counts) == ("stories", 6, (1, 1, 4))
    assert lines(answer) == {"offers": (0, 0, 3), "rejects": (1, 0, 2), "demands": (0, 0, 1), "doubts": (0, 1, 0)}


@pytest.mark.parametrize(
    ("split", "asked", "expected"),
    [
        ("stance", {}, {"offers": 4, "rejects": 4, "demands": 1, "doubts": 1}),
        ("beneficiary", {}, {"ukraine": 6, "russia": 1}),
        ("type", {}, {"troop-presence": 4, "air-policing": 2, "peacekeeping": 2, "neutrality": 1}),
        # Of a claim: the offers of the two copies are of three types, Starmer's two of one.
        ("type", {"stances": ("offers",)},
         {"air-policing": 2, "arms-supply": 2, "peacekeeping": 2, "troop-presence": 2}),
        ("actor", {"stances": ("doubts",)}, {"person/vladimir-putin": 1, "state/ru": 1}),
        ("site", {}, {"third.example": 4, "news.example": 2, "other.example": 1}),
        ("language", {"text": "peacekeepers"}, {"en": 3}),
    ],
)  # fmt: skip
def test_values_are_told_apart_the_most_frequent_first(
    affairs: Library, split: str, asked: dict[str, Any], expected: dict[str, int]
) -> None:
    answer = of(affairs, split=split, **asked)
    assert [(line.value, line.total) for line in answer.lines] == list(expected.items())
    assert [sum(line.counts) for line in answer.lines] == list(expected.values())


def test_actors_named_are_told_apart_where_no_claim_is_asked_for(affairs: Library) -> None:
    found = {line.value: line.total for line in of(affairs, split="actor").lines}
    assert (found["state/ru"], found["person/emmanuel-macron"], len(found)) == (4, 4, 6)


def test_too_many_lines_and_unknown_words_are_refused_with_what_would_be_right(affairs: Library) -> None:
    with pytest.raises(UsageError, match="--by hour would make more than 400 lines"):
        of(affairs, by="hour")
    with pytest.raises(UsageError, match="--split mood: write one of stance"):
        of(affairs, split="mood")
    nothing = of(affairs, text="albatross")
    assert (nothing.starts, nothing.notes[0]) == ((), "No article matches.")


def test_the_command_prints_bars_rows_of_small_bars_and_tables(affairs: Library, stack_config: Config) -> None:
    command = typed(affairs, stack_config)
    assert run(command, "timeline", "--by", "month").stdout.splitlines() == [
        "7 articles",
        "",
        "by month (UTC)",
        "2025-01      1  ████████",
        "2025-02      1  ████████",
        "2025-03      5  ████████████████████████████████████████",
    ]
    assert run(command, "timeline", "--by", "month", "--split", "stance").stdout.splitlines()[2:] == [
        "by month (UTC), from 2025-01 to 2025-03",
        "offers       4  ··█",
        "rejects      4  ▂·▆",
        "demands      1  ··▂",
        "doubts       1  ·▂·",
        "highest: 4 a month",
    ]
    table = list(
        csv.reader(io.StringIO(run(command, "timeline", "--by", "month", "--split", "stance", "--csv").stdout))
    )
    assert table[:3] == [
        ["start", "stance", "count"],
        ["2025-01-01T00:00:00Z", "offers", "0"],
        ["2025-01-01T00:00:00Z", "rejects", "1"],
    ]
    assert len(table) == 1 + 3 * 4
    assert json.loads(run(command, "timeline", "--stance", "offers", "--json").stdout)["total"] == 4


def test_bars_are_as_high_as_their_share_and_none_is_none() -> None:
    assert heights((0, 1, 4, 8), 8) == "·▁▄█"
    assert heights((1, 1_000), 1_000) == "▁█"
