"""Feeds of alerts are what the specifications say, and what a feed reader reads."""

from pathlib import Path

import feedparser
import pytest
from lxml import etree

from tests.pipeline.alert_samples import HOSTILE, alert, search
from web.syndication import atom, rss

SITE = "http://127.0.0.1:8770"
HERE = Path(__file__).parent
MADE = {"atom": atom, "rss": rss}
ALERTS = {
    "none": [],
    "some": [alert(2), alert(1, kind="story", claims=(), summary="Two days of talks ended.")],
    "of a file": [alert(1, url="seed:000:1")],
    "hostile": [alert(1, title=HOSTILE, publisher=HOSTILE, url='https://x.example/"><script>')],
}


@pytest.mark.parametrize("of", ALERTS)
@pytest.mark.parametrize("kind", MADE)
def test_a_feed_is_valid(kind: str, of: str) -> None:
    schema = etree.RelaxNG(etree.parse(HERE / f"{kind}.rng"))
    feed = etree.fromstring(MADE[kind](search(), ALERTS[of], SITE))
    schema.assertValid(feed)
    assert len(feed.findall(".//{*}entry") + feed.findall(".//item")) == len(ALERTS[of])


@pytest.mark.parametrize("kind", MADE)
def test_a_reader_finds_the_title_the_outlet_the_link_and_the_words(kind: str) -> None:
    feed = feedparser.parse(MADE[kind](search(), ALERTS["some"], SITE))
    assert not feed.bozo
    assert feed.feed.title == "no-to-troops · pledgewire"
    claim, story = feed.entries
    assert claim.title == "state/ru rejects troop-presence for ukraine – Talks 2"
    assert claim.link == "https://news.example/2"
    assert claim.author == "news.example"
    assert [tag.term for tag in claim.tags] == ["troop-presence"]
    said = claim.content[0].value if kind == "atom" else claim.summary
    assert "Moscow said no &lt;b&gt;again&lt;/b&gt;." in said
    assert story.title == "Talks 1"
    assert "Two days of talks ended." in (story.content[0].value if kind == "atom" else story.summary)
    assert claim.updated_parsed[:6] if kind == "atom" else claim.published_parsed[:6] == (2026, 3, 2, 8, 0, 2)


@pytest.mark.parametrize("kind", MADE)
def test_an_entry_has_the_same_id_in_every_answer_and_in_both_feeds(kind: str) -> None:
    entries = feedparser.parse(MADE[kind](search(), ALERTS["some"], SITE)).entries
    assert [entry.id for entry in entries] == [f"urn:pledgewire:alert:{each.alert_id}" for each in ALERTS["some"]]


@pytest.mark.parametrize("kind", MADE)
def test_an_article_without_an_address_is_linked_where_we_show_it(kind: str) -> None:
    (entry,) = feedparser.parse(MADE[kind](search(), ALERTS["of a file"], SITE)).entries
    assert entry.link == f"{SITE}/article/{ALERTS['of a file'][0].article.article_id}"


@pytest.mark.parametrize("kind", MADE)
def test_what_articles_say_stays_text(kind: str) -> None:
    feed = etree.fromstring(MADE[kind](search(), ALERTS["hostile"], SITE))
    shown = feed.find(".//{*}content") if kind == "atom" else feed.find(".//item/description")
    assert shown is not None
    read = etree.HTML(shown.text or "")
    assert {each.tag for each in read.iter()} <= {"html", "body", "p", "blockquote"}
