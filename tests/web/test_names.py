"""What ids are called, and what names mean."""

import pytest

from web.names import Names


@pytest.mark.parametrize(
    ("identity", "label"),
    [
        ("person/emmanuel-macron", "Emmanuel Macron"),
        ("person/recep-tayyip-erdogan", "Recep Tayyip Erdoğan"),
        ("person/xi-jinping", "Xi Jinping"),
        ("state/us", "United States"),
        ("org/nato", "NATO"),
        ("nato-membership", "NATO membership"),
        ("budapest-memorandum-1994", "Budapest Memorandum (1994)"),
        ("all-sides", "all sides"),
        ("person/nobody-known", "nobody known"),
    ],
)
def test_an_id_has_a_name_that_people_read(names: Names, identity: str, label: str) -> None:
    assert names.label(identity) == label


def test_every_entry_has_a_name_without_the_marks_of_the_files(names: Names) -> None:
    known = [names.get(one) for one in {identity for _, _, identity in names._typed}]
    assert not [one for one in known if one and (not one.label or set(one.label) & set("|~="))]


def test_suggestions_begin_with_what_most_articles_have(names: Names) -> None:
    found = names.suggest("mac", ["actor"], 3, {"person/kevin-mccarthy": 1, "person/emmanuel-macron": 7})
    assert [one.id for one in found][:1] == ["person/emmanuel-macron"]
    found = names.suggest("mac", ["actor"], 3, {"person/michael-mcfaul": 9, "org/gone": 3})
    assert found[0].articles == max(one.articles for one in found)


def test_any_word_of_a_name_finds_it(names: Names) -> None:
    assert "org/osce" in [one.id for one in names.suggest("security and co-op", ["actor"], 8, {})]


def test_nothing_is_suggested_for_what_holds_no_letter(names: Names) -> None:
    assert names.suggest(" -!", ["actor", "type"], 8, {}) == []
