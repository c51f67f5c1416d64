"""The matrix, counted by hand in affairs.yaml and corpus.yaml."""

import csv
import io
import json
import re
import shlex
from typing import Any

import pytest

from config.model import Config
from schemas.errors import UsageError
from search.matrix import Matrix, matrix, opening
from search.question import Question
from tests.search.conftest import NOW, Library
from tests.search.typed import on_a_terminal, run, typed

pytestmark = pytest.mark.servers


def of(library: Library, by: Any = "actor", size: int = 20, **asked: Any) -> Matrix:
    return matrix(library.client, library.prefix, Question(**asked), by=by, size=size, now=NOW)


def cells(answer: Matrix) -> dict[tuple[str, str, str], int]:
    return {(row.actor, cell.beneficiary, cell.stance): cell.count for row in answer.rows for cell in row.cells}


def test_a_text_in_two_outlets_counts_once_for_its_holder_and_for_the_state_in_whose_name_it_speaks(
    affairs: Library,
) -> None:
    answer = of(affairs)
    assert answer.counted == "stories"
    assert cells(answer) == {
        ("state/ru", "ukraine", "offers"): 1,
        ("state/ru", "ukraine", "rejects"): 1,
        ("state/ru", "ukraine", "doubts"): 1,
        ("state/ru", "russia", "demands"): 1,
        ("person/vladimir-putin", "ukraine", "rejects"): 1,
        ("person/vladimir-putin", "ukraine", "doubts"): 1,
        ("person/emmanuel-macron", "ukraine", "rejects"): 1,
        ("person/emmanuel-macron", "ukraine", "offers"): 1,
        ("state/fr", "ukraine", "rejects"): 1,
        ("state/fr", "ukraine", "offers"): 1,
        ("person/keir-starmer", "ukraine", "offers"): 2,
        ("person/keir-starmer", "ukraine", "rejects"): 1,
        ("state/gb", "ukraine", "offers"): 2,
        ("state/gb", "ukraine", "rejects"): 1,
        ("person/sergei-lavrov", "russia", "demands"): 1,
    }
    assert (answer.rows[0].actor, answer.rows[0].count) == ("state/ru", 3)
    assert (answer.beneficiaries, answer.stances) == (("ukraine", "russia"), ("demands", "offers", "rejects", "doubts"))


def test_every_cell_opens_the_claims_that_it_counts(affairs: Library) -> None:
    asked = Question(since="2025-02-01")
    answer = matrix(affairs.client, affairs.prefix, asked, now=NOW)
    opened = 0
    for row in answer.rows:
        for cell in row.cells:
            question = opening(asked, row.actor, cell)
            found = affairs.positions(
                holders=question.holders,
                stances=question.stances,
                beneficiaries=question.beneficiaries,
                since=question.since,
            )
            assert found.total == cell.claims >= cell.count
            opened += 1
    assert opened == 13


def test_rows_may_be_of_one_kind_and_as_many_as_asked_for(affairs: Library) -> None:
    assert {row.actor for row in of(affairs, by="state").rows} == {"state/ru", "state/fr", "state/gb"}
    few = of(affairs, by="person", size=2)
    assert (len(few.rows), few.more) == (2, True)
    assert not of(affairs, by="person", size=4).more
    none = of(affairs, by="org")
    assert none.rows == ()
    assert none.notes == ("12 claims match, but none is made by a org: try another --by.",)


def test_filters_hold_of_one_claim_and_words_of_its_sentences(library: Library, affairs: Library) -> None:
    assert cells(of(library, types=("deployment-ban",))) == {
        ("person/vladimir-putin", "ukraine", "rejects"): 1,
        ("state/ru", "ukraine", "rejects"): 1,
    }
    assert {row.actor for row in of(library, tags=("wire",), conditional=True).rows} == {
        "person/emmanuel-macron", "state/fr",
    }  # fmt: skip
    words = of(affairs, text="troops", by="person")
    assert words.counted == "articles"
    # The copies are two articles here, found by their title.
    assert cells(words) == {
        ("person/emmanuel-macron", "ukraine", "rejects"): 1,
        ("person/emmanuel-macron", "ukraine", "offers"): 2,
        ("person/vladimir-putin", "ukraine", "rejects"): 2,
    }


def test_what_finds_nothing_or_is_out_of_bounds_is_said(affairs: Library) -> None:
    assert of(affairs, beneficiaries=("europe",)).notes[0] == "No claim matches."
    with pytest.raises(UsageError, match="--size 0: write a number from 1 to 200"):
        of(affairs, size=0)
    with pytest.raises(UsageError, match="--by source: write one of actor"):
        of(affairs, by="source")


def test_the_command_prints_a_table_that_fits_a_terminal_with_shades_by_direction(
    affairs: Library, stack_config: Config
) -> None:
    printed = on_a_terminal(typed(affairs, stack_config), "matrix", "--since", "2025-02-01")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", printed).replace("\r\n", "\n")
    lines = shown.splitlines()
    assert lines[:4] == [
        "stories         demands    offers   rejects    doubts ",
        "state/ru  3",
        "  ukraine             ·         1         1         1 ",
        "  russia              1         ·         ·         · ",
    ]
    assert all(len(line) <= 80 for line in lines[:-3])
    backgrounds = set(re.findall(r"\x1b\[[0-9;]*48;5;(\d+)m", printed))
    # One offer, one refusal, and Starmer's two offers.
    assert len(backgrounds) == 3
    assert "pledgewire positions --since 2025-02-01 --holder ROW" in " ".join(shown.split())


def test_a_printed_command_lists_the_sentences_of_its_cell(affairs: Library, stack_config: Config) -> None:
    command = typed(affairs, stack_config)
    asked = ("matrix", "--by", "person", "--stance", "against", "--type", "troop-presence")
    document = json.loads(run(command, *asked, "--json").stdout)
    row = next(row for row in document["rows"] if row["actor"] == "person/vladimir-putin")
    (cell,) = [cell for cell in row["cells"] if cell["stance"] == "rejects"]
    _, *arguments = shlex.split(cell["command"])
    found = json.loads(run(command, *arguments, "--json").stdout)
    assert {hit["claim"]["evidence"][0]["text"] for hit in found["hits"]} == {"Vladimir Putin rejected them."}
    assert found["total"] == cell["claims"] == 2
    lines = run(command, *asked, "--commands").stdout.splitlines()
    assert lines[lines.index("1 story: person/vladimir-putin rejects for ukraine") + 1].strip() == cell["command"]


def test_the_table_for_spreadsheets_has_a_line_a_cell(affairs: Library, stack_config: Config) -> None:
    printed = run(typed(affairs, stack_config), "matrix", "--by", "state", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert len(rows) == 8
    russia = next(row for row in rows if row["beneficiary"] == "russia")
    assert (russia["actor"], russia["stance"], russia["direction"]) == ("state/ru", "demands", "for")
    assert (russia["count"], russia["counted"], russia["claims"]) == ("1", "stories", "1")


def test_only_one_way_to_print_is_taken(affairs: Library, stack_config: Config) -> None:
    answer = run(typed(affairs, stack_config), "matrix", "--csv", "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "choose one" in answer.stderr
