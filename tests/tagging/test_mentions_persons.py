"""Persons by name and by office, sentence by sentence."""

import pytest

from tests.tagging.naming import article, mentions, named


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("en", "Volodymyr Zelenskyy spoke.", "person/volodymyr-zelensky"),
        ("en", "Volodimir Zelenski spoke.", "person/volodymyr-zelensky"),
        ("de", "Wolodymyr Selenskyj sprach.", "person/volodymyr-zelensky"),
        ("fr", "Vladimir Poutine a parlé.", "person/vladimir-putin"),
        ("uk", "Про це говорили з Володимиром Зеленським.", "person/volodymyr-zelensky"),
        ("ru", "Об этом сообщили Сергею Лаврову.", "person/sergei-lavrov"),
        ("en", "Sergei Riabkov warned.", "person/sergei-ryabkov"),
        ("de", "Rjabkow warnte, sagte Sergej Rjabkow.", "person/sergei-ryabkov"),
        ("ru", "Владимир Владимирович Путин заявил.", "person/vladimir-putin"),
        ("en", "Donald J. Trump signed.", "person/donald-trump"),
        ("en", "Xi Jinping arrived.", "person/xi-jinping"),
        ("en", "Ursula von der Leyen arrived.", "person/ursula-von-der-leyen"),
        ("en", "Recep Tayyip Erdoğan mediates.", "person/recep-tayyip-erdogan"),
        ("en", "PUTIN SPEAKS", "person/vladimir-putin"),
        ("en", "Pu\u00adtin spoke.", "person/vladimir-putin"),
    ],
)
def test_spellings_scripts_and_cases_are_one_person(language: str, text: str, person: str) -> None:
    assert person in named(text, language)


def test_a_family_name_alone_is_the_person_whom_the_article_names_in_full() -> None:
    text = "Theresa May spoke. May said so in May."
    found = [mention.span.start for mention in mentions(article(text)) if mention.id == "person/theresa-may"]
    assert found[:2] == [0, 19]


def test_a_family_name_that_nobody_was_named_by_in_full_is_nobody_unless_prominent() -> None:
    assert named("Price and Johnson agreed.") == set()
    assert named("Macron agreed.") == {"person/emmanuel-macron"}


def test_of_two_with_one_family_name_the_last_named_is_meant() -> None:
    text = "Boris Johnson left. Johnson waved. Mike Johnson came. Johnson sat down."
    found = [mention.id for mention in mentions(article(text))]
    assert found == ["person/boris-johnson", "person/boris-johnson", "person/mike-johnson", "person/mike-johnson"]


