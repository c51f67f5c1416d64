"""Claims in Russian: sentences written from the annotation guide, as Russian newspapers put them."""

import pytest

from tests.tagging.claiming import positions, told

CASES = {
    "Россия требует юридически обязывающих гарантий безопасности, заявил глава МИД РФ Сергей Лавров.": (
        "person/sergei-lavrov",
        "demands",
        "russia",
        "legally-binding",
    ),
    "Москва никогда не согласится на присутствие войск НАТО на Украине, подчеркнул Песков.": (
        "person/dmitry-peskov",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "«Любые иностранные войска на Украине неприемлемы», — сказала Захарова.": (
        "person/maria-zakharova",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Макрон заявил о готовности направить войска на Украину.": (
        "person/emmanuel-macron",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "Канцлер ФРГ Фридрих Мерц исключил отправку немецких солдат на Украину.": (
        "person/friedrich-merz",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Украине нужны надежные гарантии безопасности, считает Зеленский.": (
        "person/volodymyr-zelensky",
        "demands",
        "ukraine",
        "unspecified",
    ),
    "Путин предложил нейтральный статус Украины.": (
        "person/vladimir-putin",
        "demands",
        "russia",
        "neutrality",
    ),
    "Киев готов отказаться от вступления в НАТО, сообщил Зеленский.": (
        "person/volodymyr-zelensky",
        "offers",
        "russia",
        "nato-non-enlargement",
    ),
    "В Кремле отвергли план размещения миротворцев.": (
        "state/ru",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "По словам Стармера, Великобритания примет участие в многонациональных силах на Украине.": (
        "person/keir-starmer",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "Генсек НАТО Марк Рютте поддержал размещение европейских войск на Украине.": (
        "person/mark-rutte",
        "supports",
        "ukraine",
        "troop-presence",
    ),
    "Без гарантий безопасности мира не будет, заявил Зеленский.": (
        "person/volodymyr-zelensky",
        "demands",
        "ukraine",
        "unspecified",
    ),
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_tells_who_takes_which_stance(sentence: str) -> None:
    assert CASES[sentence] in told(sentence, "ru")


@pytest.mark.parametrize(
    "sentence",
    [
        "Стороны обсудили гарантии безопасности в Женеве.",
        "Лавров и Рубио провели переговоры о гарантиях безопасности.",
    ],
)
def test_what_is_discussed_forecast_or_passing_is_nobodys_position(sentence: str) -> None:
    assert positions(sentence, "ru") == ()


@pytest.mark.parametrize(
    ("sentence", "negated", "conditional"),
    [
        ("Франция разместит войска на Украине только после прекращения огня, сказал Макрон.", False, True),
        ("Италия не отправит солдат на Украину, сказала Мелони.", True, False),
    ],
)
def test_negation_and_condition_are_told_apart(sentence: str, negated: bool, conditional: bool) -> None:
    found = positions(sentence, "ru")
    assert [(one.negated, one.conditional) for one in found] == [(negated, conditional)]
