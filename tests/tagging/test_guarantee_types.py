"""Guarantee types, sentence by sentence, as the annotation guide tells them; no sentence is from an article."""

import pytest

from schemas.article import make_cleaned
from tagging.tagger import Tagger, load

GUARANTEES = "The allies discussed security guarantees for Ukraine in Paris. "


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load()


def types(tagger: Tagger, text: str, title: str = "Talks in Kyiv", language: str = "en") -> set[str]:
    article = make_cleaned(
        url="https://example.org/a",
        title=title,
        text=text,
        language=language,
        fetched_at="2025-09-04T12:00:00+00:00",
        version=1,
        published="2025-09-04T10:00:00+00:00",
    )
    return set(tagger.tag(article).guarantee_types)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("nato-membership", "The best of the security guarantees is accession to NATO, Zelensky said."),
        ("nato-membership", "Security guarantees would mean an invitation to the U.S.-led alliance."),
        ("nato-non-enlargement", "As security guarantees Moscow demands that NATO never admit Ukraine."),
        (
            "nato-non-enlargement",
            "Russia's security guarantees would deny accession to the alliance to its neighbours.",
        ),
        ("nato-non-enlargement", "Moscow wants security guarantees that leave Ukraine outside NATO."),
        ("mutual-defence", "Meloni proposed security guarantees like NATO's Article 5."),
        ("mutual-defence", "The security guarantees oblige them to support Ukraine in the event of a renewed attack."),
        ("mutual-defence", "The security guarantees promise a coordinated military response to any new attack."),
        ("legally-binding", "Kyiv wants security guarantees that are legally binding and ratified by parliaments."),
        (
            "bilateral-agreement",
            "Britain and Ukraine signed a bilateral agreement on security cooperation as a security guarantee.",
        ),
        ("bilateral-agreement", "Riyadh seeks a defence pact with Washington as a security guarantee."),
        ("collective-security", "Lavrov said security guarantees must rest on indivisible security in Europe."),
        (
            "collective-security",
            "Macron called for a European security architecture with security guarantees for Russia too.",
        ),
        (
            "troop-presence",
            "A reassurance force of European troops in Ukraine would be the core of the security guarantees.",
        ),
        ("deployment-ban", "As security guarantees Russia demands that no missiles be deployed near its borders."),
        ("deployment-ban", "Russia's list of security guarantees would have NATO pull troops out of eastern Europe."),
        ("arms-supply", "The security guarantees include deliveries of ammunition and air defence systems."),
        (
            "training-intelligence",
            "The security guarantees include training of Ukrainian soldiers and intelligence sharing.",
        ),
        ("air-sea-protection", "The security guarantees foresee air policing and a maritime mission in the Black Sea."),
        ("sanctions", "The security guarantees include snapback sanctions should Russia break the truce."),
        ("sanctions", "Under the security guarantees, any violation would trigger new sanctions at once."),
        ("economic-support", "The security guarantees include reconstruction money from frozen Russian assets."),
        ("economic-support", "Long-term funding of the army is part of the security guarantees."),
        ("neutrality", "Ukraine offered to become neutral in return for security guarantees."),
        ("demilitarisation", "Russia's idea of security guarantees is a cap on the size of Ukraine's army."),
        ("ceasefire-monitoring", "The Americans would monitor the ceasefire as part of the security guarantees."),
        ("ceasefire-monitoring", "The security guarantees begin with a ceasefire mechanism led by Washington."),
        ("nuclear-deterrence", "Macron offered Europe's allies the French nuclear umbrella as a security guarantee."),
        ("eu-membership", "EU membership is the best security guarantee for Ukraine, Costa said."),
    ],
)
def test_a_type_is_tagged_where_the_text_makes_it_part_of_a_guarantee(tagger: Tagger, kind: str, sentence: str) -> None:
    assert kind in types(tagger, sentence)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("arms-supply", "In another development, Denmark delivered ammunition last week."),
        ("sanctions", "In Brussels the ministers adopted another package of sanctions on oil."),
        ("economic-support", "The central bank published its report on investment."),
        ("training-intelligence", "A soldier died in training in Bavaria on Monday."),
        ("neutrality", "The delegations will meet at a neutral venue."),
        ("nato-membership", "Austria is not a member of NATO."),
        ("eu-membership", "Serbia's accession to the EU was on the agenda of another meeting."),
        ("collective-security", "Both sides agreed to meet again on Friday."),
    ],
)
def test_what_is_said_in_passing_is_no_guarantee(tagger: Tagger, kind: str, sentence: str) -> None:
    text = GUARANTEES + "\n\nNothing was decided.\n\nThe weather was fine.\n\n" + sentence
    assert kind not in types(tagger, text)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("nato-membership", "She proposed security guarantees like Article 5 without membership in the alliance."),
        ("collective-security", "They are building a robust security architecture for Ukraine, a security guarantee."),
        ("collective-security", "She wants Article 5 collective security protections as security guarantees."),
        ("arms-supply", "The strong Ukrainian army is the best security guarantee, the president said."),
        ("nato-membership", "EU accession is a security guarantee; Ukraine's EU accession will take years."),
        (
            "troop-presence",
            "The security guarantees demanded by Russia would reduce Western military presence near it.",
        ),
        (
            "demilitarisation",
            "The security guarantees demanded by Russia would reduce Western military presence near it.",
        ),
        ("nato-non-enlargement", "Moscow will not accept soldiers from NATO countries as security guarantees."),
        ("ceasefire-monitoring", "The security guarantees include a force to enforce the ceasefire."),
    ],
)
def test_a_type_is_not_taken_for_another_that_reads_like_it(tagger: Tagger, kind: str, sentence: str) -> None:
    assert kind not in types(tagger, sentence)


