"""Filters among the words of the box."""

import pytest

from schemas.errors import UsageError
from web.box import opened
from web.names import Names


@pytest.mark.parametrize(
    ("typed", "words", "filters"),
    [
        ("troops actor:state/ua", "troops", [("actor", "state/ua")]),
        ('actor:"Emmanuel Macron" ceasefire', "ceasefire", [("actor", "person/emmanuel-macron")]),
        ("actor:«Эммануэль Макрон»", "", [("actor", "person/emmanuel-macron")]),
        ("by:Лавров -drones", "-drones", [("holder", "person/sergei-lavrov")]),
        ("type:troop-presence OR", "OR", [("type", "troop-presence")]),
        ("for:Ukraine stance:against", "", [("beneficiary", "ukraine"), ("stance", "against")]),
        ("lang:uk since:30d", "", [("language", "uk"), ("since", "30d")]),
        ("source:Reuters", "", [("source", "source/reuters")]),
        ("-type:troop-presence troops", "troops", [("not", "type:troop-presence")]),
        (
            "-actor:Макрон -by:Лавров",
            "",
            [("not", "actor:person/emmanuel-macron"), ("not", "holder:person/sergei-lavrov")],
        ),
        ('-mentions:"Emmanuel Macron"', "", [("not", "actor:person/emmanuel-macron")]),
        (
            "-lang:uk !site:a.example -for:Ukraine",
            "",
            [("not", "language:uk"), ("not", "site:a.example"), ("not", "beneficiary:ukraine")],
        ),
        ("factor:three", "factor:three", []),
        ("http://actor:8080/", "http://actor:8080/", []),
        ('"actor:Macron said"', '"actor:Macron said"', []),
        ("(actor:Macron)", "( )", [("actor", "person/emmanuel-macron")]),
        ("actor:person/gone-since", "", [("actor", "person/gone-since")]),
    ],
)
def test_a_filter_leaves_the_words(names: Names, typed: str, words: str, filters: list[tuple[str, str]]) -> None:
    assert opened([("q", typed)], names) == [("q", words), *filters]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("actor:Macaroni", "no actor called 'Macaroni'"),
        ("actor:", "nothing stands after the colon"),
        ("-since:30d", "-since: is not understood; what can be taken away is actor, holder"),
        ("-type:macron", "no type called"),
        ("type:macron", "no type called"),
    ],
)
def test_what_names_nothing_is_a_mistake(names: Names, typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        opened([("q", typed)], names)


def test_other_parameters_are_left_alone(names: Names) -> None:
    assert opened([("actor", "actor:Macron"), ("size", "3")], names) == [("actor", "actor:Macron"), ("size", "3")]
