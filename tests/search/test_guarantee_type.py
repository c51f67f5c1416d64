"""`pledgewire type`: what is told of one type of guarantee, counted by hand in affairs.yaml."""

import csv
import io
import json

import pytest

from config.model import Config
from search.answer import Count
from search.guarantee_type import OfType, of_type
from tests.search.conftest import NOW, Library
from tests.search.typed import run, typed

pytestmark = pytest.mark.servers


def of(library: Library, identity: str, since: str | None = None) -> OfType:
    return of_type(library.client, library.prefix, identity, since=since, until=None, now=NOW, nonce="feedface")


def test_a_type_is_told_by_who_says_what_over_time_newest_claims_and_what_is_beside(affairs: Library) -> None:
    troops = of(affairs, "troop-presence")
    assert (troops.articles, troops.claims) == (4, 6)
    assert (troops.first, troops.last) == ("2025-01-10T09:00:00Z", "2025-03-31T10:00:00Z")
    # Moscow's offer stands in the same story, and is of another type.
    assert {row.actor: {cell.stance: cell.count for cell in row.cells} for row in troops.positions.rows} == {
        "person/emmanuel-macron": {"offers": 1, "rejects": 1},
        "state/fr": {"offers": 1, "rejects": 1},
        "person/vladimir-putin": {"rejects": 1, "doubts": 1},
        "state/ru": {"rejects": 1, "doubts": 1},
    }
    assert {line.value: line.counts for line in troops.over_time.lines} == {
        "rejects": (1, 0, 1), "doubts": (0, 1, 0), "offers": (0, 0, 1),
    }  # fmt: skip
    # The copies' claims are told once.
    assert sorted(hit.claim.stance for hit in troops.newest) == ["doubts", "offers", "rejects", "rejects"]
    assert troops.beside == (Count("peacekeeping", 2),)
    assert troops.instruments == ()


def test_only_the_time_asked_for_counts(affairs: Library) -> None:
    assert (of(affairs, "troop-presence", "2025-03-01").articles, of(affairs, "neutrality", "2025-03-31").claims) == (
        2,
        0,
    )


def test_documents_of_the_same_articles_are_told(library: Library) -> None:
    assert of(library, "nato-membership").instruments == (Count("budapest-memorandum-1994", 1),)


def test_the_command_takes_an_id_a_name_or_a_phrase_in_any_language(affairs: Library, stack_config: Config) -> None:
    command = typed(affairs, stack_config)
    for name in ("troop-presence", "Troop presence", "миротворці"):
        found = json.loads(run(command, "type", name, "--json").stdout)
        assert (found["id"], found["claims"]) == ("troop-presence", 6)
        assert found["names"]["means"].startswith("peacekeepers")
    told = run(command, "type", "troop-presence")
    assert (told.returncode, told.stderr) == (0, "")
    assert "6 claims; in 4 articles, from 2025-01-10 to 2025-03-31" in told.stdout
    assert "pledgewire positions --type troop-presence" in told.stdout
    rows = list(csv.reader(io.StringIO(run(command, "type", "troop-presence", "--csv").stdout)))
    assert rows[0] == ["start", "stance", "count"]
    assert ["2025-01-01T00:00:00Z", "rejects", "1"] in rows


def test_a_type_that_nothing_knows_is_a_mistake(affairs: Library, stack_config: Config) -> None:
    unknown = run(typed(affairs, stack_config), "type", "moon-landing")
    assert (unknown.returncode, unknown.stdout) == (4, "")
    assert (
        "neither the vocabulary nor an article knows the type moon-landing; there is air-sea-protection"
        in unknown.stderr
    )
