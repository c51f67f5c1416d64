"""Claims are found one by one."""

from typing import Any

import pytest

from tests.search.conftest import Library
from tests.search.corpus import corpus

pytestmark = pytest.mark.servers


def holders(library: Library, text: str = "", **asked: Any) -> set[str]:
    return {hit.claim.holder for hit in library.positions(text, **asked).hits}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("", {"stances": ("rejects", "doubts")}, {"person/vladimir-putin", "org/nato"}),
        ("", {"holders": ("state/ru",)}, {"person/vladimir-putin"}),
        ("", {"actors": ("state/ru",)}, {"person/vladimir-putin"}),
        ("", {"conditional": True}, {"person/emmanuel-macron"}),
        ("", {"types": ("deployment-ban",)}, {"person/vladimir-putin"}),
        ("guarantees", {}, {"person/volodymyr-zelensky", "org/nato"}),
        ("soldier", {}, {"person/vladimir-putin"}),
        ("Friday OR membership", {}, {"person/emmanuel-macron", "person/volodymyr-zelensky"}),
        ("", {"sites": ("other.example",)}, {"person/keir-starmer", "person/emmanuel-macron"}),
        ("", {"tags": ("Europe, East",)}, {"person/volodymyr-zelensky"}),
        ("", {"since": "2025-02-01", "languages": ("en",)}, {"person/volodymyr-zelensky", "org/nato"}),
        ("", {"holders": ("person/emmanuel-macron",), "stances": ("rejects",)}, set()),
    ],
)
def test_claims_are_found_by_sides_words_and_origin(
    library: Library, text: str, asked: dict[str, Any], expected: set[str]
) -> None:
    assert holders(library, text, **asked) == expected


def test_a_claim_comes_with_its_sentences_where_they_stand_and_the_words_found_in_them(library: Library) -> None:
    (hit,) = library.positions("force", conditional=True).hits
    article = corpus()["macron-offers-troops"].article
    assert hit.article.title == article.title
    assert hit.claim.quote == "We are ready to send a reassurance force after a ceasefire,"
    marked = []
    for span in hit.claim.evidence:
        assert article.text[span.start : span.end] == span.text
        marked += [span.text[start:end] for start, end in span.marks]
    assert marked == ["force"]


def test_claims_are_paged(library: Library) -> None:
    first, second = (library.positions(size=4, page=page) for page in (1, 2))
    assert (first.total, len(first.hits), len(second.hits)) == (6, 4, 2)
    assert len({hit.claim.id for hit in (*first.hits, *second.hits)}) == 6
