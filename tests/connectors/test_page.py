"""Pages to articles, and pages made to cost."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from connectors import page
from connectors.assemble import Known
from connectors.cleaner import Cleaner
from connectors.page import Page
from connectors.refused import Refused
from connectors.text.article import from_text
from schemas.article import CleanedArticle

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
URL = "https://www.herald.example/world/troops.html?utm_source=rss&id=7"
OWN = "https://www.herald.example/world/troops.html?id=7"
COSTLY = "<p>" + "text<br>" * 200_000 + "</p>"
PARAGRAPHS = (
    "<p>PARIS (AP) — France offered troops to Ukraine on Monday as part of security guarantees that would begin with a "
    "ceasefire, the president told reporters.</p><p>Russia rejected the offer at once, its spokesman told reporters in "
    "Moscow, and said that any such force would be a target.</p>"
)


def html(head: str = "", body: str = PARAGRAPHS, title: str = "France offers troops | The Herald") -> bytes:
    """Gives a page of the outlet."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="The Herald">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title.split(' |')[0]}</h1>{body}<p>Share this article</p>"
        f"<p>Sign up for our newsletter and get the day's news in your inbox.</p></article></body></html>"
    ).encode()


def article(raw: bytes, **rest: object) -> CleanedArticle:
    """Cleans what must be an article."""
    found = page.clean(Page(**{"html": raw, "url": URL, **rest}), NOW)  # type: ignore[arg-type]
    assert isinstance(found, CleanedArticle), found
    return found


def test_a_page_gives_the_article_without_what_stands_around_it() -> None:
    found = article(html())
    assert found.title == "France offers troops"
    assert found.dateline == "PARIS (AP)"
    assert found.text == (
        "France offered troops to Ukraine on Monday as part of security guarantees that would begin with a ceasefire, "
        "the president told reporters.\n\nRussia rejected the offer at once, its spokesman told reporters in Moscow, "
        "and said that any such force would be a target."
    )
    assert (found.publisher, found.site, found.language) == ("The Herald", "herald.example", "en")
    assert found.url == "https://www.herald.example/world/troops.html?id=7"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/world/troops">', "https://www.herald.example/world/troops"),
        ('<meta property="og:url" content="https://herald.example/t">', "https://herald.example/t"),
        ('<link rel="canonical" href="https://evil.example/t">', OWN),
        ('<link rel="canonical" href="https://www.herald.example/">', OWN),
        ('<link rel="canonical" href="javascript:alert(1)">', OWN),
    ],
)
def test_a_canonical_address_is_believed_where_it_makes_sense(head: str, url: str) -> None:
    assert article(html(head)).url == url


@pytest.mark.parametrize(
    ("head", "moment", "source"),
    [
        (
            '<meta property="article:published_time" content="2025-03-01T10:00:00+01:00">',
            "2025-03-01T09:00:00Z",
            "meta",
        ),
        ('<meta property="article:published_time" content="2025-03-01">', "2025-03-01T00:00:00Z", "meta"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",'
            '"datePublished":"2025-03-01T10:00:00Z","author":[{"@type":"Person","name":"Ann Lee"}]}]}</script>',
            "2025-03-01T10:00:00Z",
            "json-ld",
        ),
    ],
)
def test_the_moment_of_publication_is_told_by_the_page(head: str, moment: str, source: str) -> None:
    found = article(html(head))
    assert (found.published, found.published_from) == (moment, source)


def test_what_a_feed_told_is_used_where_the_page_does_not_tell() -> None:
    known = Known(published="2025-03-01T08:00:00Z", published_from="feed", authors=("Ivo Ban",), publisher="Herald RSS")
    found = article(html(), known=known, title="From the feed")
    assert (found.published, found.published_from) == ("2025-03-01T08:00:00Z", "feed")
    assert (found.authors, found.title, found.publisher) == (("Ivo Ban",), "From the feed", "The Herald")


def test_headings_in_a_row_are_links_in_a_copied_text_and_the_articles_own_on_a_page() -> None:
    first, second = "What the leaders of the two countries promised", "What the soldiers of the two countries say"
    sentences = PARAGRAPHS.split("</p>")
    body = f"{sentences[0]}</p><h2>{first}</h2><h2>{second}</h2>{sentences[1]}</p>"
    assert f"{first}\n\n{second}" in article(html(body=body)).text
    copied = f"Title of the text\n\n{sentences[0][3:]}\n\n{first}\n\n{second}\n\n{sentences[1][3:]}"
    assert first not in from_text(copied).text


