"""What a person is told who finds nothing."""

from typing import Any

import pytest
from elasticsearch import Elasticsearch

from config.servers import Elasticsearch as Settings
from schemas.errors import InputError, ServerError
from search.indices import ensure
from search.run import article
from tests.search.conftest import Library

pytestmark = pytest.mark.servers


def test_nothing_found_tells_which_filter_is_in_the_way(library: Library) -> None:
    answer = library.search("troops", holders=("person/emmanuel-macron",), stances=("rejects",), since="2025-01-01")
    assert answer.total == 0
    assert answer.notes == (
        "No article matches.",
        "Without --holder person/emmanuel-macron 1 would.",
        "Without --stance rejects 2 would.",
    )


def test_nothing_found_by_words_tells_what_or_would_find(library: Library) -> None:
    assert library.search("troops peacekeepers").notes == (
        "No article matches.",
        "With OR between the words 3 would.",
        "Without the words 6 would.",
    )


def test_nothing_found_whatever_one_leaves_out_tells_how_much_there_is(library: Library) -> None:
    answer = library.search(languages=("uk",), holders=("state/fr",), sites=("evil.example",))
    assert answer.notes == (
        "No article matches.",
        "Leaving out any single filter would not help; the index holds 6 articles.",
    )


def test_nothing_found_tells_what_articles_that_are_not_for_subscribers_would(library: Library) -> None:
    answer = library.search(paywalled=True, sites=("news.example",))
    assert answer.notes == (
        "No article matches.",
        "Without --site news.example 1 would.",
        "Without --paywalled 3 would.",
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"actors": ("macron",)}, "--actor macron: no article has it; did you mean person/emmanuel-macron?"),
        ({"mentions": ("person/emanuel-macron",)}, "--mentions person/emanuel-macron: no article has it; did you mean "
                                                   "person/emmanuel-macron?"),
        ({"holders": ("state/frr",)}, "--holder state/frr: no article has it; did you mean state/fr or "
                                      "state/ru or state/ua?"),
        ({"types": ("troops",)}, "--type troops: no article has it; did you mean troop-presence?"),
        ({"sources": ("reuters",)}, "--source reuters: no article has it; did you mean source/reuters?"),
        ({"tags": ("europe east",)}, "--tag europe east: no article has it; did you mean Europe, East?"),
        ({"sections": ("world",)}, "--section world: no article has it; did you mean World?"),
        ({"instruments": ("zzz",)}, "--instrument zzz: no article has it."),
    ],
)  # fmt: skip
def test_an_id_that_nothing_has_is_told_with_the_nearest_that_something_has(
    library: Library, asked: dict[str, Any], sentence: str
) -> None:
    assert sentence in library.search(**asked).notes


def test_an_unknown_id_is_told_even_where_another_value_finds_something(library: Library) -> None:
    answer = library.positions(holders=("state/fr", "putin"))
    assert answer.total == 2
    assert answer.notes == ("--holder putin: no claim has it; did you mean person/vladimir-putin?",)


def test_an_empty_index_tells_how_to_fill_it(corner: tuple[Elasticsearch, Settings]) -> None:
    client, settings = corner
    ensure(client, settings)
    empty = Library(client, settings.index_prefix)
    (note,) = empty.search("troops").notes
    assert "pledgewire replay seeds/" in note


def test_an_index_that_is_not_there_tells_how_to_make_it(corner: tuple[Elasticsearch, Settings]) -> None:
    client, settings = corner
    nothing = Library(client, settings.index_prefix)
    for ask in (nothing.search, nothing.positions):
        with pytest.raises(ServerError, match=r"There is no index .* yet: type `pledgewire work`"):
            ask("troops")


def test_one_article_is_found_by_id_and_by_address(library: Library) -> None:
    by_address = article(library.client, library.prefix, "https://news.example/macron-offers-troops")
    by_id = article(library.client, library.prefix, by_address.document["article_id"])
    assert by_id == by_address
    assert [claim.holder for claim in by_id.claims] == ["person/emmanuel-macron", "person/vladimir-putin"]
    assert by_id.document["mentions"][0]["id"] == "person/emmanuel-macron"


def test_an_article_that_is_not_there_is_told_in_a_sentence(library: Library) -> None:
    with pytest.raises(InputError, match="no article indexed has the id or the address nowhere"):
        article(library.client, library.prefix, "nowhere")