def test_what_a_package_of_guarantees_covers_is_part_of_it(tagger: Tagger) -> None:
    text = (
        "The G7 offered Ukraine security guarantees in Vilnius.\n\nReporters waited outside.\n\n"
        "The declaration covers ammunition, training for soldiers and financial aid."
    )
    assert {"arms-supply", "training-intelligence", "economic-support"} <= types(tagger, text)


def test_the_items_of_a_list_that_a_package_heads_are_part_of_it(tagger: Tagger) -> None:
    text = (
        "The package of security guarantees includes four points:\n\n- assistance with military equipment;\n\n"
        "- training of the Ukrainian military;\n\n- intelligence sharing;\n\n- reconstruction."
    )
    assert {"arms-supply", "training-intelligence", "economic-support"} <= types(tagger, text)


def test_what_an_aid_package_holds_is_no_guarantee(tagger: Tagger) -> None:
    text = GUARANTEES + "\n\nNothing was decided.\n\nA new military aid package includes ammunition and training."
    assert types(tagger, text).isdisjoint({"arms-supply", "training-intelligence"})


def test_weapons_that_come_with_foreign_troops_are_no_deployment_ban(tagger: Tagger) -> None:
    found = types(tagger, "Britain will deploy troops and weaponry to Ukraine as part of security guarantees.")
    assert "troop-presence" in found
    assert "deployment-ban" not in found


def test_what_an_agreement_on_guarantees_commits_to_is_part_of_it(tagger: Tagger) -> None:
    text = GUARANTEES + "\n\nIt was raining.\n\nThe EU commits to training soldiers and to reconstruction aid."
    assert {"training-intelligence", "economic-support"} <= types(tagger, text)


def test_a_commitment_to_defend_a_principle_is_no_mutual_defence(tagger: Tagger) -> None:
    assert "mutual-defence" not in types(tagger, GUARANTEES + "We are committed to defend the right to choose.")


def test_security_at_the_expense_of_others_is_about_collective_security(tagger: Tagger) -> None:
    text = "Lavrov said security guarantees must not strengthen one state's security at the expense of others."
    assert "collective-security" in types(tagger, text)


def test_a_position_without_a_type_is_unspecified(tagger: Tagger) -> None:
    assert types(tagger, "Zelensky demanded security guarantees for Ukraine.") == {"unspecified"}


@pytest.mark.parametrize(
    "text",
    [
        "The coach said there was no guarantee that the striker would play. The defence needs reinforcement.",
        "The bank offers loan guarantees to small firms. Mortgage guarantees were extended to first-time buyers.",
        "The fund guarantees deposits of up to 100,000 euros. Bank deposit guarantees are part of the reform.",
        "The union demanded job guarantees. The company rejected wage guarantees.",
        "The club guarantees him a place in the squad and minutes in attack against any side.",
    ],
)
def test_guarantees_of_another_trade_have_no_type(tagger: Tagger, text: str) -> None:
    assert types(tagger, text) == set()


