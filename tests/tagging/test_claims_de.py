"""Claims in German: sentences written from the annotation guide, as German newspapers put them."""

import pytest

from tests.tagging.claiming import positions, told

CASES = {
    "Russland lehnt westliche Truppen in der Ukraine ab, sagte Außenminister Sergej Lawrow.": (
        "person/sergei-lavrov",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Emmanuel Macron hat angeboten, französische Soldaten in die Ukraine zu entsenden.": (
        "person/emmanuel-macron",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "Deutschland werde keine Soldaten in die Ukraine schicken, sagte Bundeskanzler Friedrich Merz.": (
        "person/friedrich-merz",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Selenskyj forderte rechtlich bindende Sicherheitsgarantien.": (
        "person/volodymyr-zelensky",
        "demands",
        "ukraine",
        "legally-binding",
    ),
    "Nato-Truppen in der Ukraine werde Moskau niemals akzeptieren, erklärte Kremlsprecher Dmitri Peskow.": (
        "person/dmitry-peskov",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Italiens Ministerpräsidentin Giorgia Meloni schließt die Entsendung italienischer Soldaten aus.": (
        "person/giorgia-meloni",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Nato-Generalsekretär Mark Rutte unterstützt eine multinationale Truppe in der Ukraine.": (
        "person/mark-rutte",
        "supports",
        "ukraine",
        "troop-presence",
    ),
    "Moskau fordert ein Ende der Nato-Erweiterung.": (
        "state/ru",
        "demands",
        "russia",
        "nato-non-enlargement",
    ),
    "Eine Nato-Mitgliedschaft der Ukraine wurde von US-Präsident Donald Trump abgelehnt.": (
        "person/donald-trump",
        "rejects",
        "ukraine",
        "nato-membership",
    ),
    "Verteidigungsminister Boris Pistorius bezweifelt den Nutzen einer Friedenstruppe.": (
        "person/boris-pistorius",
        "doubts",
        "ukraine",
        "troop-presence",
    ),
    "Laut Putin muss die Ukraine neutral bleiben.": (
        "person/vladimir-putin",
        "demands",
        "russia",
        "neutrality",
    ),
    "Keir Starmer sagte, Großbritannien wolle sich an einer Friedenstruppe in der Ukraine beteiligen.": (
        "person/keir-starmer",
        "offers",
        "ukraine",
        "troop-presence",
    ),
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_tells_who_takes_which_stance(sentence: str) -> None:
    assert CASES[sentence] in told(sentence, "de")


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Berater haben in Genf über Sicherheitsgarantien gesprochen.",
        "In Genf gingen die Verhandlungen über Sicherheitsgarantien zwischen Kiew und Washington weiter.",
    ],
)
def test_what_is_discussed_forecast_or_passing_is_nobodys_position(sentence: str) -> None:
    assert positions(sentence, "de") == ()


@pytest.mark.parametrize(
    ("sentence", "negated", "conditional"),
    [
        (
            "Frankreich wird nach einem Waffenstillstand Truppen in die Ukraine entsenden, sagte Emmanuel Macron.",
            False,
            True,
        ),
        ("Italien wird keine Truppen in die Ukraine entsenden, sagte Giorgia Meloni.", True, False),
    ],
)
def test_negation_and_condition_are_told_apart(sentence: str, negated: bool, conditional: bool) -> None:
    found = positions(sentence, "de")
    assert [(one.negated, one.conditional) for one in found] == [(negated, conditional)]
