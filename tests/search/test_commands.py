"""`pledgewire search`, `positions` and `article`, as they are typed."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from config.model import Config
from tests.search.conftest import Library
from tests.search.typed import on_a_terminal, run, typed

pytestmark = pytest.mark.servers

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")


@pytest.fixture
def command(library: Library, stack_config: Config) -> list[str]:
    """The command with the suite's servers and the corpus."""
    return typed(library, stack_config)


def test_the_example_of_the_help_finds_what_it_says(command: list[str]) -> None:
    answer = run(
        command, "search", "troops OR peacekeepers", "--actor", "person/emmanuel-macron", "--type", "troop-presence",
        "--stance", "offers", "--beneficiary", "ukraine", "--since", "2025-01-01", "--facets", "--timeline", "--json",
    )  # fmt: skip
    assert (answer.returncode, answer.stderr) == (0, "")
    found = json.loads(answer.stdout)
    assert [hit["article"]["title"] for hit in found["hits"]] == ["Macron offers a reassurance force"]
    assert found["total"] == 1
    assert found["facets"]["holders"] == [{"value": "person/emmanuel-macron", "count": 1}]
    assert [bucket["count"] for bucket in found["timeline"]["buckets"]] == [1]


def test_words_need_no_quotes_and_values_may_be_joined_by_commas(command: list[str]) -> None:
    answer = run(command, "search", "troops", "OR", "peacekeepers", "--site", "news.example,other.example", "--json")
    assert json.loads(answer.stdout)["total"] == 3


def test_for_and_against_stand_for_stances(command: list[str]) -> None:
    against = json.loads(run(command, "positions", "--stance", "against", "--json").stdout)
    assert {hit["claim"]["stance"] for hit in against["hits"]} == {"rejects", "doubts"}


def test_in_a_pipe_there_is_plain_text_without_styles_or_trailing_blanks(command: list[str]) -> None:
    answer = run(command, "search", "guarantee", "--facets", "--timeline")
    assert "2 articles" in answer.stdout
    assert "Zelensky wants more than words" in answer.stdout
    assert "\x1b" not in answer.stdout
    assert not [line for line in answer.stdout.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("arguments", [("search", "kind"), ("positions", "--holder", "org/nato")])
def test_on_a_terminal_hostile_text_is_shown_harmlessly_in_80_columns(
    command: list[str], arguments: tuple[str, ...]
) -> None:
    printed = on_a_terminal(command, *arguments)
    assert "\x1b[1m" in printed
    shown = re.sub(r"\x1b\[[0-9;]*m", "", printed).replace("\r\n", "\n")
    assert HARMFUL.search(shown) is None
    assert "]0;owned" in shown
    assert "[bold]" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "kind"),
        ("search", "kind", "--json"),
        ("positions", "--holder", "org/nato"),
        ("positions", "--holder", "org/nato", "--json"),
        ("positions", "--csv"),
        ("search", "kind", "--csv"),
        ("article", "https://evil.example/?q=<script>alert(1)</script>", "--csv"),
        ("article", "https://evil.example/?q=<script>alert(1)</script>"),
        ("article", "https://evil.example/?q=<script>alert(1)</script>", "--json"),
    ],
)
def test_no_control_character_of_an_article_is_printed(command: list[str], arguments: tuple[str, ...]) -> None:
    answer = run(command, *arguments)
    assert answer.returncode == 0
    assert "owned" in answer.stdout
    assert HARMFUL.search(answer.stdout) is None


def test_json_keeps_every_character(command: list[str]) -> None:
    (hit,) = json.loads(run(command, "search", "kind", "--json").stdout)["hits"]
    assert "\x1b]0;owned\x07" in hit["article"]["title"]


def test_no_cell_is_a_formula(command: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(command, "positions", "--csv").stdout)))
    assert len(rows) == 6
    assert next(row["title"] for row in rows if row["holder"] == "org/nato").startswith("'=cmd|")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    macron = next(row for row in rows if row["stance"] == "offers" and row["conditional"] == "true")
    assert (macron["holder"], macron["types"], macron["direction"]) == (
        "person/emmanuel-macron",
        "troop-presence",
        "for",
    )


def test_articles_and_the_claims_of_one_are_tables_too(command: list[str]) -> None:
    found = list(csv.DictReader(io.StringIO(run(command, "search", "kind", "--csv").stdout)))
    assert [(row["site"], row["claims"]) for row in found] == [
        ("evil.example", "org/nato doubts unspecified for russia")
    ]
    assert found[0]["title"].startswith("'=cmd|")
    printed = run(command, "article", "https://news.example/macron-offers-troops", "--csv").stdout
    claims = list(csv.DictReader(io.StringIO(printed)))
    assert [(row["holder"], row["stance"], row["site"]) for row in claims] == [
        ("person/emmanuel-macron", "offers", "news.example"),
        ("person/vladimir-putin", "rejects", "news.example"),
    ]


def test_an_article_is_printed_with_its_tags_in_the_text(command: list[str]) -> None:
    answer = run(command, "article", "https://news.example/macron-offers-troops")
    assert "[Emmanuel Macron](person/emmanuel-macron) offered troops for [Ukraine](state/ua)" in answer.stdout
    assert "person/vladimir-putin (state/ru) rejects troop-presence, deployment-ban for ukraine" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("search", "*a*"), 2, "wildcards are not understood"),
        (("search", "a", "--stance", "offer"), 2, "--stance offer: write one of"),
        (("search", "a", "--since", "soon"), 2, "--since soon is no date"),
        (("positions", "--csv", "--json"), 2, "--csv prints claims alone"),
        (("search", "--csv", "--facets"), 2, "--csv prints articles alone"),
        (("article", "nowhere", "--csv", "--json"), 2, "choose one"),
        (("actor", "NATO", "--csv", "--json"), 2, "choose one"),
        (("article", "nowhere"), 4, "no article indexed has the id or the address nowhere"),
    ],
)
def test_a_mistake_is_one_sentence_and_an_exit_code(
    command: list[str], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = run(command, *arguments)
    assert answer.returncode == code
    assert answer.stdout == ""
    assert sentence in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_nothing_found_is_said_beside_the_data(command: list[str]) -> None:
    answer = run(command, "search", "troops peacekeepers")
    assert (answer.returncode, answer.stdout) == (0, "")
    assert answer.stderr.splitlines()[0] == "No article matches."


def test_a_page_past_the_last_is_said_to_be_one(command: list[str]) -> None:
    assert run(command, "search", "--page", "9").stdout == "6 articles; page 9 is past the last, which is 1\n"


def test_without_the_embedded_servers_it_tells_how_to_start_them(tmp_path: Path) -> None:
    answer = run([sys.executable, "-m", "cli", "--data-dir", str(tmp_path / "data")], "search", "troops")
    assert answer.returncode == 5
    assert "pledgewire up" in answer.stderr
