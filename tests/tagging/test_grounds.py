"""Every position says which words it was made from, and which phrase of the vocabulary they fit."""

from pathlib import Path

import pytest

from pipeline.limits import MAX_ENRICHED
from schemas.enriched import EnrichedArticle
from schemas.messages import encode
from schemas.tags import Ground, Position
from tagging.tagger import load
from tagging.vocabulary import BUILT_IN
from tests.tagging.claiming import positions
from tests.tagging.naming import article

ROOT = Path(__file__).parents[2]


def told(position: Position) -> dict[str, str]:
    return {ground.tells: ground.span.text for ground in position.grounds}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Meloni ruled out sending troops to Ukraine.",
            "en",
            {"holder": "Meloni", "stance": "ruled out", "guarantee": "troops to Ukraine"},
        ),
        (
            "Selenskyj fordert Sicherheitsgarantien.",
            "de",
            {"holder": "Selenskyj", "stance": "fordert", "guarantee": "Sicherheitsgarantien"},
        ),
        (
            "Россия требует гарантий безопасности.",
            "ru",
            {"holder": "Россия", "stance": "требует", "guarantee": "гарантий безопасности"},
        ),
        (
            "Macron said France would send troops to Ukraine only after a ceasefire.",
            "en",
            {"holder": "Macron", "condition": "only after"},
        ),
    ],
)
def test_the_words_that_tell_holder_stance_and_guarantee_are_named(
    text: str, language: str, expected: dict[str, str]
) -> None:
    (position,) = positions(text, language)
    found = told(position)
    for tells, words in expected.items():
        assert words in found[tells]


def test_he_is_marked_where_he_stands_and_the_name_he_stands_for_is_told() -> None:
    text = "Macron met Merz in Paris. He rejected security guarantees for Russia."
    (position,) = positions(text, "en")
    (holder,) = [ground for ground in position.grounds if ground.tells == "holder"]
    assert holder.span.text == "He"
    assert "Macron" in holder.rule


def test_a_phrase_stands_at_the_line_of_the_vocabulary_that_is_named() -> None:
    grounds = [
        ground for position in positions("Zelensky demands security guarantees.", "en") for ground in position.grounds
    ]
    phrased = [ground for ground in grounds if ground.place]
    assert {ground.tells for ground in phrased} == {"stance", "guarantee"}
    for ground in phrased:
        assert _line(ground).strip() == ground.phrase


def _line(ground: Ground) -> str:
    name, _, number = ground.place.rpartition(":")
    return (BUILT_IN / name).read_text().splitlines()[int(number) - 1]


def test_a_guarantee_type_names_the_phrase_that_found_it() -> None:
    tags = load().tag(article("Zelensky called for a no-fly zone as a security guarantee.", published="2025-09-05"))
    (found,) = [one for one in tags.mentions if one.id == "air-sea-protection"]
    assert found.rule.startswith("strong ")
    assert "guarantee-types.yaml:" in found.rule


def test_a_text_of_claims_alone_stays_within_a_message() -> None:
    tagger = load()
    persons = [one for one in tagger.vocabulary.persons.values() if one.given and one.family]
    names = [f"{one.given[0]} {one.family[0]}" for one in persons]
    said = (f"{names[at % len(names)]} rejected NATO troops in Ukraine if asked." for at in range(2_000))
    made = article(" ".join(said), title="Security guarantees", published="2025-09-05")
    tags = tagger.tag(made)
    assert sum(len(one.grounds) for one in tags.positions) <= 2_000 + 4 * len(tags.positions)
    assert all(one.grounds for one in tags.positions)
    assert len(encode(EnrichedArticle(article=made, tags=tags))) < MAX_ENRICHED
