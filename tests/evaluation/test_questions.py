"""The questions for semantic search: judged, and measured as the textbooks say."""

import pytest

from bench.questions import articles, interval, measure, questions


def test_there_are_forty_questions_in_five_languages_and_each_has_an_answer() -> None:
    judged = questions(articles())
    assert len(judged) == 40
    assert {one.language for one in judged} == {"en", "uk", "ru", "fr", "de"}
    assert not [one.text for one in judged if not one.grades or not set(one.grades.values()) <= {1, 2}]


def test_an_answer_at_its_place_counts_as_counted_by_hand() -> None:
    # gains 3, 0, 1 at 1, 2, 3: 3 + 0 + 1/2 = 3.5; at best 3 + 1/log2(3) = 3.6309
    found = measure(["a", "x", "b"], {"a": 2, "b": 1})
    assert found.ndcg == pytest.approx(3.5 / 3.6309, abs=1e-4)
    assert found.reciprocal_rank == 1.0
    assert found.recall == 1.0


def test_what_comes_after_the_tenth_counts_nothing() -> None:
    found = measure([*"0123456789", "a"], {"a": 2})
    assert (found.ndcg, found.reciprocal_rank, found.recall) == (0.0, 0.0, 0.0)


def test_of_more_answers_than_ten_ten_are_all() -> None:
    grades = {str(number): 1 for number in range(30)}
    found = measure(list(grades), grades)
    assert found.ndcg == pytest.approx(1.0)
    assert found.recall == 1.0
    assert measure(["x", "0"], grades).recall == pytest.approx(0.1)


def test_an_interval_of_equal_values_is_that_value() -> None:
    assert interval([0.5] * 40) == (0.5, 0.5)
