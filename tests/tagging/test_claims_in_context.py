"""Claims that more than one sentence tells, and who speaks where no verb says so."""

import pytest

from tests.tagging.claiming import positions, told

ZELENSKY, LAVROV, MACRON = "person/volodymyr-zelensky", "person/sergei-lavrov", "person/emmanuel-macron"
MOSCOW_REFUSES = "Sergei Lavrov said European troops in Ukraine were unacceptable."


def test_a_line_with_a_name_tells_who_speaks_below_it_until_the_next() -> None:
    text = "Ed Davey (LD)\nI thank the Prime Minister. We back sending British troops to Ukraine.\n\nMr Speaker\nOrder."
    assert {(one.holder, one.beneficiary) for one in positions(text, "en")} == {("person/ed-davey", "ukraine")}


def test_a_label_with_a_colon_holds_for_the_sentences_behind_it() -> None:
    text = "Volodymyr Zelensky: Good evening. We need security guarantees before any ceasefire.\nModerator: Thank you."
    assert told(text, "en") == {(ZELENSKY, "demands", "ukraine", "unspecified")}


def test_a_quotation_behind_a_colon_is_the_main_clauses_subjects() -> None:
    text = "Petr Fiala disavowed the rumour: “The Czech Republic is not preparing to send troops to Ukraine.”"
    assert told(text, "en", "2024-02-27") == {("person/petr-fiala", "rejects", "ukraine", "troop-presence")}


def test_who_says_that_moscow_has_no_veto_is_against_what_moscow_said() -> None:
    assert ("person/mark-rutte", "supports", "ukraine", "troop-presence") in told(
        f"{MOSCOW_REFUSES} Mark Rutte said Russia has no veto.", "en"
    )


def test_that_nobody_has_a_veto_is_no_position_where_moscow_has_none() -> None:
    assert told("Mark Rutte said Russia has no veto. Security guarantees are being discussed.", "en") == set()


def test_somebodys_idea_is_what_they_said_last() -> None:
    text = (
        "Emmanuel Macron said the West should give Russia security guarantees. Volodymyr Zelensky demands security "
        "guarantees for Ukraine. Kaja Kallas rejected Macron's idea."
    )
    assert ("person/kaja-kallas", "rejects", "russia", "unspecified") in told(text, "en")


def test_who_repeats_a_refusal_refuses_too() -> None:
    text = "Moscow will not accept NATO troops in Ukraine. Maria Zakharova reiterated that refusal on Monday."
    assert told(text, "en") == {("person/maria-zakharova", "rejects", "ukraine", "troop-presence")}


def test_what_stands_behind_as_well_as_is_not_who_spoke() -> None:
    text = (
        "Leaders of the G7 from Japan, Canada, Italy and the UK, as well as the European Union, rejected security "
        "guarantees for Russia."
    )
    assert "org/eu" not in {one.holder for one in positions(text, "en")}


def test_countries_that_have_no_name_are_not_who_speaks_of_them() -> None:
    text = "“There are countries that are prepared to send troops to Ukraine,” Robert Fico said."
    assert told(text, "en") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "There can be no peace without security guarantees, Volodymyr Zelensky said.",
        "“Without security guarantees this war will not end,” Volodymyr Zelensky said.",
        "Ukraine cannot stop fighting until it has security guarantees, Volodymyr Zelensky said.",
    ],
)
def test_what_nothing_goes_without_is_wanted(sentence: str) -> None:
    assert told(sentence, "en") == {(ZELENSKY, "demands", "ukraine", "unspecified")}


def test_guarantees_against_something_are_no_refusal() -> None:
    assert told("Volodymyr Zelensky described the pact as a guarantee against Russia.", "en") == {
        (ZELENSKY, "demands", "ukraine", "unspecified")
    }


def test_who_would_join_an_alliance_takes_no_stance_on_ukraine() -> None:
    text = "Finland and Sweden announced their intention to join NATO, which showed that Russia saw no threat."
    assert told(text, "en", "2022-12-03") == set()


def test_of_two_stances_of_one_holder_the_offer_names_the_record() -> None:
    text = (
        "Keir Starmer said the West should give Ukraine security guarantees. "
        "He offered to send British troops to Ukraine."
    )
    assert [(one.holder, one.stance) for one in positions(text, "en")] == [("person/keir-starmer", "offers")]
