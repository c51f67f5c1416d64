"""What is shown of an address, and of text from outside."""

import pytest

from schemas.printable import one_line, printable
from schemas.redact import redact


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("https://user:hunter2@example.org/feed", "https://***@example.org/feed"),
        ("https://hunter2@example.org:8443/feed", "https://***@example.org:8443/feed"),
        ("https://example.org/?token=hunter2&format=rss", "https://example.org/?token=***&format=rss"),
        ("https://example.org/?hunter2", "https://example.org/?***"),
        ("https://example.org/?a=1&TOKEN=hunter2#hunter2", "https://example.org/?a=***&TOKEN=***"),
        ("https://user:hun@ter2@example.org/", "https://***@example.org/"),
        ("user:hunter2@example.org/feed", "***"),
        ("https://[hunter2", "***"),
        ("not an address", "***"),
        ("https://example.org/\x1b]0;owned\x07", "https://example.org/\ufffd]0;owned\ufffd"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert redact(url) == shown
    assert "hunter2" not in redact(url)


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[2J", "\x9b31m", "\x07", "\x00", "\r", "\u202e", "\u2066", "\ud800", "\ue000", "\ufeff", "\u2028", "\x7f"],
)
def test_what_could_do_more_than_be_read_is_replaced_one_for_one(hostile: str) -> None:
    shown = printable(f"a{hostile}b")
    assert len(shown) == len(f"a{hostile}b")
    assert hostile[0] not in shown
    assert shown.startswith("a\ufffd")
    assert shown.endswith("b")


def test_tabs_newlines_and_all_scripts_stay() -> None:
    assert printable("Київ\tمرحبا\n日本 🇺🇦 é") == "Київ\tمرحبا\n日本 🇺🇦 é"


def test_one_line_is_one_line_and_short_enough() -> None:
    assert one_line("a\n  b\tc", longest=4) == "a b…"
