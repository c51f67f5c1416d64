"""Sentences are cut where a reader would, and their spans hold exactly their words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagging.sentences import LONGEST, split

CASES = {
    ("en", "The U.S. President spoke on Dec. 5. Mr. Biden left."): [
        "The U.S. President spoke on Dec. 5.",
        "Mr. Biden left.",
    ],
    ("en", "They met in the U.S. The talks failed."): ["They met in the U.S.", "The talks failed."],
    ("en", "“We need guarantees.” He left."): ["“We need guarantees.”", "He left."],
    ("en", "“Why?” he asked. Nobody knew."): ["“Why?” he asked.", "Nobody knew."],
    ("en", "It was late... Then it ended."): ["It was late...", "Then it ended."],
    ("en", "A headline\nA paragraph."): ["A headline", "A paragraph."],
    ("en", "Hard-wrapped text that\ngoes on here. End."): ["Hard-wrapped text that\ngoes on here.", "End."],
    ("de", "Am 3. Dezember sprach Merz. Er kam z.B. aus Berlin."): [
        "Am 3. Dezember sprach Merz.",
        "Er kam z.B. aus Berlin.",
    ],
    ("ru", "Это войска, ракеты и т.д. в регионе. Так сказал Лавров."): [
        "Это войска, ракеты и т.д. в регионе.",
        "Так сказал Лавров.",
    ],
    ("uk", "У 2022 р. Україна просила гарантій. Їх не дали."): ["У 2022 р. Україна просила гарантій.", "Їх не дали."],
    ("fr", "M. Macron a parlé. Il est parti."): ["M. Macron a parlé.", "Il est parti."],
}


@pytest.mark.parametrize(("case", "expected"), CASES.items())
def test_sentences_end_where_a_reader_ends_them(case: tuple[str, str], expected: list[str]) -> None:
    language, text = case
    assert [text[one.start : one.end] for one in split(text, language)] == expected


def test_paragraphs_are_counted_by_lines_that_hold_text() -> None:
    assert [one.paragraph for one in split("One. Two.\n\n\nThree.\nFour.")] == [0, 0, 1, 2]


def test_text_without_a_stop_is_cut_between_words() -> None:
    found = split("word " * 2_000)
    assert all(one.end - one.start <= LONGEST for one in found)
    assert len(found) > 5


@given(st.text(alphabet="aB .!?…\n\"“”«»'’U.S5дЖ-", max_size=300))
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    found = split(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
    covered = "".join(text[one.start : one.end] for one in found)
    assert "".join(covered.split()) == "".join(text.split())
