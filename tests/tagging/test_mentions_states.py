"""States, organisations and blocs, sentence by sentence, as the annotation guide wants them."""

import pytest

from tests.tagging.naming import named

DEMONYMS_AND_CAPITALS = [
    ("en", "The delegation flew from Riga to Geneva.", {"state/lv"}),
    ("en", "Ukraine’s and Russia's envoys met.", {"state/ua", "state/ru"}),
    ("en", "Russian-Ukrainian talks", {"state/ru", "state/ua"}),
    ("en", "Both kyiv and Kiev are spelled so.", {"state/ua"}),
    ("en", "The White House, the Pentagon and the State Department disagreed.", {"state/us"}),
    ("en", "The U.S. and the UK agreed; Downing Street was silent.", {"state/us", "state/gb"}),
    ("en", "HE TOLD THE UN AND THE EU THAT RUSSIA WOULD PAY", {"org/un", "org/eu", "state/ru"}),
    ("uk", "У Кремлі відкинули слова польського прем'єра.", {"state/ru", "state/pl"}),
    ("uk", "Литва та Естонія допоможуть Києву.", {"state/lt", "state/ee", "state/ua"}),
    ("ru", "В Варшаве и в Вашингтоне ждут эстонскую делегацию.", {"state/pl", "state/us", "state/ee"}),
    (
        "fr",
        "Moscou et Varsovie, dit l'Élysée, négocient avec les Allemands.",
        {"state/ru", "state/pl", "state/fr", "state/de"},
    ),
    ("de", "Die Bundesregierung und die polnischen Minister sprachen in Kiew.", {"state/de", "state/pl", "state/ua"}),
]


@pytest.mark.parametrize(("language", "text", "states"), DEMONYMS_AND_CAPITALS)
def test_demonyms_capitals_and_seats_are_their_state(language: str, text: str, states: set[str]) -> None:
    assert named(text, language) == states


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Talks went on in Istanbul and in Geneva."),
        ("en", "The Minsk agreements and the Budapest Memorandum failed."),
        ("en", "It was decided at the Vilnius summit."),
        ("en", "He told us that the turkey was good and the poles were tall in march."),
        ("en", "Michael Jordan and Chad Smith met Paris Hilton."),
        ("en", "Atlanta, Georgia, has a German shepherd."),
        ("en", "Soviet troops left, and the Warsaw Pact was dissolved."),
        ("en", "The Washington Post and the Kyiv Independent were sold."),
        ("en", "They came from Eastern Europe, from West Africa and from Latin America."),
        ("fr", "Les accords de Minsk et la déclaration de Paris."),
        ("uk", "Вони мали багато роботи. Мали намір допомогти."),
        ("ru", "Того и ждали после того, как стороны встретились."),
    ],
)
def test_names_of_events_other_cities_and_other_things_are_no_state(language: str, text: str) -> None:
    assert named(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "blocs"),
    [
        (
            "en",
            "The West and its allies; Europe and the Baltic states.",
            {"bloc/west", "bloc/allies", "bloc/europe", "bloc/baltic-states"},
        ),
        ("en", "Western guarantees were offered by European leaders.", {"bloc/west", "bloc/europe"}),
        ("en", "Russia and the west should talk.", {"bloc/west"}),
        ("uk", "Захід і союзники з Європи", {"bloc/west", "bloc/allies", "bloc/europe"}),
        ("ru", "Западные партнеры и страны Балтии", {"bloc/west", "bloc/baltic-states"}),
        ("fr", "les Occidentaux, les alliés et les États baltes", {"bloc/west", "bloc/allies", "bloc/baltic-states"}),
        ("de", "Der Westen, die Verbündeten und das Baltikum", {"bloc/west", "bloc/allies", "bloc/baltic-states"}),
    ],
)
def test_collectives_are_blocs(language: str, text: str, blocs: set[str]) -> None:
    assert {id_ for id_ in named(text, language) if id_.startswith("bloc/")} == blocs


@pytest.mark.parametrize(
    "text", ["He moved to the west of the country.", "an official for Eastern European affairs", "the European country"]
)
def test_directions_and_one_country_are_no_bloc(text: str) -> None:
    assert named(text) == set()


def test_named_parliaments_and_councils_are_organisations_and_their_state_is_named_too() -> None:
    assert named("The US Congress and the Verkhovna Rada voted.") == {
        "org/us-congress",
        "state/us",
        "org/verkhovna-rada",
    }
    assert named("The National Security and Defense Council of Ukraine met.") == {"org/nsdc-ukraine", "state/ua"}


def test_brussels_is_the_union_where_it_acts_and_nothing_where_somebody_goes_there() -> None:
    assert named("Brussels said it would pay.") == {"org/eu"}
    assert named("The ministers met in Brussels.") == set()


def test_think_tanks_count_only_where_they_speak() -> None:
    assert named("The Institute for the Study of War (ISW) says that troops advanced.") == {"org/isw"}
    assert named("according to the Kiel Institute") == {"org/kiel-institute"}
    assert named("He once worked at Chatham House.") == set()


def test_a_state_inside_the_description_of_a_plan_is_named() -> None:
    assert named("The US peace plan was read.") == {"state/us"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Після російсько-української війни", "uk"),
        ("Русско-украинская война", "ru"),
        ("Российско-украинские переговоры", "ru"),
        ("The Russo-Ukrainian war", "en"),
        ("la guerre russo-ukrainienne", "fr"),
        ("die russisch-ukrainische Grenze", "de"),
    ],
)
def test_a_joint_adjective_names_both_states(text: str, language: str) -> None:
    assert named(text, language) == {"state/ru", "state/ua"}


def test_a_country_whose_name_holds_another_is_only_itself() -> None:
    assert named("Guinea-Bissau abstained.") == {"state/gw"}
