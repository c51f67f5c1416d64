"""Claims in French: sentences written from the annotation guide, as French newspapers put them."""

import pytest

from tests.tagging.claiming import positions, told

CASES = {
    "La Russie n'acceptera pas de troupes étrangères en Ukraine, a déclaré Sergueï Lavrov.": (
        "person/sergei-lavrov",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Emmanuel Macron a proposé d'envoyer des soldats en Ukraine.": (
        "person/emmanuel-macron",
        "proposes",
        "ukraine",
        "troop-presence",
    ),
    "La France est prête à déployer des troupes en Ukraine, dit le ministre des Affaires étrangères Barrot.": (
        "person/jean-noel-barrot",
        "offers",
        "ukraine",
        "troop-presence",
    ),
    "« Nous avons besoin de garanties juridiquement contraignantes », a dit Volodymyr Zelensky.": (
        "person/volodymyr-zelensky",
        "demands",
        "ukraine",
        "legally-binding",
    ),
    "Giorgia Meloni a exclu l'envoi de troupes italiennes en Ukraine.": (
        "person/giorgia-meloni",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Selon Dmitri Peskov, la présence de militaires européens est inacceptable.": (
        "person/dmitry-peskov",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Donald Tusk a réaffirmé que la Pologne n'enverrait pas de soldats en Ukraine.": (
        "person/donald-tusk",
        "rejects",
        "ukraine",
        "troop-presence",
    ),
    "Moscou exige la fin de l'élargissement de l'Otan.": (
        "state/ru",
        "demands",
        "russia",
        "nato-non-enlargement",
    ),
    "Kaja Kallas soutient l'adhésion de l'Ukraine à l'Otan.": (
        "person/kaja-kallas",
        "supports",
        "ukraine",
        "nato-membership",
    ),
    "Friedrich Merz doute de l'utilité d'une force multinationale en Ukraine.": (
        "person/friedrich-merz",
        "doubts",
        "ukraine",
        "troop-presence",
    ),
    "Keir Starmer s'est engagé à fournir une couverture aérienne, une police du ciel, à l'Ukraine.": (
        "person/keir-starmer",
        "offers",
        "ukraine",
        "air-sea-protection",
    ),
    "Vladimir Poutine réclame la neutralité de l'Ukraine.": (
        "person/vladimir-putin",
        "demands",
        "russia",
        "neutrality",
    ),
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_tells_who_takes_which_stance(sentence: str) -> None:
    assert CASES[sentence] in told(sentence, "fr")


@pytest.mark.parametrize(
    "sentence",
    [
        "Les conseillers ont discuté des garanties de sécurité à Genève.",
        "Les négociations sur les garanties de sécurité ont repris lundi entre Kiev et Washington.",
    ],
)
def test_what_is_discussed_forecast_or_passing_is_nobodys_position(sentence: str) -> None:
    assert positions(sentence, "fr") == ()


@pytest.mark.parametrize(
    ("sentence", "negated", "conditional"),
    [
        ("La France déploiera des troupes en Ukraine après un cessez-le-feu, a dit Emmanuel Macron.", False, True),
        ("L'Italie n'enverra pas de troupes en Ukraine, a dit Giorgia Meloni.", True, False),
    ],
)
def test_negation_and_condition_are_told_apart(sentence: str, negated: bool, conditional: bool) -> None:
    found = positions(sentence, "fr")
    assert [(one.negated, one.conditional) for one in found] == [(negated, conditional)]
