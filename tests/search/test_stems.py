"""Words in the forms that English, French, German and Russian give them, as grammars have it."""

import uuid
from collections.abc import Iterator

import pytest

from config.servers import Elasticsearch as Settings
from schemas.endpoints import Endpoints
from search.client import connect
from search.indices import ensure
from tests.search.conftest import Library, delete, put
from tests.search.corpus import enriched

pytestmark = pytest.mark.servers

TEXTS = {
    "en": "Kyiv was guaranteed support by the peacekeeping forces of its allies.",
    "fr": "Les garanties nationales offertes par les alliés européens ont été refusées.",
    "de": "Von den Garantien für die Friedenstruppen sprach in Berlin niemand.",
    "ru": "О гарантиях безопасности для Украины говорили в Женеве с миротворцами.",
    "uk": "Про гарантії безпеки для України говорили в Женеві.",
}


@pytest.fixture(scope="module")
def babel(stack_endpoints: Endpoints) -> Iterator[Library]:
    """One article and one claim in each language."""
    prefix = f"t{uuid.uuid4().hex[:10]}-"
    articles = [
        enriched(
            url=f"https://news.example/{language}",
            title="T",
            text=text,
            language=language,
            positions=(
                {
                    "holder": "state/ua",
                    "stance": "demands",
                    "beneficiary": "ukraine",
                    "types": ["unspecified"],
                    "evidence": [text],
                },
            ),
        )
        for language, text in TEXTS.items()
    ]
    with connect(stack_endpoints.elasticsearch) as client:
        ensure(client, Settings(index_prefix=prefix))
        put(client, prefix, articles)
        yield Library(client, prefix)
        delete(client, prefix)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("guarantee", {"en"}),
        ("forced", {"en"}),
        ("garantie", {"fr", "de"}),
        ("national", {"fr"}),
        ("alliée", {"fr"}),
        ("l'européen", {"fr"}),
        ("Friedenstruppe", {"de"}),
        ("гарантия", {"ru"}),
        ('"гарантии безопасности"', {"ru"}),
        ("миротворец OR миротворцев", {"ru"}),
        ("гарантії", {"uk"}),
        ("garantie -européens", {"de"}),
    ],
)
def test_a_word_finds_its_forms_in_the_language_of_the_article(babel: Library, text: str, languages: set[str]) -> None:
    assert {hit.article.language for hit in babel.search(text).hits} == languages
    assert {hit.article.language for hit in babel.positions(text).hits} == languages


@pytest.mark.parametrize(
    ("text", "marked"), [("guarantee", "guaranteed"), ("garantie", "garanties"), ("гарантия", "гарантиях")]
)
def test_the_form_that_was_found_is_marked(babel: Library, text: str, marked: str) -> None:
    for hit in babel.search(text).hits:
        shown = [part.text[start:end] for part in hit.passages for start, end in part.marks]
        in_claim = [
            span.text[start:end] for claim in hit.claims for span in claim.evidence for start, end in span.marks
        ]
        if hit.article.language != "de":
            assert shown == in_claim == [marked]
        else:
            assert shown == in_claim == ["Garantien"]


def test_french_stems_find_nothing_in_an_english_article(babel: Library) -> None:
    # In French `forcé` and `forces` have one stem, and the English article has `forces`.
    assert not babel.search("forcé").hits
