"""Bytes to text: what is declared, what is sniffed, and letters that somebody before us had decoded wrongly."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from connectors import page
from connectors.charset import decode
from connectors.mojibake import mend
from connectors.page import Page
from schemas.article import CleanedArticle

TEXTS = {
    "uk": "Україна вимагає гарантій безпеки, заявив президент після зустрічі з її союзниками у Києві. Ґрунтовно.",
    "ru": "Франция предложила Украине войска в понедельник, сообщил президент журналистам после встречи в Париже.",
    "fr": "L'Élysée a proposé des garanties à l'Ukraine, a déclaré le président après une réunion à Paris.",
    "de": "Frankreich bot der Ukraine für den Fall einer Waffenruhe Truppen an, erklärte der Präsident am Montag.",
    "pl": "Francja zaproponowała Ukrainie wojska w poniedziałek, powiedział prezydent. Rosja odrzuciła tę propozycję.",
}


def html(language: str, declared: str = "utf-8") -> str:
    """Gives a page in a language that declares an encoding."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="{declared}"><title>x</title>'
        f"<script>var a = 'plain letters that outvote the words'</script></head><body><p>{TEXTS[language] * 3}</p>"
    )


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1251", "gb2312", "no-such-thing", "base64"])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [("uk", "cp1251"), ("uk", "koi8-u"), ("ru", "cp1251"), ("ru", "koi8-r"), ("fr", "cp1252"), ("de", "cp1252")],
)
def test_a_page_is_read_whatever_encoding_was_declared(language: str, encoding: str, declared: str | None) -> None:
    written = html(language)
    assert decode(written.encode(encoding), declared).text == written


LETTERS = YAML(typ="safe", pure=True).load(Path(__file__).with_name("latin_letters.yaml"))
OF = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr"), ("cp1250", "iso8859-2")),
    "tr": ("cp1254", "iso8859-9"),
    **dict.fromkeys(("lt", "lv"), ("cp1257", "iso8859-13")),
}


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "its own"])
@pytest.mark.parametrize(("language", "encoding"), [(one, each) for one, known in OF.items() for each in known])
def test_a_text_that_is_declared_as_western_has_the_letters_of_its_language(
    language: str, encoding: str, declared: str | None
) -> None:
    written = f"<p>{LETTERS['neighbours'][language]}</p>"
    found = decode(written.encode(encoding), encoding if declared == "its own" else declared)
    assert found.text == written
    assert found.charset is not None
    assert found.charset.broken == 0


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("language", LETTERS["western"])
def test_a_western_text_is_left_as_it_is_declared(language: str, declared: str | None) -> None:
    written = f"<p>{LETTERS['western'][language]}</p>"
    assert decode(written.encode("cp1252"), declared).text == written


def test_a_few_words_do_not_tell_against_what_is_declared() -> None:
    written = "e touez pobloù ar Stadoù-Ezel hag ar broioù"  # Breton, in which Czech would have its ů
    assert decode(written.encode("cp1252"), "windows-1252").text == written


@pytest.mark.parametrize("written", ["Soldaţii şi, în 1994, şi", "kırıcı sözü"])
def test_short_words_of_which_half_is_outside_ascii_are_words_in_latin_letters(written: str) -> None:
    encoding = "cp1250" if "ţ" in written else "cp1254"
    assert decode(written.encode(encoding), encoding).text == written


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1250"])
def test_the_language_of_a_page_decides_among_encodings_with_latin_letters(declared: str | None) -> None:
    written = html("pl")
    assert decode(written.encode("cp1250"), declared).text == written


def test_plain_utf_8_needs_no_word_and_anything_else_is_told() -> None:
    assert decode(html("uk").encode()).charset is None
    against = decode(html("uk", "windows-1251").encode()).charset
    assert (against and against.encoding, against and against.source) == ("utf-8", "sniffed")
    declared = decode(html("ru", "windows-1251").encode("cp1251")).charset
    assert (declared and declared.encoding, declared and declared.source) == ("cp1251", "declared")


def test_a_few_broken_bytes_do_not_make_another_encoding_of_utf_8() -> None:
    raw = html("fr").encode()
    cut = raw.replace("É".encode(), b"\xc3", 1)
    found = decode(cut, "utf-8")
    assert "Élysée a proposé" in found.text
    assert found.charset is not None
    assert (found.charset.encoding, found.charset.broken) == ("utf-8", 1)


def test_seven_bit_encodings_are_read_where_they_are_declared() -> None:
    written = "<p>フランスは部隊を提供する</p>"
    assert decode(written.encode("iso2022_jp"), "iso-2022-jp").text == written


@pytest.mark.parametrize("raw", [b"", b"\xff", b"\x80" * 500, bytes(range(256)), b"\xef\xbb\xbf", b"<meta charset="])
def test_no_bytes_make_decoding_fail(raw: bytes) -> None:
    assert isinstance(decode(raw, "utf-7").text, str)


@pytest.mark.parametrize(
    ("language", "wrong"), [*((language, "latin-1") for language in TEXTS), ("uk", "cp1251"), ("ru", "cp1251")]
)
def test_mojibake_is_mended(language: str, wrong: str) -> None:
    assert mend(TEXTS[language].encode().decode(wrong)) == (TEXTS[language], "mended")


def test_cyrillic_read_as_western_is_mended() -> None:
    assert mend(TEXTS["ru"].encode("cp1251").decode("cp1252")) == (TEXTS["ru"], "mended")


def test_mojibake_whose_letters_are_lost_is_left_and_told() -> None:
    mangled = "заявив президент — «Ґрунтовні» переговори з її союзниками.".encode().decode("cp1252", "replace")
    assert mend(mangled) == (mangled, "seen")


@pytest.mark.parametrize("language", TEXTS)
def test_sound_text_is_left_alone(language: str) -> None:
    for text in (
        TEXTS[language],
        TEXTS[language].upper(),
        "Ô ÂGE ! À l’été, dit-il – « Ça ira »…",
        "РІВНЕ, «ЄС», «ЗСС»…",
    ):
        assert mend(text) == (text, None)


def test_a_page_that_was_stored_as_mojibake_becomes_a_sound_article() -> None:
    body = f"<article><p>{TEXTS['uk']}</p><p>{TEXTS['uk'][:80]}.</p></article>"
    told = f"<html lang='uk'><title>x</title><body>{body}</body>"
    raw = told.encode().decode("latin-1").encode()
    found = page.clean(Page(html=raw), datetime(2026, 1, 1, tzinfo=UTC))
    assert isinstance(found, CleanedArticle), found
    assert found.text.startswith(TEXTS["uk"])
    assert (found.mojibake, found.language) == ("mended", "uk")
