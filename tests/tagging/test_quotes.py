"""Quotations in the marks of five languages, nested, unclosed and over paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagging.quotes import find

CASES = {
    "“We need guarantees,” he said.": ["We need guarantees,"],
    '"We need guarantees," he said.': ["We need guarantees,"],
    "Он заявил: «Нам нужны гарантии».": ["Нам нужны гарантии"],
    "« Nous voulons des garanties », dit-il.": [" Nous voulons des garanties "],
    "„Wir brauchen Garantien“, sagte er.": ["Wir brauchen Garantien"],
    "»Wir brauchen Garantien«, sagte er.": ["Wir brauchen Garantien"],
    "He called it ‘a threat’ to Russia’s security.": ["a threat"],
    "Russia's demand and Ukraine's reply": [],
    "“Under the ‘status quo’ nothing works,” he said.": ["Under the ‘status quo’ nothing works,"],
    "He spoke of “guarantees” and of “troops”.": ["guarantees", "troops"],
    "A mark that nobody “closes in this line.": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_quoted_words_are_found_with_any_marks(text: str, expected: list[str]) -> None:
    assert [text[one.inner_start : one.inner_end] for one in find(text)] == expected


def test_a_quotation_goes_on_in_a_paragraph_that_opens_with_a_mark_again() -> None:
    text = "“The war must end.\n“And it will.”"
    assert [(text[one.inner_start : one.inner_end], one.closed) for one in find(text)] == [
        ("The war must end.", False),
        ("And it will.", True),
    ]


@given(st.text(alphabet="ab \n“”„«»\"'’‘‚.,", max_size=200))
def test_spans_are_ordered_and_within_the_text(text: str) -> None:
    last = 0
    for one in find(text):
        assert last <= one.start < one.inner_start <= one.inner_end <= one.end <= len(text)
        last = one.end
