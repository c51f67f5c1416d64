"""News media as sources, and instruments."""

import pytest

from tests.tagging.naming import article, mentions, named


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "Kallas told Reuters that she agreed.", "source/reuters"),
        ("en", "Sky News reports that talks ended.", "source/sky-news"),
        ("en", "It is late, according to the Financial Times.", "source/financial-times"),
        ("en", "as reported by the news agency Interfax", "source/interfax"),
        ("uk", "Про це він сказав в інтерв'ю Sky News.", "source/sky-news"),
        ("ru", "Об этом пишет ТАСС.", "source/tass"),
        ("fr", "a-t-il déclaré sur France Inter", "source/france-inter"),
        ("de", "sagte er der Deutschen Presse-Agentur", "source/dpa"),
    ],
)
def test_an_attribution_makes_a_medium_a_source(language: str, text: str, source: str) -> None:
    assert named(text, language, kind="source") == {source}


@pytest.mark.parametrize(
    "text",
    ["The sun rose.", "Photo: Reuters", "In the mirror he saw a guardian.", "He had a focus on the times ahead."],
)
def test_common_words_and_photo_credits_are_no_sources(text: str) -> None:
    assert named(text, kind="source") == set()


def test_a_title_that_ends_with_a_medium_names_it_as_the_source() -> None:
    assert named("Talks go on.", title="Macron wants guarantees – Reuters", kind="source") == {"source/reuters"}


def test_a_line_of_credits_names_sources_and_their_spans_point_into_it() -> None:
    found = mentions(article("Talks go on.", sources="Sources: Deutsche Welle, RIA Novosti"))
    assert [(one.id, one.span.field) for one in found] == [
        ("source/deutsche-welle", "credits"),
        ("source/ria-novosti", "credits"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "instrument"),
    [
        ("en", "the Budapest Memorandum of 1994", "budapest-memorandum-1994"),
        ("uk", "Будапештського меморандуму", "budapest-memorandum-1994"),
        ("ru", "о Минских соглашениях", "minsk-agreements"),
        ("fr", "les accords de Minsk", "minsk-agreements"),
        ("de", "das Minsker Abkommen", "minsk-agreements"),
        ("en", "Trump's 28-point plan", "peace-plan-2025"),
        ("en", "the guarantees negotiated in Istanbul", "istanbul-communique-2022"),
        ("en", "In Istanbul in 2022 a treaty lay on the table.", "istanbul-communique-2022"),
    ],
)
def test_documents_and_formats_are_instruments(language: str, text: str, instrument: str) -> None:
    assert named(text, language, kind="instrument") == {instrument}