@pytest.mark.parametrize("text", ["Barron Trump wrote.", "Trump Tower is tall.", "Liudmila Putina lives abroad."])
def test_relatives_and_buildings_are_not_the_person(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize(
    ("published", "language", "text", "who"),
    [
        ("2023-03-01", "en", "The NATO secretary general spoke.", "person/jens-stoltenberg"),
        ("2025-03-01", "en", "The NATO secretary general spoke.", "person/mark-rutte"),
        ("2022-03-01", "en", "Britain's defence secretary spoke.", "person/ben-wallace"),
        ("2022-03-01", "en", "the Estonian PM", "person/kaja-kallas"),
        ("2022-03-01", "en", "the German chancellor", "person/olaf-scholz"),
        ("2021-11-01", "en", "the chancellor of Germany", "person/angela-merkel"),
        ("2025-09-01", "en", "the EU's foreign policy chief", "person/kaja-kallas"),
        ("2023-01-01", "en", "the Ukrainian leader", "person/volodymyr-zelensky"),
        ("2023-01-01", "en", "the Kremlin spokesman", "person/dmitry-peskov"),
        ("2023-01-01", "fr", "le président russe", "person/vladimir-putin"),
        ("2026-02-01", "fr", "le secrétaire général de l'Otan", "person/mark-rutte"),
        ("2025-06-01", "de", "der französische Präsident", "person/emmanuel-macron"),
        ("2025-06-01", "de", "Der Kremlchef lehnt ab.", "person/vladimir-putin"),
        ("2024-01-01", "uk", "зустрівся з канцлером Німеччини", "person/olaf-scholz"),
        ("2024-01-01", "uk", "заявив президент України", "person/volodymyr-zelensky"),
        ("2022-02-01", "ru", "президент США", "person/joe-biden"),
        ("2022-02-01", "ru", "глава МИД РФ", "person/sergei-lavrov"),
    ],
)
def test_an_office_alone_is_who_held_it_on_the_day(published: str, language: str, text: str, who: str) -> None:
    assert who in named(text, language, published=published)


@pytest.mark.parametrize(
    "text",
    ["the former German chancellor", "the Office of the President of Ukraine", "the Finnish and Polish presidents"],
)
def test_past_offices_aides_and_several_at_once_name_nobody(text: str) -> None:
    assert not {id_ for id_ in named(text, published="2023-01-01") if id_.startswith("person/")}


def test_without_a_date_the_offices_of_others_tell_it() -> None:
    text = "German Chancellor Friedrich Merz phoned. The NATO secretary general agreed."
    assert "person/mark-rutte" in named(text)


def test_without_a_date_and_with_two_possible_holders_only_the_organisation_is_named() -> None:
    assert named("The NATO secretary general agreed.") == {"org/nato"}


@pytest.mark.parametrize(
    ("text", "role", "state"),
    [
        ("Estonian Prime Minister Kaja Kallas spoke.", "Prime Minister", "state/ee"),
        ("Kaja Kallas, the prime minister of Estonia, spoke.", "prime minister", "state/ee"),
        ("Andriï Sybiga, chef de la diplomatie ukrainienne", "chef de la diplomatie", "state/ua"),
    ],
)
def test_a_person_keeps_the_office_that_the_text_gives(text: str, role: str, state: str) -> None:
    language = "fr" if "chef" in text else "en"
    person = next(one for one in mentions(article(text, language)) if one.id.startswith("person/"))
    assert (person.role, person.state) == (role, state)


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("en", "Jaan Kask, an analyst in Tallinn, said NATO would come.", "person/jaan-kask"),
        ("en", "NATO must act, said Estonian MP Jaan Kask.", "person/jaan-kask"),
        ("en", "NATO is slow. “We wait,” Johanna Lindqvist-Berg told reporters.", "person/johanna-lindqvist-berg"),
        ("de", "Die Nato müsse handeln, sagte der Experte Matthias Mörser.", "person/matthias-morser"),
        ("ru", "Эксперт Глеб Воронцов считает, что НАТО не уйдет.", "person/gleb-vorontsov"),
    ],
)
def test_unknown_persons_who_speak_get_an_id_made_from_their_name(language: str, text: str, person: str) -> None:
    assert person in named(text, language)


def test_an_unknown_person_is_known_by_the_family_name_from_then_on() -> None:
    text = "NATO waits, said Jaan Kask, an analyst. Kask added that it may wait long. “Yes,” Kask said."
    found = [one.span.text for one in mentions(article(text)) if one.id == "person/jaan-kask"]
    assert found == ["Jaan Kask", "Kask", "Kask"]


def test_another_person_of_the_same_family_name_is_not_the_known_one() -> None:
    text = "NATO waits, says Alina Hrytsenko, an expert. Alina Hrytsenko told us more. Hrytsenko left."
    assert named(text) == {"org/nato", "person/alina-hrytsenko"}


@pytest.mark.parametrize(
    "text",
    [
        "NATO and Goldman Rates said so.",
        "The Security Council said NATO was warned.",
        "Photo: Jaan Kask. NATO met.",
        "NATO: Last Friday said little.",
    ],
)
def test_other_words_with_capitals_are_no_persons(text: str) -> None:
    assert not {id_ for id_ in named(text) if id_.startswith("person/")}


def test_who_speaks_of_football_is_no_actor() -> None:
    assert named("Coach Daniel Brook said Germany would win.") == {"state/de"}


def test_who_wrote_the_article_is_no_actor_in_it() -> None:
    assert named("By Fiona Hill\nNATO waits.") == {"org/nato"}
    assert named("By Friday Fiona Hill had left, and NATO waits.") == {"org/nato", "person/fiona-hill"}


def test_an_office_of_a_leader_is_of_the_state_that_the_leader_leads() -> None:
    assert named("Zelenskiy's chief of staff flew to Paris.", published="2024-08-20") == {
        "person/volodymyr-zelensky",
        "person/andrii-yermak",
        "state/fr",
    }


def test_whom_the_words_of_an_office_do_not_name_is_no_actor_by_them() -> None:
    assert named("La cheffe de la diplomatie européenne a répondu.", "fr", published="2025-09-01") == {
        "person/kaja-kallas"
    }


def test_who_speaks_for_a_state_names_it() -> None:
    assert "state/es" in named("A spokeswoman for the Spanish government said so.")