@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        ("de", "Ein Waffenstillstand müsse mit Sicherheitsgarantien abgesichert werden.", "arms-supply"),
        ("de", "Zuerst sollen die Waffen schweigen, dann folgen Sicherheitsgarantien.", "arms-supply"),
        ("ru", "Россия против гарантий безопасности с участием вооруженных сил стран НАТО.", "arms-supply"),
        ("ru", "Гарантии безопасности: НАТО не размещала войска на востоке.", "troop-presence"),
    ],
)
def test_words_that_hold_a_weapon_name_are_not_arms(tagger: Tagger, language: str, sentence: str, kind: str) -> None:
    assert kind not in types(tagger, sentence, language=language)


def test_troops_that_are_refused_are_still_troops(tagger: Tagger) -> None:
    assert "troop-presence" in types(tagger, GUARANTEES + "Meloni said Italy would send no NATO troops to Ukraine.")
    assert "troop-presence" in types(
        tagger, "Италия не будет размещать войска в Украине.", "Гарантии безопасности", "ru"
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("An aide flew to neutral Switzerland for the talks.", "neutrality"),
        ("The fund for carbon neutrality by 2050 was not discussed.", "neutrality"),
        ("The agreement will remain in force until Ukraine is rebuilt.", "troop-presence"),
        ("A satellite news channel showed the meeting.", "training-intelligence"),
        ("Biden warned of consequences if Moscow attacked its neighbour.", "mutual-defence"),
        ("The mayor responded to the attack on the city.", "mutual-defence"),
        ("The leaders also spoke of ramping up sanctions pressure on Moscow.", "sanctions"),
        ("Parliament in Ankara has yet to ratify the Swedish bid.", "legally-binding"),
        ("Poland backs Ukraine's accession to the European Union.", "nato-membership"),
        ("He was ready to join the talks.", "nato-membership"),
    ],
)
def test_words_that_only_look_like_a_guarantee_have_no_type(tagger: Tagger, sentence: str, kind: str) -> None:
    assert kind not in types(tagger, GUARANTEES + sentence)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("mutual-defence", "Washington offered a NATO-style assurance to protect the country."),
        ("nato-membership", "Zelensky said there was no alternative but NATO."),
        ("nato-membership", "Talks go on about membership of the transatlantic alliance."),
        ("nato-non-enlargement", "The plan would bar Kyiv from NATO."),
        ("neutrality", "It declared its nuclear-weapon-free status in 1994."),
        ("bilateral-agreement", "They signed an agreement on security that lasts ten years."),
        ("demilitarisation", "Ukraine would have to limit its military."),
    ],
)
def test_kinds_of_guarantees_as_reporters_write_them(tagger: Tagger, kind: str, sentence: str) -> None:
    assert kind in types(tagger, GUARANTEES + sentence)


def test_guarantees_of_no_kind_are_unspecified_though_nobody_takes_a_stance(tagger: Tagger) -> None:
    said = "Officials met on Tuesday. The agenda named security guarantees. Lunch was served.\n\n"
    assert types(tagger, said + "Poland would send a reassurance force.") == {"unspecified", "troop-presence"}


def test_war_news_without_guarantees_has_no_type(tagger: Tagger) -> None:
    battle = "Russian troops in Ukraine lost a tank. Nato forces watched. U.S. troops trained nearby, Moscow said."
    assert types(tagger, battle) == set()


def test_arms_beside_a_pact_are_part_of_it(tagger: Tagger) -> None:
    pact = "Saudi Arabia wants a mutual defence treaty with Washington that would also bring it modern missiles."
    assert {"mutual-defence", "arms-supply"} <= types(tagger, pact)


def test_soldiers_of_others_for_ukraine_are_our_subject_without_the_word_guarantee(tagger: Tagger) -> None:
    sent = "Paris could send troops to Ukraine, Macron said. Germany will send no soldiers to Ukraine, Scholz answered."
    assert types(tagger, sent) == {"troop-presence"}


def test_a_bare_guarantee_between_two_parties_is_our_subject(tagger: Tagger) -> None:
    assert types(tagger, "Ukraine must be given clear guarantees before it sits down with Russia, Zelensky said.") == {
        "unspecified"
    }


def test_a_bare_guarantee_of_one_alone_is_not(tagger: Tagger) -> None:
    assert types(tagger, "The bank in Kyiv gives no guarantees for such a contract, its director said.") == set()
