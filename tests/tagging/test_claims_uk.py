"""Claims in Ukrainian: sentences written from the annotation guide, as Ukrainian newspapers put them."""

import pytest

from tests.tagging.claiming import positions, told

CASES = {
    "Зеленський заявив, що Україна вимагає юридично зобов’язуючих гарантій безпеки.": (
        "person/volodymyr-zelensky",
        "demands",
        "ukraine",
        "legally-binding",
    ),
    "Макрон сказав, що Франція готова розмістити свої війська в Україні.": (
        "person/emmanuel-macron",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "«Ми не відправлятимемо солдатів в Україну», — сказала прем’єр-міністерка Італії Джорджа Мелоні.": (
        "person/giorgia-meloni",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Росія категорично проти розміщення військ НАТО в Україні, заявила речниця МЗС РФ Марія Захарова.": (
        "person/maria-zakharova",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "У Кремлі відкинули розміщення європейських миротворців.": (
        "state/ru",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Орбан виступив проти вступу України до НАТО.": (
        "person/viktor-orban",
        "rejects",
        "ukraine",
        "nato-membership",
    ),
    "Генсек НАТО Марк Рютте підтримав багатонаціональні сили в Україні.": (
        "person/mark-rutte",
        "supports",
        "ukraine",
        "troop-presence",
    ),
    "За словами Зеленського, Україна має отримати гарантії, подібні до статті 5.": (
        "person/volodymyr-zelensky",
        "demands",
        "ukraine",
        "mutual-defence",
    ),
    "Москва вимагає, щоб НАТО відмовилася від розширення на схід.": (
        "state/ru",
        "demands",
        "russia",
        "nato-non-enlargement",
    ),
    "Міністр оборони Німеччини Борис Пісторіус сумнівається в доцільності миротворців.": (
        "person/boris-pistorius",
        "doubts",
        "ukraine",
        "troop-presence",
    ),
    "Лавров: західні контингенти в Україні неприйнятні.": (
        "person/sergei-lavrov",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Ердоган запропонував морську місію в Чорному морі як гарантію безпеки.": (
        "person/recep-tayyip-erdogan",
        "proposes",
        "ukraine",
        "air-sea-protection",
    ),
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_tells_who_takes_which_stance(sentence: str) -> None:
    assert CASES[sentence] in told(sentence, "uk")


@pytest.mark.parametrize(
    "sentence",
    [
        "Радники обговорили гарантії безпеки в Женеві.",
        "Зеленський і Макрон провели переговори про гарантії безпеки.",
    ],
)
def test_what_is_discussed_forecast_or_passing_is_nobodys_position(sentence: str) -> None:
    assert positions(sentence, "uk") == ()


@pytest.mark.parametrize(
    ("sentence", "negated", "conditional"),
    [
        ("Франція готова розмістити війська в Україні після припинення вогню, сказав Макрон.", False, True),
        ("Італія не розміщуватиме військ в Україні, сказала Мелоні.", True, False),
    ],
)
def test_negation_and_condition_are_told_apart(sentence: str, negated: bool, conditional: bool) -> None:
    found = positions(sentence, "uk")
    assert [(one.negated, one.conditional) for one in found] == [(negated, conditional)]
