"""Measuring: what counts as the same position, F1 and its interval, and files that are refused."""

import json
from pathlib import Path

import pytest

from schemas.errors import InputError
from schemas.tags import Position, Span, Stance
from tagging.evaluate.gold import GoldPosition, load
from tagging.evaluate.match import lenient, pairs, strict
from tagging.evaluate.score import Counts, interval, total


def found(holder: str, stance: Stance = "demands", behalf: str | None = None) -> Position:
    span = Span(text="x", start=0, end=1)
    return Position(
        holder=holder,
        stance=stance,
        beneficiary="ukraine",
        types=("unspecified",),
        evidence=(span,),
        on_behalf_of=behalf,
    )


def gold(holder: str, stance: str = "demands", behalf: str | None = None) -> GoldPosition:
    return GoldPosition(
        holder=holder, stance=stance, beneficiary="ukraine", types=("unspecified",), on_behalf_of=behalf
    )


def test_a_state_counts_for_its_person_and_the_other_way_round() -> None:
    assert lenient(found("state/fr"), gold("person/emmanuel-macron", behalf="state/fr"))
    assert lenient(found("person/emmanuel-macron", behalf="state/fr"), gold("state/fr"))


def test_one_person_does_not_count_for_another_of_the_same_state() -> None:
    assert not lenient(found("person/a", behalf="state/ru"), gold("person/b", behalf="state/ru"))


def test_stances_on_the_same_side_count_as_one_only_leniently() -> None:
    assert lenient(found("state/ua", "supports"), gold("state/ua", "demands"))
    assert not strict(found("state/ua", "supports"), gold("state/ua", "demands"))
    assert not lenient(found("state/ua", "rejects"), gold("state/ua", "demands"))


def test_no_position_is_counted_twice() -> None:
    one = found("state/ua")
    assert len(pairs((one,), (gold("state/ua"), gold("state/ua")), strict)) == 1


def test_as_many_pairs_are_made_as_can_be() -> None:
    person, state = found("person/a", behalf="state/ru"), found("state/ru")
    wanted = (gold("state/ru"), gold("person/a", behalf="state/ru"))
    assert len(pairs((state, person), wanted, lenient)) == 2


def test_f1_is_the_harmonic_mean() -> None:
    counts = Counts(right=6, invented=2, missed=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)


def test_nothing_to_find_and_nothing_given_is_right() -> None:
    assert Counts().f1 == 1.0


def test_counts_are_summed_over_articles() -> None:
    assert total([Counts(1, 2, 3), Counts(4, 5, 6)]) == Counts(5, 7, 9)


def test_the_interval_is_the_same_each_time_and_holds_the_score() -> None:
    counts = [Counts(3, 1, 0), Counts(1, 0, 2), Counts(2, 2, 2)]
    low, high = interval(counts)
    assert interval(counts) == (low, high)
    assert low <= total(counts).f1 <= high


def test_a_set_without_tags_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.json file"):
        load(tmp_path)


def test_tags_without_their_article_are_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"article": "a.txt"}))
    with pytest.raises(InputError, match=r"its article a\.txt is not in"):
        load(tmp_path)


def test_a_file_that_is_no_json_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputError, match="no tags of an article"):
        load(tmp_path)
