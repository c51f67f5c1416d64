"""What must not be, counted by hand in corpus.yaml and affairs.yaml."""

import json

import pytest

from config.model import Config
from schemas.errors import UsageError
from search.matrix import matrix, opening
from search.parameters import question
from search.question import Question
from tests.search.conftest import NOW, Library
from tests.search.typed import run, typed

pytestmark = pytest.mark.servers

MACRON, STARMER, ZELENSKY = "macron-offers-troops", "starmer-offers-arms", "zelensky-demands-membership"
PEACEKEEPERS, UKRAINIAN, HOSTILE = "peacekeepers-without-a-claim", "in-ukrainian", "hostile-and-undated"
ALL = {MACRON, STARMER, ZELENSKY, PEACEKEEPERS, UKRAINIAN, HOSTILE}


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        (("type:troop-presence",), {MACRON, STARMER}),
        # Putin's claim is on it, though the article is not tagged with it.
        (("type:deployment-ban",), {MACRON}),
        (("actor:person/emmanuel-macron",), {MACRON, STARMER}),
        (("holder:person/emmanuel-macron",), {MACRON, STARMER}),
        (("holder:state/ru",), {MACRON}),
        (("stance:rejects",), {MACRON}),
        (("beneficiary:ukraine",), {MACRON, STARMER, ZELENSKY}),
        (("instrument:budapest-memorandum-1994",), {ZELENSKY, PEACEKEEPERS}),
        (("source:source/reuters",), {MACRON}),
        (("site:news.example",), {MACRON, ZELENSKY, PEACEKEEPERS}),
        (("language:uk",), {UKRAINIAN}),
        (("tag:Europe, East",), {ZELENSKY, UKRAINIAN}),
        (("section:World",), {MACRON, STARMER}),
        (("stance:rejects", "stance:doubts"), {MACRON, HOSTILE}),
        (("language:uk", "site:other.example"), {UKRAINIAN, STARMER}),
        (("site:nowhere.example",), set()),
    ],
)
def test_an_article_that_has_what_is_excluded_is_left_out(
    library: Library, without: tuple[str, ...], gone: set[str]
) -> None:
    assert library.found(without=without) == ALL - gone


def test_an_exclusion_takes_away_just_what_its_facet_counts(library: Library) -> None:
    whole = library.search(facets=True)
    assert whole.facets is not None
    names = {"actors": "actor", "holders": "holder", "states": "holder", "types": "type", "stances": "stance",
             "sites": "site",
             "beneficiaries": "beneficiary", "instruments": "instrument", "sources": "source",
             "countries": "country", "languages": "language", "tags": "tag", "sections": "section"}  # fmt: skip
    for facet, name in names.items():
        for value in whole.facets[facet]:
            left = library.search(without=(f"{name}:{value.value}",)).total
            assert left == whole.total - value.count, (facet, value)


def test_an_exclusion_and_a_filter_stand_beside_each_other(library: Library) -> None:
    assert library.found(actors=("person/emmanuel-macron",), without=("stance:rejects",)) == {STARMER}
    assert library.found("troops", without=("site:other.example",)) == {MACRON}
    facets = library.search(without=("stance:rejects",), facets=True).facets
    assert facets is not None
    assert {one.value for one in facets["stances"]} == {"offers", "supports", "demands", "doubts"}


@pytest.mark.parametrize(
    ("without", "left"),
    [
        (("stance:rejects",), 5),
        (("stance:rejects", "stance:doubts"), 4),
        (("holder:person/emmanuel-macron",), 4),
        (("actor:state/fr",), 4),
        (("type:troop-presence",), 3),
        (("beneficiary:ukraine",), 1),
        (("site:news.example",), 3),
        (("tag:Europe, East",), 5),
    ],
)
def test_of_claims_only_those_that_have_it_are_left_out(library: Library, without: tuple[str, ...], left: int) -> None:
    assert library.positions(without=without).total == left


def test_for_and_against_stand_for_several_stances() -> None:
    asked = question([("not", "stance:against"), ("not", "site:a.example")], "claims")
    assert asked.without == ("stance:rejects", "stance:doubts", "site:a.example")


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("colour:red", "one of actor, holder"),
        ("type:", "NAME:VALUE"),
        ("troops", "NAME:VALUE"),
        ("since:30d", "NAME:VALUE"),
        ("stance:maybe", "one of demands"),
        ("beneficiary:mars", "one of ukraine"),
    ],
)
def test_an_exclusion_that_is_none_is_a_mistake(library: Library, without: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        library.search(without=(without,))


def test_what_claims_do_not_have_cannot_be_excluded_there(library: Library) -> None:
    with pytest.raises(UsageError, match="claims have none; there are actor"):
        library.positions(without=("instrument:budapest-memorandum-1994",))
    with pytest.raises(UsageError, match="more than 20 values"):
        library.search(without=tuple(f"site:{number}.example" for number in range(21)))


@pytest.mark.parametrize("without", [("type:troop-presence",), ("holder:state/ru",), ("site:news.example",)])
def test_cells_of_the_matrix_count_what_their_claims_are_without_it(affairs: Library, without: tuple[str, ...]) -> None:
    asked = Question(without=without)
    found = matrix(affairs.client, affairs.prefix, asked, now=NOW)
    cells = [(row.actor, cell) for row in found.rows for cell in row.cells]
    assert cells
    for actor, cell in cells:
        opened = opening(asked, actor, cell)
        listed = affairs.positions(
            holders=opened.holders, stances=opened.stances, beneficiaries=opened.beneficiaries, without=opened.without
        )
        assert listed.total == cell.claims
    kept = affairs.positions(without=without, size=100).hits
    assert {hit.claim.holder for hit in kept} <= {actor for actor, _ in cells}


def test_the_commands_take_exclusions(library: Library, stack_config: Config) -> None:
    command = typed(library, stack_config)
    found = run(command, "search", "--not", "type:troop-presence", "--not", "tag:Europe, East", "--json")
    titles = {hit["article"]["title"] for hit in json.loads(found.stdout)["hits"]}
    assert len(titles) == 2
    assert "Where peacekeepers have failed before" in titles
    claims = run(command, "positions", "--not", "stance:against", "--json")
    assert json.loads(claims.stdout)["total"] == 4
    wrong = run(command, "search", "--not", "colour:red")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "--not colour:red: write NAME:VALUE" in wrong.stderr
    none = run(command, "search", "--site", "news.example", "--not", "site:news.example")
    assert "Without --not site:news.example 3 would." in none.stderr
