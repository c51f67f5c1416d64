"""A question as the command that asks it: read back by a shell and by the command itself, it is the same question."""

import shlex

import pytest
from typer.testing import CliRunner

from cli import positions
from cli.main import app
from cli.typed import positions_command
from search.answer import ClaimAnswer
from search.question import Question


def read_back(command: str, monkeypatch: pytest.MonkeyPatch) -> Question:
    """Gives the question that the command would ask."""
    asked: list[Question] = []

    def ask(_client: object, _prefix: str, question: Question, **_: object) -> ClaimAnswer:
        asked.append(question)
        return ClaimAnswer(total=0, page=1, size=20)

    class Nobody:
        def __enter__(self) -> tuple[None, str]:
            return None, ""

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("search.run.positions", ask)
    monkeypatch.setattr(positions, "asking", lambda _: Nobody())
    words = shlex.split(command)
    assert words[0] == "pledgewire"
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == 0, result.output
    return asked[0]


def test_every_filter_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question(
        text='"peace keepers" OR troops',
        holders=("state/ru", "person/vladimir-putin"),
        types=("troop-presence",),
        stances=("rejects", "doubts"),
        beneficiaries=("ukraine",),
        sources=("source/reuters",),
        sites=("news.example",),
        languages=("uk",),
        tags=("Europe, East", "$(whoami)"),
        conditional=False,
        since="30d",
        until="2026-11-24",
        size=20,
    )
    assert read_back(positions_command(question), monkeypatch) == question


def test_words_that_begin_with_a_minus_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question(text="-troops NATO", conditional=True, size=20)
    command = positions_command(question)
    assert command == "pledgewire positions --conditional -- '-troops NATO'"
    assert read_back(command, monkeypatch) == question


def test_a_value_makes_no_line_of_its_own() -> None:
    assert positions_command(Question(sites=("a\nrm -rf /",))) == "pledgewire positions --site 'a rm -rf /'"
