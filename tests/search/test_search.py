"""Articles are found by words and by claims; everything here was counted by hand in corpus.yaml."""

from typing import Any

import pytest

from schemas.errors import UsageError
from search.answer import Hit
from tests.search.conftest import Library
from tests.search.corpus import corpus

pytestmark = pytest.mark.servers

MACRON = "macron-offers-troops"
STARMER = "starmer-offers-arms"
ZELENSKY = "zelensky-demands-membership"
PEACEKEEPERS = "peacekeepers-without-a-claim"
UKRAINIAN = "in-ukrainian"
HOSTILE = "hostile-and-undated"
ALL = {MACRON, STARMER, ZELENSKY, PEACEKEEPERS, UKRAINIAN, HOSTILE}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("guarantee", {ZELENSKY, HOSTILE}),  # guaranteed, a guarantee
        ("Guarantees", {ZELENSKY, HOSTILE}),
        ("offering", {MACRON, STARMER}),
        ("troops OR peacekeepers", {MACRON, STARMER, PEACEKEEPERS}),
        ("troops peacekeepers", set()),
        ("Macron troops OR peacekeepers", {MACRON, STARMER}),
        ("Macron troops -Starmer", {MACRON}),
        ("troops NOT (Starmer OR Putin)", set()),
        ('"reassurance force"', {MACRON}),
        ('"force reassurance"', set()),
        ('"supported the idea of troops"', {STARMER}),
        ("-Macron", {ZELENSKY, PEACEKEEPERS, UKRAINIAN, HOSTILE}),
        ("memorandum AND (Budapest OR Minsk)", {ZELENSKY, PEACEKEEPERS}),
        ("гарантії безпеки", {UKRAINIAN}),
        ("title:troops", set()),
        ('{"query":{"match_all":{}}}', set()),
        ("", ALL),
    ],
)
def test_words_find_what_has_them(library: Library, text: str, names: set[str]) -> None:
    assert library.found(text) == names


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"mentions": ("person/emmanuel-macron",)}, {MACRON, STARMER}),
        ({"actors": ("person/emmanuel-macron",)}, {MACRON, STARMER}),
        ({"actors": ("person/emmanuel-macron", "org/nato")}, {MACRON, STARMER, ZELENSKY, HOSTILE}),
        ({"holders": ("state/ru",)}, {MACRON}),  # Putin speaks for it
        ({"holders": ("person/emmanuel-macron",)}, {MACRON, STARMER}),
        ({"types": ("troop-presence",)}, {MACRON, STARMER}),
        ({"types": ("unspecified",)}, {UKRAINIAN, HOSTILE}),  # in Ukrainian it is a tag without a claim
        ({"stances": ("offers",)}, {MACRON, STARMER}),
        ({"stances": ("rejects", "doubts")}, {MACRON, HOSTILE}),
        ({"beneficiaries": ("russia",)}, {HOSTILE}),
        ({"conditional": True}, {MACRON}),
        ({"conditional": False}, {MACRON, STARMER, ZELENSKY, HOSTILE}),
        ({"instruments": ("budapest-memorandum-1994",)}, {ZELENSKY, PEACEKEEPERS}),
        ({"sources": ("source/reuters",)}, {MACRON}),
        ({"sites": ("news.example",)}, {MACRON, ZELENSKY, PEACEKEEPERS}),
        ({"languages": ("uk",)}, {UKRAINIAN}),
        ({"tags": ("Europe, East",)}, {ZELENSKY, UKRAINIAN}),
        ({"tags": ("wire", "Europe, East")}, {MACRON, ZELENSKY, UKRAINIAN}),
        ({"tags": ("europe, east",)}, set()),
        ({"sections": ("World",)}, {MACRON, STARMER}),
        ({"paywalled": True}, {STARMER}),
        ({"paywalled": False}, {PEACEKEEPERS}),
        ({"since": "2025-02-05"}, {ZELENSKY, PEACEKEEPERS, UKRAINIAN, HOSTILE}),
        ({"until": "2025-01-20"}, {MACRON}),  # 23:30 in New York is the 21st in UTC
        ({"until": "2025-01-21"}, {MACRON, STARMER}),
        ({"since": "2025-01-10T09:00:00Z", "until": "2025-01-10T09:00:01Z"}, {MACRON}),
        ({"since": "31d"}, {UKRAINIAN, HOSTILE}),  # it is 1 April 2025
        ({"since": "0001-01-01", "until": "9999-12-31"}, ALL),
        ({"since": "0001-01-01T00:00+14:00", "until": "9999-12-31T23:59-12:00"}, ALL),
        ({"until": "0001-01-01"}, set()),
    ],
)
def test_filters_leave_what_has_their_values(library: Library, filters: dict[str, Any], names: set[str]) -> None:
    assert library.found(**filters) == names


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"holders": ("person/emmanuel-macron",), "stances": ("offers",)}, {MACRON}),
        ({"types": ("troop-presence",), "stances": ("offers",)}, {MACRON}),
        ({"types": ("arms-supply",), "holders": ("person/emmanuel-macron",)}, set()),
        ({"holders": ("state/ru",), "conditional": True}, set()),
        ({"stances": ("rejects",), "types": ("deployment-ban",), "beneficiaries": ("ukraine",)}, {MACRON}),
        ({"holders": ("state/fr",), "stances": ("supports", "demands"), "types": ("troop-presence",)}, {STARMER}),
    ],
)
def test_filters_on_claims_must_hold_of_one_claim(library: Library, filters: dict[str, Any], names: set[str]) -> None:
    assert library.found(**filters) == names


