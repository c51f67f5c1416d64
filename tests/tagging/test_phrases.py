"""The language of phrases: what each sign means, and what is refused."""

import pytest

from tagging.patterns import parse
from tagging.phrases import Matcher
from tagging.tokens import tokenise


def found(phrase: str, text: str, macros: dict[str, str] | None = None) -> list[str]:
    words = tokenise(text).norms
    matcher = Matcher((sequence, "x") for sequence in parse(phrase, macros))
    return [" ".join(words[hit.first : hit.last]) for hit in matcher.find(words, 0, len(words))]


def test_a_star_stands_for_any_ending() -> None:
    assert found("guarant*", "a guarantee and guarantors") == ["guarantee", "guarantors"]


def test_a_bar_stands_between_alternatives() -> None:
    assert found("send|deploy troops", "send troops, deploy troops, pay troops") == ["send troops", "deploy troops"]


def test_a_question_mark_allows_a_word_to_be_absent() -> None:
    assert found("join the? alliance", "join the alliance or join alliance") == ["join the alliance", "join alliance"]


def test_a_gap_is_bridged_up_to_its_length() -> None:
    assert found("send ~2 troops", "send a few troops") == ["send a few troops"]
    assert found("send ~2 troops", "send quite a few troops") == []


def test_a_gap_never_crosses_a_bracket_or_a_semicolon() -> None:
    assert found("send ~3 troops", "send money; troops stay") == []


def test_a_macro_stands_for_its_alternatives_also_of_two_words() -> None:
    macros = {"nato": "nato|north_atlantic_alliance"}
    assert found("join ~1 @nato", "join NATO, join the North Atlantic Alliance", macros) == [
        "join nato",
        "join the north atlantic alliance",
    ]


def test_hyphens_part_words_in_phrases_as_in_texts() -> None:
    assert found("article 5-like", "an Article 5-like guarantee") == ["article 5 - like"]


@pytest.mark.parametrize("phrase", ["~2 troops", "the? troops", "send ~2", "@unknown troops"])
def test_a_phrase_that_cannot_be_matched_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"must|macro"):
        parse(phrase)
