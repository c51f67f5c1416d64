"""Texts with what stands around them on a page."""

import json
from pathlib import Path
from typing import Any

import pytest

from connectors.charset import decode
from connectors.text import dateline, dates
from connectors.text.article import from_body, from_text
from connectors.text.characters import tidy
from connectors.text.language import detect
from schemas.article import MAX_TEXT
from tests.connectors import fixtures

SEEDS = Path(__file__).parents[2] / "seeds"
SEED_BODIES: dict[str, Any] = json.loads((Path(__file__).parent / "seed_bodies.json").read_text("utf-8"))


@pytest.mark.parametrize("name", fixtures.names())
def test_a_marked_text_is_told_apart_line_by_line(name: str) -> None:
    marked = fixtures.load(name)
    found = from_text(marked.raw)
    assert found.title == marked.title
    assert found.text.split("\n\n") == marked.paragraphs
    assert found.dateline == marked.fields.get("dateline")
    assert found.credits == marked.fields.get("credits")
    assert found.published == marked.fields.get("published")
    assert ", ".join(found.authors) == marked.fields.get("authors", "")
    assert detect(found.title, found.text) == marked.fields["language"]


def test_there_are_five_seeds() -> None:
    assert sorted(SEED_BODIES) == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert len(SEED_BODIES) == 5


@pytest.mark.parametrize("name", sorted(SEED_BODIES))
def test_a_seed_is_cleaned_as_a_person_tagged_it(name: str) -> None:
    gold = SEED_BODIES[name]
    found = from_text((SEEDS / name).read_text("utf-8"))
    assert found.title == gold["title"]
    assert found.text.startswith(gold["body_starts"])
    # A closing quote that belongs to the last sentence is not in what the person wrote down.
    assert found.text.rstrip('"”').endswith(gold["body_ends"])
    for gone in gold["not_in_body"]:
        assert gone not in found.text + found.title
    for evidence in gold["evidence"]:
        assert evidence in found.text
    assert detect(found.title, found.text) == gold["language"]
    assert found.published is None  # no seed tells its year, so none may be made up


def test_the_line_that_names_a_seeds_sources_is_kept_beside_the_text() -> None:
    found = from_text((SEEDS / "004_85cb5a85d81a0c31.txt").read_text("utf-8"))
    assert found.credits == "Sources: Deutsche Welle, Sky News, RIA Novosti, Reuters"
    assert "Deutsche Welle" not in found.text


def test_a_text_without_a_title_keeps_its_first_sentence_in_the_body() -> None:
    first = "KYIV (AP) — " + "The government said that it would wait for the guarantees which it was promised. " * 3
    found = from_text(f"{first}\n\nA second paragraph says that it will not wait for ever.")
    assert found.title == ""
    assert found.text.startswith("The government said")


def test_a_title_that_is_known_is_not_repeated_in_the_text() -> None:
    found = from_body(
        "Peace at last", "Peace at last\nThe two sides have signed a treaty on guarantees in Geneva today."
    )
    assert found.text == "The two sides have signed a treaty on guarantees in Geneva today."


def test_invisible_and_control_characters_go_and_typography_stays() -> None:
    dirty = "\ufeffA\u200bB\x00C\u202eD\u2066E\u2069\ud800F\u00adG\x1b[31m “quoted ”. ‘x’ – … \u00a0 «y»"
    assert tidy(dirty) == "ABCDEFG[31m “quoted ”. ‘x’ – … «y»"


def test_letters_are_composed_and_line_ends_made_one() -> None:
    assert tidy("Kyi\u0308v\r\nZelens\u2028ky\x0b!") == "Ky\u00efv\nZelens\nky\n!"


def test_joiners_stay_where_they_are_spelling() -> None:
    persian = "می\u200cخواهد"
    assert tidy(persian) == persian
    assert tidy("Rus\u200csia") == "Russia"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Київ"),
        ("utf-8-sig", "Київ"),
        ("utf-16", "Київ"),
        ("cp1251", "Президент України Володимир Зеленський"),
        ("cp1252", "Le président français a déclaré à Paris"),
    ],
)
def test_a_file_in_an_old_encoding_is_read(encoding: str, text: str) -> None:
    assert tidy(decode(text.encode(encoding)).text) == text


def test_bytes_that_are_no_text_do_not_fail() -> None:
    assert isinstance(decode(bytes(range(256)) * 4).text, str)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("December 5, 2022", "2022-12-05T00:00:00Z"),
        ("Published: 5 Dec 2022 14:30 GMT", "2022-12-05T14:30:00Z"),
        ("Monday, December 5, 2022 2:30 PM EST", "2022-12-05T19:30:00Z"),
        ("2022-12-05T14:30:00+02:00", "2022-12-05T12:30:00Z"),
        ("5 грудня 2022, 14:30", "2022-12-05T00:00:00Z"),
        ("Le 1er mars 2025 à 9h05", "2025-03-01T00:00:00Z"),
        ("12. Dezember 2022, 14:30 Uhr", "2022-12-12T00:00:00Z"),
        ("05.12.2022", "2022-12-05T00:00:00Z"),
        ("12/25/2022", "2022-12-25T00:00:00Z"),
        ("Published 5 December 2022 | Updated 6 December 2022", "2022-12-05T00:00:00Z"),
        ("03/04/2022", None),
        ("5 December", None),
        ("31 February 2022", None),
        ("Back on 17 December 2021, Russia published a draft", None),
    ],
)
def test_only_a_line_that_is_a_full_date_tells_when_it_was_published(line: str, moment: str | None) -> None:
    assert dates.date_line(line) == moment


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("WASHINGTON — The president said", "WASHINGTON"),
        ("BRUSSELS, Belgium (AP) — NATO said", "BRUSSELS, Belgium (AP)"),
        ("КИЕВ, 5 дек. /ТАСС/. Президент заявил", "КИЕВ, 5 дек. /ТАСС/."),
        ("Washington, Dec. 5 -- The president said", "Washington, Dec. 5"),
        ("NATO — The alliance said", None),
        ("Russia: Putin demands talks", None),
        ("Macron (France) – the president – said", None),
        ("Kyiv – Ukraine’s capital – was hit", None),
    ],
)
def test_a_dateline_is_told_from_a_sentence(paragraph: str, place: str | None) -> None:
    found, rest = dateline.split(paragraph)
    assert found == place
    assert paragraph.endswith(rest)


def test_too_little_text_has_no_language() -> None:
    assert detect("", "Kyiv") == "und"


@pytest.mark.parametrize(
    "hostile",
    [
        "a b c d e f g h i j\n" * 300_000,
        "the same words come again and again in this very line\n" * 50_000,
        "a" * 3_000_000,
        "#a" * 500_000,
        "(" * 500_000,
        "A. " * 300_000,
        ("Ab/" * 30 + " ") * 10_000,
        "“" * 400_000,
    ],
)
@pytest.mark.timeout(30)
def test_a_text_made_to_cost_is_cleaned_all_the_same(hostile: str) -> None:
    from_text("A title that is long enough\n" + hostile)


def test_a_text_far_too_long_is_cut_at_a_paragraph() -> None:
    from datetime import UTC, datetime

    from connectors.assemble import Known, assemble
    from schemas.article import CleanedArticle

    paragraphs = "\n".join(f"Sentence number {n} says that guarantees are needed by all sides." for n in range(9_000))
    article = assemble(from_text(f"Title of it\n{paragraphs}"), Known(), now=datetime.now(UTC), where="x", stem="x")
    assert isinstance(article, CleanedArticle)
    assert len(article.text) <= MAX_TEXT
    assert article.text.endswith("by all sides.")