def test_an_actor_beside_a_stance_is_who_makes_the_claim(library: Library) -> None:
    asked: dict[str, Any] = {"types": ("troop-presence",), "stances": ("offers",), "beneficiaries": ("ukraine",)}
    assert library.found("troops OR peacekeepers", actors=("person/emmanuel-macron",), **asked) == {MACRON}
    assert library.found(actors=("person/keir-starmer",), **asked) == set()
    assert library.found(stances=("rejects",), actors=("person/emmanuel-macron",)) == set()


def test_an_actor_beside_a_holder_or_asked_for_by_mentions_is_only_named(library: Library) -> None:
    assert library.found(stances=("rejects",), mentions=("person/emmanuel-macron",)) == {MACRON}
    assert library.found(
        stances=("rejects",), actors=("person/emmanuel-macron",), holders=("person/vladimir-putin",)
    ) == {MACRON}


def names(library: Library, hits: tuple[Hit, ...]) -> list[str]:
    return [library.names[hit.article.article_id] for hit in hits]


def test_without_words_the_newest_is_first_and_pages_follow_on_each_other(library: Library) -> None:
    order = [HOSTILE, UKRAINIAN, PEACEKEEPERS, ZELENSKY, STARMER, MACRON]
    assert names(library, library.search().hits) == order
    assert names(library, library.search(sort="oldest").hits) == order[::-1]
    pages = [library.search(size=4, page=page) for page in (1, 2, 3)]
    assert [names(library, page.hits) for page in pages] == [order[:4], order[4:], []]
    assert [hit.rank for hit in pages[1].hits] == [5, 6]
    assert [page.total for page in pages] == [6, 6, 6]


def test_a_word_in_the_title_ranks_above_one_in_the_text(library: Library) -> None:
    assert names(library, library.search("peacekeepers OR troops").hits)[0] == PEACEKEEPERS


def test_marks_are_where_the_words_are(library: Library) -> None:
    for hit in library.search("offering OR peacekeepers").hits:
        article = corpus()[library.names[hit.article.article_id]].article
        assert hit.passages
        for passage in hit.passages:
            assert passage.text in article.text
        found = [passage.text[start:end] for passage in hit.passages for start, end in passage.marks]
        found += [article.title[start:end] for start, end in hit.title_marks]
        assert found
        assert {word.lower() for word in found} <= {"offered", "offers", "peacekeepers"}