def test_only_the_outlets_name_is_taken_off_a_title() -> None:
    assert article(html(title="Guarantees - what now | The Herald")).title == "Guarantees - what now"
    assert article(html(title="Guarantees – Analysis")).title == "Guarantees – Analysis"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8", "utf-16"])
def test_a_page_is_decoded_by_what_it_or_its_server_declares(encoding: str) -> None:
    text = "Франция предложила Украине войска в понедельник, сообщил президент журналистам после встречи в Париже. " * 3
    raw = (
        f"<html><head><meta charset='{encoding}'><title>Франция предложила войска</title></head><body><article>"
        f"<p>{text}</p><p>Москва отвергла это предложение сразу, заявил её представитель.</p></article></body></html>"
    )
    for charset in (encoding, None) if encoding != "utf-16" else (None,):
        found = article(raw.encode(encoding), charset=charset)
        assert found.text.startswith("Франция предложила Украине войска")
        assert found.language == "ru"


@pytest.mark.parametrize(
    "raw",
    [b"", b"no html", b"<html></html>", b"\x89PNG\x00", b"<html><body>" + b"<a href=/x>A link of some words</a>" * 50],
)
def test_a_page_with_no_article_is_refused_with_a_sentence(raw: bytes) -> None:
    found = page.clean(Page(html=raw, url="https://ann:pw@herald.example/x?token=t"), NOW)
    assert isinstance(found, Refused)
    assert str(found).startswith("https://***@herald.example/x?token=***: ")
    assert "article" in found.why or "no HTML" in found.why


def test_a_feeds_own_text_stands_in_for_a_page_that_gives_none() -> None:
    found = article(
        b"<html></html>", fallback=PARAGRAPHS + PARAGRAPHS.replace("Monday", "Sunday"), title="From the feed"
    )
    assert found.title == "From the feed"
    assert found.text.startswith("France offered troops to Ukraine on Monday")
    teaser = page.clean(Page(html=b"<html></html>", url=URL, fallback="<p>Just a teaser of one line.</p>"), NOW)
    assert isinstance(teaser, Refused)


def test_scripts_in_a_page_are_no_more_than_text() -> None:
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;"
    found = article(html(body=f"<script>alert(2)</script><p onclick=alert(3)>{hostile}</p>{PARAGRAPHS}"))
    assert "alert(2)" not in found.text
    assert "alert(3)" not in found.text


@pytest.fixture(scope="module")
def hasty() -> Iterator[Cleaner]:
    """A cleaner that gives up after three seconds."""
    with Cleaner(timeout=3.0, workers=1) as cleaner:
        cleaner.clean(Page(html=html(), url=URL), NOW)  # the first page pays for the start of the process
        yield cleaner


def test_a_page_made_to_cost_is_killed_and_the_next_one_cleaned(hasty: Cleaner) -> None:
    before = hasty.killed
    found = hasty.clean(Page(html=html(body=COSTLY), url=URL), NOW)
    assert isinstance(found, Refused)
    assert str(found).endswith(": took longer than 3 s to clean and was given up")
    assert hasty.killed == before + 1
    after = [hasty.clean(Page(html=html(), url=URL), NOW) for _ in range(2)]
    assert all(isinstance(one, CleanedArticle) for one in after)


def test_a_page_that_needs_too_much_memory_is_refused_and_the_next_one_cleaned() -> None:
    with Cleaner(timeout=20.0, workers=1, memory=700_000_000) as cleaner:
        assert isinstance(cleaner.clean(Page(html=html(), url=URL), NOW), CleanedArticle)
        huge = html(body="<p>x</p>" * 3_000_000)
        assert isinstance(cleaner.clean(Page(html=huge, url=URL), NOW), Refused)
        assert isinstance(cleaner.clean(Page(html=html(), url=URL), NOW), CleanedArticle)


def test_cleaning_does_not_hold_up_the_event_loop() -> None:
    async def run() -> list[str]:
        done: list[str] = []
        with Cleaner(timeout=2.0, workers=1) as cleaner:

            async def clean() -> None:
                await cleaner.aclean(Page(html=html(body=COSTLY), url=URL), NOW)
                done.append("page")

            async def tick() -> None:
                for _ in range(3):
                    await asyncio.sleep(0.01)
                done.append("ticks")

            await asyncio.gather(clean(), tick())
        return done

    assert asyncio.run(run()) == ["ticks", "page"]


def test_ctrl_c_during_cleaning_ends_all_processes_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "costly.html").write_bytes(html(body=COSTLY))
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "clean", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    started = psutil.Process(process.pid)
    children: list[psutil.Process] = []
    while len(children) < 3 and process.poll() is None:  # a tracker, the server that forks, and the one that cleans
        children = started.children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors == ""
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not alive
