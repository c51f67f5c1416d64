"""Claims in English: sentences written from the annotation guide, each with the one position it tells."""

import pytest

from tests.tagging.claiming import positions, told

ZELENSKY, PUTIN, TRUMP = "person/volodymyr-zelensky", "person/vladimir-putin", "person/donald-trump"
MACRON, PESKOV, LAVROV = "person/emmanuel-macron", "person/dmitry-peskov", "person/sergei-lavrov"
MELONI, TUSK = "person/giorgia-meloni", "person/donald-tusk"

CASES = {
    # A party that wants a guarantee for its own side demands it; a third party proposes; would-be givers offer.
    "Ukraine demands security guarantees from the West.": ("state/ua", "demands", "ukraine", "unspecified"),
    "President Volodymyr Zelensky said Ukraine needs legally binding security guarantees.": (
        ZELENSKY,
        "demands",
        "ukraine",
        "legally-binding",
    ),
    "Zelensky urged NATO to invite Ukraine to join the alliance.": (ZELENSKY, "demands", "ukraine", "nato-membership"),
    "French President Emmanuel Macron said the West should give Russia security guarantees.": (
        MACRON,
        "proposes",
        "russia",
        "unspecified",
    ),
    "Meloni proposed a mutual defence clause for Ukraine modelled on NATO's Article 5.": (
        MELONI,
        "proposes",
        "ukraine",
        "mutual-defence",
    ),
    "France is ready to send peacekeepers to Ukraine, Macron said.": (MACRON, "offers", "ukraine", "troop-presence"),
    "Britain offered to deploy troops in Ukraine as part of a reassurance force.": (
        "state/gb",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "Russia demands that Ukraine never join NATO.": ("state/ru", "demands", "russia", "nato-non-enlargement"),
    "Moscow insists on a halt to NATO's eastward expansion.": ("state/ru", "demands", "russia", "nato-non-enlargement"),
    # Rejections, and whom they are about.
    "Russia rejected the deployment of NATO troops in Ukraine.": ("state/ru", "rejects", "ukraine", "troop-presence"),
    "NATO membership for Ukraine is unacceptable to Russia.": ("state/ru", "rejects", "ukraine", "nato-membership"),
    "Polish Prime Minister Donald Tusk ruled out sending soldiers to Ukraine.": (
        TUSK,
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "The West has refused to rule out NATO enlargement.": ("bloc/west", "rejects", "russia", "nato-non-enlargement"),
    # Negation.
    "Italy will not send troops to Ukraine.": ("state/it", "rejects", "ukraine", "troop-presence"),
    "Zelensky said Ukraine would never accept neutrality.": (ZELENSKY, "rejects", "russia", "neutrality"),
    "Trump said there would be no American boots on the ground in Ukraine.": (
        TRUMP,
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Germany does not oppose NATO membership for Ukraine.": ("state/de", "supports", "ukraine", "nato-membership"),
    # A spokesperson speaks for the state; what is reported of another belongs to the other.
    "Kremlin spokesman Dmitry Peskov said Russia would not accept European peacekeepers in Ukraine.": (
        PESKOV,
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Lavrov said that Trump had promised Ukraine security guarantees.": (TRUMP, "offers", "ukraine", "unspecified"),
    # Passive, attribution after the words and before them, nouns.
    "Security guarantees for Ukraine were rejected by the Kremlin.": ("state/ru", "rejects", "ukraine", "unspecified"),
    "Security guarantees for Russia are out of the question, Estonian Prime Minister Kaja Kallas said.": (
        "person/kaja-kallas",
        "rejects",
        "russia",
        "unspecified",
    ),
    "According to Zelensky, security guarantees must come before a ceasefire.": (
        ZELENSKY,
        "demands",
        "ukraine",
        "unspecified",
    ),
    "Ukraine's demand for security guarantees has not changed.": ("state/ua", "demands", "ukraine", "unspecified"),
    '"We need security guarantees," Zelensky said.': (ZELENSKY, "demands", "ukraine", "unspecified"),
    # Support and doubt.
    "Germany welcomed the security guarantees for Ukraine.": ("state/de", "supports", "ukraine", "unspecified"),
    "Poland doubts that European peacekeepers would be enough.": ("state/pl", "doubts", "ukraine", "troop-presence"),
    # All sides.
    "Lavrov said security guarantees must apply to all sides of the conflict.": (
        LAVROV,
        "demands",
        "all-sides",
        "collective-security",
    ),
    # Who would do it offers it; who wants it and is neither side, wants it for itself.
    "Canada agreed on Monday to send troops to Ukraine.": ("state/ca", "offers", "ukraine", "troop-presence"),
    "Norway wants to contribute peacekeepers to Ukraine.": ("state/no", "offers", "ukraine", "troop-presence"),
    "Tusk said Poland must not send its soldiers to Ukraine.": (TUSK, "rejects", "ukraine", "troop-presence"),
    # Words that are verbs in one place and nouns in another.
    "Stoltenberg ruled out any compromise on NATO enlargement.": (
        "person/jens-stoltenberg",
        "rejects",
        "russia",
        "nato-non-enlargement",
    ),
    "The so-called coalition of the willing offered to deploy peacekeepers in Ukraine.": (
        "org/coalition-of-the-willing",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    # What is called something, and what is said to be so.
    "Putin called a European force in Ukraine unacceptable.": (PUTIN, "rejects", "ukraine", "troop-presence"),
    "Lavrov described British troops in Ukraine as a threat to Russia.": (
        LAVROV,
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Ukraine's accession to NATO, Tusk said, would be dangerous.": (TUSK, "rejects", "ukraine", "nato-membership"),
    # What is not thought, what is insisted on, what stands in exchange.
    "Trump does not think Ukraine should join NATO.": (TRUMP, "rejects", "ukraine", "nato-membership"),
    "Zelensky insists the security guarantees be ratified by Congress.": (
        ZELENSKY,
        "demands",
        "ukraine",
        "legally-binding",
    ),
    "Zelensky is ready for elections in exchange for security guarantees.": (
        ZELENSKY,
        "demands",
        "ukraine",
        "unspecified",
    ),
    # Whose troops they would be; who would get what is given.
    "Starmer said British troops would guard Ukraine's ports.": (
        "person/keir-starmer",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "Kyiv must be given reliable guarantees, Macron said.": (MACRON, "proposes", "ukraine", "unspecified"),
    "Norway would not hesitate to send soldiers to Ukraine.": ("state/no", "offers", "ukraine", "troop-presence"),
    # Who does as much, who is of neither, what stands apart.
    "Meloni ruled out sending troops to Ukraine, and so did Tusk.": (TUSK, "rejects", "ukraine", "troop-presence"),
    "Neither Spain nor Portugal is prepared to send soldiers to Ukraine.": (
        "state/pt",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Kyiv wants Western troops in Ukraine, something Moscow rejects.": (
        "state/ru",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Turkey has expressed its readiness to send peacekeepers to Ukraine.": (
        "state/tr",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "Calls by Zelensky for a no-fly zone went unheard.": (ZELENSKY, "demands", "ukraine", "air-sea-protection"),
    "Zelensky has made security guarantees a condition for elections.": (
        ZELENSKY,
        "demands",
        "ukraine",
        "unspecified",
    ),
    "Ukraine should be admitted to NATO at once, argues Petr Pavel.": (
        "person/petr-pavel",
        "proposes",
        "ukraine",
        "nato-membership",
    ),
    "Medvedev threatened to strike any European soldiers in Ukraine.": (
        "person/dmitry-medvedev",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Countries like Italy and Poland have ruled out sending soldiers to Ukraine.": (
        "state/pl",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Western states agreed on legally binding guarantees for Ukraine.": (
        "bloc/west",
        "offers",
        "ukraine",
        "legally-binding",
    ),
    "Sybiha proposed the demilitarisation of Russia as a guarantee for Europe.": (
        "person/andrii-sybiha",
        "proposes",
        "europe",
        "demilitarisation",
    ),
    "Zelensky will not sign a ceasefire without security guarantees.": (
        ZELENSKY,
        "demands",
        "ukraine",
        "unspecified",
    ),
    "The leaders of Norway, Denmark and Iceland said they were ready to send troops to Ukraine.": (
        "state/no",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "NATO has resisted Ukraine's calls for a quick accession.": (
        "org/nato",
        "rejects",
        "ukraine",
        "nato-membership",
    ),
    "Pistorius said the security guarantees were worth nothing without Washington.": (
        "person/boris-pistorius",
        "doubts",
        "ukraine",
        "unspecified",
    ),
    "Kallas told ministers that Ukraine needed real guarantees.": (
        "person/kaja-kallas",
        "proposes",
        "ukraine",
        "unspecified",
    ),
    "NATO has given Ukraine no invitation to join the alliance.": (
        "org/nato",
        "rejects",
        "ukraine",
        "nato-membership",
    ),
    "Finland gave its support to a British-led force in Ukraine.": (
        "state/fi",
        "supports",
        "ukraine",
        "troop-presence",
    ),
    # Quoted by others, told to others, said of something.
    "State media quoted Peskov as saying that NATO troops in Ukraine were unacceptable.": (
        PESKOV,
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Macron told Kyiv he was ready to send peacekeepers to Ukraine.": (MACRON, "offers", "ukraine", "troop-presence"),
    "Macron agreed to peace talks, ruling out French troops in Ukraine.": (
        MACRON,
        "rejects",
        "ukraine",
        "troop-presence",
    ),
}


@pytest.mark.parametrize(("sentence", "position"), CASES.items())
def test_a_sentence_tells_its_position(sentence: str, position: tuple[str, str, str, str]) -> None:
    assert position in told(sentence, "en")


def test_a_spokesperson_is_tagged_with_the_state_spoken_for() -> None:
    found = positions("Kremlin spokesman Dmitry Peskov said security guarantees for Ukraine are unacceptable.", "en")
    assert [(one.holder, one.on_behalf_of) for one in found] == [(PESKOV, "state/ru")]


def test_who_reports_what_another_promised_holds_no_position() -> None:
    found = told("Lavrov said that Trump had promised Ukraine security guarantees.", "en")
    assert LAVROV not in {holder for holder, *_ in found}


def test_after_a_ceasefire_is_a_condition() -> None:
    (found,) = positions("France will send peacekeepers to Ukraine after a ceasefire, Macron said.", "en")
    assert found.conditional


def test_only_if_is_a_condition() -> None:
    found = positions("Lavrov backs security guarantees, but only if they apply to both sides.", "en")
    assert any(one.conditional for one in found)


def test_the_quoted_words_are_kept() -> None:
    (found,) = positions('"Ukraine must receive reliable security guarantees," Macron said.', "en")
    assert found.quote == "Ukraine must receive reliable security guarantees,"


def test_one_record_holds_all_the_evidence_of_a_holder() -> None:
    text = "Zelensky demanded security guarantees. He said Ukraine needs an invitation to join NATO."
    (found,) = positions(text, "en")
    assert (found.holder, len(found.evidence)) == (ZELENSKY, 2)


def test_he_is_who_spoke_before() -> None:
    text = "Macron met Zelensky in Paris on Monday. He called for security guarantees for Ukraine."
    assert {one.holder for one in positions(text, "en")} == {MACRON}


def test_a_quotation_over_two_paragraphs_has_one_speaker() -> None:
    text = '"The war must end," Zelensky said.\n"We need security guarantees from our allies."'
    assert (ZELENSKY, "demands", "ukraine", "unspecified") in told(text, "en")


def test_the_state_has_no_record_of_its_own_beside_its_leader_for_the_same() -> None:
    text = "Zelensky demanded security guarantees. Ukraine demands security guarantees."
    assert [one.holder for one in positions(text, "en")] == [ZELENSKY]


def test_it_is_the_guarantee_that_was_spoken_of_before() -> None:
    text = "Macron proposed sending European peacekeepers to Ukraine. Meloni rejected the idea. Tusk is against it too."
    found = told(text, "en")
    assert {(MELONI, "rejects", "ukraine", "troop-presence"), (TUSK, "rejects", "ukraine", "troop-presence")} <= found


def test_soldiers_are_a_guarantee_once_the_article_has_spoken_of_a_force() -> None:
    spoken = "European leaders discussed a reassurance force. "
    assert (TUSK, "rejects", "ukraine", "troop-presence") in told(spoken + "Tusk refuses to send soldiers.", "en")
    assert not told("Tusk visited the soldiers on Sunday. He praised the troops.", "en")


def test_who_reports_what_unnamed_countries_pledged_does_not_pledge_it() -> None:
    found = told("Zelensky said 26 countries had pledged to send peacekeepers to Ukraine.", "en")
    assert (ZELENSKY, "offers", "ukraine", "troop-presence") not in found


def test_the_president_is_who_holds_that_office() -> None:
    text = "Trump met Vance and Rubio on Monday. Vance praised Rubio. The president ruled out US troops in Ukraine."
    assert (TRUMP, "rejects", "ukraine", "troop-presence") in told(text, "en")


def test_a_state_keeps_what_it_says_elsewhere_of_something_else() -> None:
    text = (
        "Russia demands that Ukraine never join NATO.\nThe talks began in Geneva.\n"
        "Ryabkov said Russia needs legally binding guarantees of its security."
    )
    assert {"state/ru", "person/sergei-ryabkov"} == {one.holder for one in positions(text, "en")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Paris and London have revived discussions about sending troops to Ukraine.",
        "Diplomats asked whether Germany could contribute peacekeepers to Ukraine.",
        '"Can European troops give Ukraine security guarantees?" Peskov asked.',
    ],
)
def test_what_is_only_asked_or_talked_of_is_no_offer(sentence: str) -> None:
    assert not [one for one in positions(sentence, "en") if one.stance in ("offers", "supports", "proposes")]


def test_who_comes_after_and_with_a_verb_has_no_part_in_what_stands_before() -> None:
    found = told("Zelensky wants NATO troops in Ukraine and Putin will meet Trump next week.", "en")
    assert {holder for holder, *_ in found} == {ZELENSKY}


def test_who_gets_a_guarantee_and_signs_it_too_offers_nothing() -> None:
    found = told("Macron and Zelensky signed a declaration on the deployment of troops to Ukraine.", "en")
    assert {holder for holder, *_ in found} == {MACRON}


def test_stopping_a_war_is_no_refusal() -> None:
    found = told("Zelensky said security guarantees are needed to stop another Russian invasion.", "en")
    assert (ZELENSKY, "demands", "ukraine", "unspecified") in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The foreign ministers discussed security guarantees for Ukraine in Paris.",
        "Analysts expect long talks about security guarantees.",
        "The army said Russian troops had been sent to the border of Ukraine.",
        "The summit on security guarantees begins on Thursday.",
        "Merz said the talks on security guarantees had been constructive.",
        "Peskov declined to comment on reports about NATO troops in Ukraine.",
        "Trump said his meeting about security guarantees went very well.",
    ],
)
def test_where_nobody_takes_a_stance_there_is_no_position(sentence: str) -> None:
    assert not positions(sentence, "en")


def test_a_denial_ahead_of_its_clause_denies_the_verb() -> None:
    found = told("In none of the scenarios do our partners expect Polish troops in Ukraine, Donald Tusk said.", "en")
    assert {(holder, stance) for holder, stance, *_ in found} == {("person/donald-tusk", "rejects")}


def test_a_no_that_belongs_to_the_soldiers_is_counted_once() -> None:
    found = told("Robert Fico said no Slovak soldier will serve in a mission in Ukraine.", "en")
    assert {stance for _, stance, *_ in found} == {"rejects"}


def test_what_a_paper_would_have_a_state_do_is_nobodys_but_the_papers() -> None:
    found = told("Under the American draft, Ukraine would write into its constitution that it never joins NATO.", "en")
    assert ("state/us", "proposes", "russia", "nato-non-enlargement") in found
    assert all(holder != "state/ua" for holder, *_ in found)


def test_a_plan_that_does_not_ban_joining_is_against_the_ban() -> None:
    found = told("The European plan does not ban Ukraine from joining NATO.", "en")
    assert ("bloc/europe", "rejects", "russia", "nato-non-enlargement") in found


def test_the_object_of_a_relative_clause_is_what_its_subject_wants() -> None:
    found = told("The treaty, ratified by Congress, that Riyadh had asked for would be a mutual defence treaty.", "en")
    assert all(stance != "rejects" for _, stance, *_ in found)


def test_words_behind_who_says_them_are_still_theirs() -> None:
    found = told("The hour is for Kyiv to choose, Macron said, but there must be guarantees for Ukraine.", "en")
    assert (MACRON, "proposes", "ukraine", "unspecified") in found


def test_who_says_so_said_the_sentence_before() -> None:
    found = told("There will be no NATO invitation for Ukraine. Mark Rutte said so on Monday.", "en")
    assert ("person/mark-rutte", "rejects", "ukraine", "nato-membership") in found


def test_a_clause_in_commas_that_says_who_speaks_leaves_the_subject_what_it_is() -> None:
    found = told("The US, Andrii Sybiha said, had promised to give Ukraine security guarantees.", "en")
    assert ("state/us", "offers", "ukraine", "unspecified") in found


def test_what_is_only_supposed_or_forecast_is_no_position() -> None:
    assert not positions("NATO appears unlikely to extend an invitation to Ukraine.", "en")


def test_a_parliament_that_has_to_pass_it_takes_no_stance() -> None:
    found = told("Trump offered Ukraine guarantees approved by Congress.", "en")
    assert {holder for holder, *_ in found} == {"person/donald-trump"}
