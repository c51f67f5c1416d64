"""Who says a quotation: the words right behind its closing mark, or before it with a colon, go before all else."""

import pytest

from tests.tagging.claiming import positions

CASES = {
    "Zelensky thanked his hosts. “We will send peacekeepers to Ukraine,” Starmer vowed after the talks.": {
        "person/keir-starmer"
    },
    "Zelensky spoke first. Prime Minister Keir Starmer reiterated:\n“We will send peacekeepers to Ukraine.”\n"
    "President Emmanuel Macron warned:\n“We must not be weak.”": {"person/keir-starmer"},
    "Colby told allies little. “We will send peacekeepers to Ukraine,” said one European official.": {"bloc/europe"},
    "Colby told allies little. “We will send peacekeepers to Ukraine,” said a diplomat, who gave no name.": set(),
    "Colby told allies little. “We will send peacekeepers to Ukraine,” said a spokesman for the German army.": {
        "state/de"
    },
    "“Russia rejects NATO troops in Ukraine,” the agency quoted Peskov as saying.": {"person/dmitry-peskov"},
    "“We will send peacekeepers to Ukraine and so will President Putin,” the newspaper said.": set(),
}


@pytest.mark.parametrize(("text", "holders"), CASES.items())
def test_a_quotation_is_whose_the_words_beside_it_say(text: str, holders: set[str]) -> None:
    assert {one.holder for one in positions(text, "en")} == holders


def test_a_text_may_end_with_the_word_that_says_it() -> None:
    assert positions("“We need security guarantees for Ukraine,” said", "en") == ()