def test_words_that_must_not_be_there_and_filters_are_not_marked(library: Library) -> None:
    (hit,) = library.search("force -Starmer", actors=("person/emmanuel-macron",)).hits
    marked = {passage.text[start:end] for passage in hit.passages for start, end in passage.marks}
    assert marked == {"force"}


def test_without_words_an_article_shows_how_it_begins(library: Library) -> None:
    (hit,) = library.search(languages=("uk",)).hits
    assert [passage.text for passage in hit.passages] == ["Гарантії безпеки для України обговорили в Києві."]
    assert hit.passages[0].marks == ()


def test_an_article_found_shows_the_claims_asked_for_with_their_sentences(library: Library) -> None:
    (hit,) = library.search(stances=("rejects",)).hits
    (claim,) = hit.claims
    assert (claim.holder, claim.on_behalf_of, claim.stance) == ("person/vladimir-putin", "state/ru", "rejects")
    text = corpus()[MACRON].article.text
    assert [text[span.start : span.end] for span in claim.evidence] == [span.text for span in claim.evidence]


def test_an_article_found_by_words_shows_all_its_claims_those_with_the_words_first(library: Library) -> None:
    hits = {library.names[hit.article.article_id]: hit for hit in library.search("troops").hits}
    assert [claim.holder for claim in hits[STARMER].claims] == ["person/emmanuel-macron", "person/keir-starmer"]
    (evidence,) = hits[STARMER].claims[0].evidence
    assert [evidence.text[start:end] for start, end in evidence.marks] == ["troops"]


def test_text_that_looks_like_our_marks_is_not_taken_for_them(library: Library) -> None:
    (hit,) = library.search("kind").hits
    assert library.names[hit.article.article_id] == HOSTILE
    (passage,) = hit.passages
    assert "\ue0000123456789abcdef\ue001fake" in passage.text
    assert [passage.text[start:end] for start, end in passage.marks] == ["kind"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"stances": ("offer",)}, "--stance offer: write one of demands, proposes, offers"),
        ({"beneficiaries": ("poland",)}, "--beneficiary poland: write one of ukraine, russia"),
        ({"size": 101}, "--size 101: write a number from 0 to 100"),
        ({"size": -1}, "--size -1: write a number from 0 to 100"),
        ({"page": 0}, "--page 0: the first page is 1"),
        ({"size": 100, "page": 101}, "beyond the first 10000 results"),
        ({"holders": tuple(f"person/p{number}" for number in range(21))}, "more than 20 values"),
        ({"text": "*a*"}, "wildcards are not understood"),
        ({"since": "soon"}, "--since soon is no date"),
    ],
)
def test_what_is_not_answered_is_refused_before_the_server_sees_it(
    library: Library, asked: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UsageError) as raised:
        library.search(**asked)
    assert sentence in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f'"a{number} b c d e f g h i j"' for number in range(30)),
        " OR ".join(f"a{number}" for number in range(50)),
        "((((((a OR b) AND c) OR d) AND e) OR f) AND g)",
        "-a -b -c -d -e",
        "\\ ^ ~ : ! { } [ ] < > = a",
        "\x00 \x1b[2J a",
        "a\ud83d",
        "ﷺ" * 300,
        "A̷̢͝" * 100,
    ],
)
def test_the_hardest_queries_that_are_let_through_are_answered(library: Library, text: str) -> None:
    assert library.search(text, facets=True).total >= 0
    assert library.positions(text, facets=True).total >= 0


def test_queries_work_where_the_server_forbids_expensive_ones(library: Library) -> None:
    setting = "search.allow_expensive_queries"
    library.client.cluster.put_settings(persistent={setting: False})
    try:
        answer = library.search(
            'troops -"no such" OR force',
            holders=("state/fr",),
            stances=("offers",),
            types=("troop-presence",),
            since="2025-01-01",
            facets=True,
            timeline=True,
        )
        assert names(library, answer.hits) == [MACRON]
        assert library.positions("troops", holders=("state/fr",), facets=True, timeline=True).total == 2
    finally:
        library.client.cluster.put_settings(persistent={setting: None})
