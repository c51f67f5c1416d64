"""`pledgewire news`: what is new in affairs.yaml, counted by hand."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from config.model import Config
from schemas.errors import UsageError
from search.news import News, news
from search.question import Question
from tests.search.conftest import NOW, Library
from tests.search.typed import run, typed

pytestmark = pytest.mark.servers


def of(library: Library, since: str, by: Any = "actor", now: datetime = NOW, size: int = 20, **asked: Any) -> News:
    question = Question(since=since, **asked)
    return news(library.client, library.prefix, question, by=by, size=size, now=now, nonce="feedface")


def test_claims_are_counted_against_as_long_a_time_before(affairs: Library) -> None:
    today = of(affairs, "1d", by="person")
    assert (today.since, today.claims, today.claims_before) == ("2025-03-31T00:00:00Z", 8, 1)
    assert {(one.actor, one.cell.stance, one.cell.count, one.before) for one in today.rises} == {
        ("person/emmanuel-macron", "offers", 1, 0),
        ("person/vladimir-putin", "rejects", 1, 0),
        ("person/keir-starmer", "offers", 1, 0),
        ("person/keir-starmer", "rejects", 1, 0),
    }
    # From 1 March on, against January's last days and February.
    month = of(affairs, "2025-03-01", by="person")
    assert (month.claims, month.claims_before) == (10, 1)
    most = month.rises[0]
    assert (most.actor, most.cell.stance, most.cell.count, most.before) == ("person/keir-starmer", "offers", 2, 0)
    # In the 59 days before 1 February there was Macron's refusal alone, in those after it none of his.
    quarter = of(affairs, "2025-02-01", by="person", holders=("person/emmanuel-macron",))
    assert [(one.cell.stance, one.cell.count, one.before) for one in quarter.rises] == [("offers", 1, 0)]
    assert quarter.claims_before == 1


def test_who_made_no_claim_before_is_told_with_the_first_claim(affairs: Library) -> None:
    assert [hit.claim.holder for hit in of(affairs, "1d").new_holders] == ["state/ru"]
    (russia,) = of(affairs, "1d").new_holders
    assert (russia.article.site, russia.claim.evidence[0].text) == (
        "news.example", "Dmitry Peskov said that Russia offers peacekeepers.",
    )  # fmt: skip
    assert {hit.claim.holder for hit in of(affairs, "2d").new_holders} == {"state/ru", "person/sergei-lavrov"}
    assert of(affairs, "1d", types=("air-policing",)).new_holders == ()


def test_stories_that_began_are_told_the_most_printed_first(affairs: Library) -> None:
    assert [(story.title, story.outlets) for story in of(affairs, "1d").stories] == [
        ("Macron offers troops", 2),
        ("Starmer wavers", 1),
    ]
    # The story of the copy began two hours before it.
    assert [story.title for story in of(affairs, "2025-03-31T09:00:00Z").stories] == ["Starmer wavers"]


def test_a_change_of_mind_in_the_time_is_told_with_what_was_said_before_it(affairs: Library) -> None:
    (change,) = of(affairs, "1d").changes
    assert (change.holder, change.before.article.when[:10], change.after.article.when) == (
        "person/emmanuel-macron", "2025-01-10", "2025-03-31T08:00:00Z",
    )  # fmt: skip
    assert of(affairs, "1d", holders=("person/keir-starmer",)).changes == ()
    assert of(affairs, "2025-03-30", now=datetime(2025, 3, 31, tzinfo=UTC), stances=("demands",)).changes == ()


def test_where_nothing_is_new_it_is_said_and_times_that_cannot_be_are_refused(affairs: Library) -> None:
    nothing = of(affairs, "2025-03-31T20:00:00Z")
    assert (nothing.claims, nothing.rises, nothing.new_holders, nothing.stories, nothing.changes) == (0, (), (), (), ())
    assert nothing.notes == ("No claim is new.",)
    refused: tuple[dict[str, Any], ...] = (
        {"since": "2025-05-01"},
        {"since": "1d", "until": "2025-03-31"},
        {"since": "1d", "text": "troops"},
    )
    for asked in refused:
        with pytest.raises(UsageError, match="news are of the time from --since"):
            of(affairs, **asked)
    with pytest.raises(UsageError, match="--size 21: write a number from 1 to 20"):
        of(affairs, "1d", size=21)


def test_the_command_prints_all_of_it_and_json(affairs: Library, stack_config: Config) -> None:
    command = typed(affairs, stack_config)
    printed = run(command, "news", "--since", "2025-03-31").stdout
    lines = printed.splitlines()
    assert lines[0].startswith("Since 2025-03-31 00:00 UTC: 8 claims, ")
    for head in ("Who says what, in stories (in the time before)", "New stories with claims, the most printed first"):
        assert head in lines
    assert any(line.strip().endswith("person/emmanuel-macron offers for ukraine") for line in lines)
    assert lines[-1] == "All claims, copies included: pledgewire positions --since 2025-03-31"
    document = json.loads(run(command, "news", "--since", "2025-03-31", "--json").stdout)
    assert document["claims"] == 8
    none = run(command, "news")
    assert none.stdout.splitlines()[0].endswith("0 claims, 0 in as long a time before")
    assert none.stderr == "No claim is new.\n"
