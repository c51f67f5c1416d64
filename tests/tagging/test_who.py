"""Who is meant by a name, in any script, and what the vocabulary tells of them."""

import pytest

from config.model import Config
from tagging.tagger import Tagger, load
from tagging.who import Office, nearest, unlisted, who


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load(Config().vocabulary)


@pytest.mark.parametrize(
    ("asked", "identity"),
    [
        ("Зеленский", "person/volodymyr-zelensky"),
        ("Зеленського", "person/volodymyr-zelensky"),
        ("ZELENSKYY", "person/volodymyr-zelensky"),
        ("Macron", "person/emmanuel-macron"),
        ("Emmanuel Macron", "person/emmanuel-macron"),
        ("NATO", "org/nato"),
        ("НАТО", "org/nato"),
        ("Otan", "org/nato"),
        ("Кремль", "state/ru"),
        ("Allemagne", "state/de"),
        ("state/ua", "state/ua"),
        # Four of the family are known, one by the family name alone.
        ("Trump", "person/donald-trump"),
        ("Ivanka Trump", "person/ivanka-trump"),
    ],
)
def test_any_alias_in_any_script_and_case_is_the_actor(tagger: Tagger, asked: str, identity: str) -> None:
    assert [one.id for one in who(asked, tagger)] == [identity]


def test_offices_have_their_days_and_one_that_lasts_has_no_end(tagger: Tagger) -> None:
    (merkel,), (macron,) = who("Angela Merkel", tagger), who("person/emmanuel-macron", tagger)
    assert merkel.offices == (Office(office="chancellor", of="state/de", since="2005-11-22", until="2021-12-08"),)
    assert macron.offices == (Office(office="president", of="state/fr", since="2017-05-14", until=None),)
    assert macron.aliases == ("Emmanuel Macron", "Macron", "Макрон")
    assert (macron.kind, macron.place.partition(":")[0]) == ("person", "persons/europe-west.yaml")


def test_states_and_organisations_are_told_by_names_without_the_marks_of_the_files(tagger: Tagger) -> None:
    ((nato,), (russia,)) = who("NATO", tagger), who("Russia", tagger)
    assert {"NATO", "НАТО", "Otan", "Північноатлантичний альянс"} <= set(nato.aliases)
    assert (russia.kind, russia.offices) == ("state", ())
    assert not [alias for alias in (*nato.aliases, *russia.aliases) if set(alias) & set("|~=()")]


def test_what_is_no_actor_is_nobody_and_the_nearest_names_are_told(tagger: Tagger) -> None:
    for nobody in ("troop-presence", "Reuters", "xyzzy", ""):
        assert who(nobody, tagger) == ()
    assert nearest("Makron", tagger)[0] == "macron (person/emmanuel-macron)"
    assert any("person/volodymyr-zelensky" in one for one in nearest("Zelensy", tagger))
    assert any("person/emmanuel-macron" in one for one in nearest("person/emanuel-macron", tagger))
    assert nearest("xyzzyxyzzy", tagger) == ()


def test_a_person_whom_the_vocabulary_does_not_know_has_the_id_that_the_tagger_gives() -> None:
    assert unlisted("Jaan Kask") == "person/jaan-kask"
    assert unlisted("person/jaan-kask") == "person/jaan-kask"
    assert unlisted("…") is None
