"""Parameters of addresses, which are the options of the commands."""

import typer
from hypothesis import given
from hypothesis import strategies as st

from cli.main import app
from search.parameters import PARAMETERS, of, pairs, question
from search.question import Question


def test_every_parameter_is_an_option_of_the_command() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for what, command in (("articles", "search"), ("claims", "positions")):
        options = {name for option in commands[command].params for name in (*option.opts, *option.secondary_opts)}
        asked = {f"--{one.name}" for one in of(what) if one.name != "q"}  # type: ignore[arg-type]
        assert asked <= options


def test_no_filter_of_a_question_lacks_a_parameter() -> None:
    assert {one.field for one in PARAMETERS} == set(Question.__struct_fields__)


_VALUE = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=","), min_size=1, max_size=20
)


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=50),
    actors=st.lists(_VALUE, unique=True, max_size=4).map(tuple),
    tags=st.lists(_VALUE, unique=True, max_size=4).map(tuple),
    conditional=st.sampled_from([None, True, False]),
    fold=st.booleans(),
    size=st.integers(0, 100),
)
def test_a_question_comes_back_from_its_own_address(**fields: object) -> None:
    asked = Question(**fields)  # type: ignore[arg-type]
    assert question(pairs(asked), "articles") == asked
    usual = Question(fold=True, size=20)
    assert question(pairs(asked, usual), "articles", fold=True, size=20) == asked
