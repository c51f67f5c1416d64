"""The catalogs hold every string of the pages in every language, with what is put into it; none is forgotten."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from search import semantic
from search.claim_keys import BENEFICIARIES, STANCES
from search.request import cut_short
from tagging.tagger import load
from tagging.vocabulary.entries import Instrument
from tests.web.unmarked import unmarked
from web import labels, sentences
from web.catalogs import path
from web.extraction import template, updated
from web.languages import ENGLISH, LANGUAGES, preferred
from web.names import Names
from web.places import TEMPLATES
from web.wording import Wording

TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
_HOLES = re.compile(r"%\((\w+)\)s|(?<!%)%(?![%(])")
PLURALS = {"uk": 3, "fr": 2, "de": 2}


def _messages(language: str) -> list[Message]:
    with path(language).open("rb") as written:
        return [message for message in read_po(written, locale=language) if message.id]


def _forms(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


@pytest.mark.parametrize("source", sorted(TEMPLATES.rglob("*.html")), ids=lambda found: found.name)
def test_a_template_says_nothing_that_cannot_be_translated(source: Path) -> None:
    assert not unmarked(source.read_text())


@pytest.mark.parametrize(
    ("source", "forgotten"),
    [
        ("<p>Nothing here</p>", ["Nothing", "here"]),
        ('<a aria-label="Close it">×</a>', ["Close", "it"]),
        ('<p>{{ found or "none found" }}</p>', ["none", "found"]),
        ('<p>{{ ("some" if found else "few") }} {{ gettext("of them") }}</p>', ["some", "few"]),
        ('<p>{{ gettext("All of it") }} <code>pledgewire up</code></p>', []),
    ],
)
def test_a_forgotten_string_is_found(source: str, forgotten: list[str]) -> None:
    assert unmarked(source) == forgotten


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_holds_just_the_strings_of_the_pages(language: str) -> None:
    assert path(language).read_text() == updated(language), "run `make translations`, then translate what is new"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_is_translated_in_all_its_forms(language: str) -> None:
    messages = _messages(language)
    assert len(messages) == len([message for message in template() if message.id])
    without = [message.id for message in messages if message.fuzzy or not all(map(str.strip, _forms(message.string)))]
    assert not without
    plurals = [message for message in messages if isinstance(message.id, tuple | list)]
    assert {len(_forms(message.string)) for message in plurals} == {PLURALS[language]}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_takes_what_its_string_takes(language: str) -> None:
    for message in _messages(language):
        wanted = sorted(_HOLES.findall(_forms(message.id)[-1]))
        for form in _forms(message.string):
            assert sorted(_HOLES.findall(form)) == wanted, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_string_could_break_out_of_an_attribute(language: str) -> None:
    for message in _messages(language):
        for form in (*_forms(message.id), *_forms(message.string)):
            assert not set(form) & set('"<>&'), form


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 стаття"), (3, "3 статті"), (5, "5 статей"), (11, "11 статей"), (21, "21 стаття"), (104, "104 статті")],
)
def test_ukrainian_counts_in_its_three_forms(number: int, said: str) -> None:
    assert Wording("uk").ngettext("%(number)s article", "%(number)s articles", number) == said


@pytest.mark.parametrize(
    ("language", "day", "month", "number"),
    [
        ("en", "10 Jan 2025", "January 2025", "12,345"),
        (
            "uk",
            "10 січ. 2025\N{NARROW NO-BREAK SPACE}р.",
            "січень 2025\N{NARROW NO-BREAK SPACE}р.",
            "12\N{NO-BREAK SPACE}345",
        ),
        ("fr", "10 janv. 2025", "janvier 2025", "12\N{NARROW NO-BREAK SPACE}345"),
        ("de", "10.01.2025", "Januar 2025", "12.345"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_writes_them(
    language: str, day: str, month: str, number: str
) -> None:
    said = Wording(language)
    assert said.day("2025-01-10T09:00:00Z") == day
    assert said.bucket(datetime(2025, 1, 1), "month") == month  # noqa: DTZ001
    assert said.number(12_345) == number


def test_what_is_put_into_a_string_is_escaped_and_turns_no_text_round() -> None:
    said = Wording("de").gettext("by %(authors)s", authors="<b>\u202eevil</b>")
    assert said == "von &lt;b&gt;\ufffdevil&lt;/b&gt;"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("uk", "uk"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("pl, fr;q=0.5, de;q=0.7", "de"),
        ("ru,uk;q=0", "en"),
        ("*", "en"),
        ("", "en"),
        ("fr;q=many, uk;q=0.1", "uk"),
    ],
)
def test_a_browser_gets_the_language_of_ours_that_it_likes_best(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_type_of_guarantee_has_a_name_in_every_language(language: str) -> None:
    assert all(kind.labels.get(language) for kind in load().lexicon.subject.types.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_has_a_name_in_every_language(names: Names, language: str) -> None:
    documents = [names.get(one.id) for one in load().vocabulary.entries(Instrument)]
    assert documents
    assert not [one for one in documents if one is None or language not in one.labels]


@pytest.mark.parametrize(
    ("language", "identity", "name"),
    [
        ("uk", "person/emmanuel-macron", "Емманюель Макрон"),
        ("fr", "person/vladimir-putin", "Vladimir Poutine"),
        ("de", "person/volodymyr-zelensky", "Wolodymyr Selenskyj"),
        ("de", "org/osce", "OSZE"),
        ("uk", "state/cv", "Кабо-Верде"),
        ("fr", "npt", "Traité de non-prolifération"),
        ("de", "person/leonid-slutsky", "Leonid Slutsky"),
    ],
)
def test_a_name_is_the_languages_own_where_there_is_one(names: Names, language: str, identity: str, name: str) -> None:
    assert labels.Labels(names, Wording(language)).name_of(identity) == name


def test_the_sentences_of_a_search_are_those_that_it_says() -> None:
    assert cut_short({"timed_out": True, "_shards": {"failed": 0}}) == (sentences.CUT_SHORT,)
    assert semantic.NOT_EMBEDDED == sentences.NOT_EMBEDDED


def test_every_stance_and_side_has_a_name() -> None:
    assert set(labels.STANCES) == set(STANCES)
    assert set(labels.SIDES) == set(labels.FOR_WHOM) == set(BENEFICIARIES)
