"""The address that a page says is its own, and when it is believed."""

import pytest
from lxml import html

from connectors import page_address

DESKTOP = "https://www.herald.example/world/troops"


@pytest.mark.parametrize(
    ("url", "head", "found"),
    [
        # The mobile host's and the AMP host's pages name the desktop's.
        ("https://m.herald.example/world/troops", f'<link rel="canonical" href="{DESKTOP}">', DESKTOP),
        ("https://mobile.herald.example/w/1", f'<link rel="canonical" href="{DESKTOP}">', DESKTOP),
        ("https://amp.herald.example/world/troops", f'<link rel="canonical" href="{DESKTOP}">', DESKTOP),
        ("https://www.herald.example/amp/world/troops", f'<link rel="canonical" href="{DESKTOP}">', DESKTOP),
        ("https://m.herald.co.uk/troops", '<link rel="canonical" href="https://herald.co.uk/t">', "https://herald.co.uk/t"),
        # Ways in which it is written.
        (DESKTOP, '<link rel="Canonical nofollow" href="/world/other">', "https://www.herald.example/world/other"),
        (DESKTOP, '<meta name="og:url" content="/world/other">', "https://www.herald.example/world/other"),
        (DESKTOP, '<meta property="og:url" content="/o"><link rel="canonical" href="/c">', "https://www.herald.example/c"),
        (None, f'<link rel="canonical" href="{DESKTOP}">', DESKTOP),
        # What is not believed, and what is believed then.
        (DESKTOP, '<link rel="amphtml" href="/a.amp"><link rel="canonical" href="/a.amp">', None),
        (
            DESKTOP,
            '<link rel="amphtml" href="/a.amp"><link rel="canonical" href="/a.amp"><meta name="og:url" content="/a">',
            "https://www.herald.example/a",
        ),
        (DESKTOP, '<link rel="canonical" href="https://other.example/world/troops">', None),
        (DESKTOP, '<link rel="canonical" href="https://other.co.uk/t">', None),
        ("https://m.herald.co.uk/troops", '<link rel="canonical" href="https://other.co.uk/t">', None),
        (DESKTOP, '<link rel="canonical" href="https://www.herald.example/">', None),
        (DESKTOP, '<link rel="canonical" href="javascript:alert(1)">', None),
        (DESKTOP, '<link rel="canonical"><link rel="canonical" href="">', None),
        (DESKTOP, '<link rel="alternate" media="handheld" href="https://m.herald.example/world/troops">', None),
        (None, '<link rel="canonical" href="/world/troops">', None),
    ],
)  # fmt: skip
def test_a_page_names_its_article_and_is_believed_where_it_makes_sense(
    url: str | None, head: str, found: str | None
) -> None:
    assert page_address.told(html.document_fromstring(f"<head>{head}</head><body><p>x</p>"), url) == found


def test_a_page_of_links_without_end_is_looked_at_for_a_while_only() -> None:
    tree = html.document_fromstring(
        "<head>" + '<link rel="icon" href="/i">' * 50_000 + f'<link rel="canonical" href="{DESKTOP}">'
    )
    assert page_address.told(tree, DESKTOP) is None
