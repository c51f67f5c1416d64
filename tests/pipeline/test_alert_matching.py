"""A saved search finds in the articles that arrive what `search` and `positions` find in all of them."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.alerts.look import AlertLook
from pipeline.alerts.plan import Found, alerts
from pipeline.patience import Patience
from pipeline.pulse import Pulse
from schemas.endpoints import Endpoints
from schemas.saved import SavedSearch
from search import parameters
from search.client import connect, connect_async
from search.passages import markers
from search.run import positions, search
from tests.pipeline.alert_samples import search as saved
from tests.search.conftest import put
from tests.search.corpus import corpus

pytestmark = pytest.mark.servers

NOW = datetime(2025, 4, 1, tzinfo=UTC)
ARTICLES: dict[str, list[tuple[str, str]]] = {
    "everything": [],
    "a word": [("q", "troops")],
    "a word in another form": [("q", "offering")],
    "a phrase": [("q", '"reassurance force"')],
    "one or the other": [("q", "troops OR weapons")],
    "not": [("q", "Macron -soldiers")],
    "a side": [("stance", "rejects")],
    "sides of one claim": [("actor", "person/emmanuel-macron"), ("type", "troop-presence"), ("stance", "offers")],
    "a direction": [("stance", "against"), ("beneficiary", "ukraine")],
    "a type alone": [("type", "arms-supply")],
    "conditional": [("conditional", "true")],
    "mentions": [("mentions", "person/emmanuel-macron")],
    "site and section": [("site", "other.example"), ("section", "World")],
    "a tag": [("tag", "wire")],
    "paywalled": [("paywalled", "true")],
    "a source": [("source", "source/reuters")],
    "since": [("since", "2025-01-15")],
    "since and words": [("since", "2025-01-01"), ("until", "2025-01-31"), ("q", "Ukraine OR Kyiv")],
    "nothing": [("q", "zeppelin")],
}
CLAIMS: dict[str, list[tuple[str, str]]] = {
    "everything": [],
    "words of the sentence": [("q", "soldiers")],
    "holder": [("holder", "state/ru")],
    "actor": [("actor", "person/emmanuel-macron")],
    "sides": [("stance", "for"), ("type", "troop-presence"), ("beneficiary", "ukraine")],
    "unconditional": [("conditional", "false")],
    "a site": [("site", "news.example")],
    "a tag": [("tag", "wire")],
    "since": [("since", "2025-01-15")],
}


@pytest.fixture
def filled(corner: Endpoints) -> Endpoints:
    """The corner with the corpus of tests.search in it."""
    with connect(corner.elasticsearch) as client:
        put(client, corner.elasticsearch.index_prefix, corpus().values())
    return corner


def found(endpoints: Endpoints, searches: list[SavedSearch], articles: list[str]) -> Found:
    async def ask() -> Found:
        async with connect_async(endpoints.elasticsearch) as client:
            prefix = endpoints.elasticsearch.index_prefix
            look = AlertLook(client, prefix, Patience(Pulse()), lambda: markers("feedfacecafebeef"))
            return await look.found(searches, articles, NOW)

    return asyncio.run(ask())


def asked_at_once(endpoints: Endpoints, what: Any, pairs: list[tuple[str, str]]) -> list[str]:
    """Gives what `pledgewire search` or `positions` finds."""
    question = parameters.question(pairs, what, size=100)
    with connect(endpoints.elasticsearch) as client:
        prefix = endpoints.elasticsearch.index_prefix
        if what == "articles":
            hits = search(client, prefix, question, now=NOW, nonce="feedfacecafebeef").hits
            return sorted(hit.article.article_id for hit in hits)
        claims = positions(client, prefix, question, now=NOW, nonce="feedfacecafebeef").hits
        return sorted(hit.claim.id for hit in claims)


def test_articles_found_one_by_one_and_together_are_those_that_search_finds(filled: Endpoints) -> None:
    ids = [each.article.article_id for each in corpus().values()]
    searches = [saved(f"s{number}", question=tuple(pairs)) for number, pairs in enumerate(ARTICLES.values())]
    together = found(filled, searches, ids).articles
    one_by_one = [match for one in ids for match in found(filled, searches, [one]).articles]
    hits = 0
    for each, pairs in zip(searches, ARTICLES.values(), strict=True):
        expected = asked_at_once(filled, "articles", pairs)
        for matches in (together, one_by_one):
            assert sorted(m.article.article_id for one, m in matches if one.name == each.name) == expected, pairs
        hits += len(expected)
    assert hits > 20


def test_claims_found_one_by_one_and_together_are_those_that_positions_finds(filled: Endpoints) -> None:
    ids = [each.article.article_id for each in corpus().values()]
    searches = [
        saved(f"s{number}", what="claims", question=tuple(pairs)) for number, pairs in enumerate(CLAIMS.values())
    ]
    together = found(filled, searches, ids).claims
    one_by_one = [match for one in ids for match in found(filled, searches, [one]).claims]
    for each, pairs in zip(searches, CLAIMS.values(), strict=True):
        expected = asked_at_once(filled, "claims", pairs)
        for matches in (together, one_by_one):
            assert sorted(hit.claim.id for one, hit in matches if one.name == each.name) == expected, pairs
        assert expected, pairs


def test_what_is_not_among_the_articles_is_not_found(filled: Endpoints) -> None:
    assert found(filled, [saved()], ["0" * 32]) == Found(articles=[], claims=[])


def test_a_search_that_cannot_be_read_keeps_no_other_from_being_asked(filled: Endpoints) -> None:
    ids = [each.article.article_id for each in corpus().values()]
    broken = saved("broken", question=(("q", "a AND b OR c"),))
    of_tomorrow = saved("tomorrow", question=(("colour", "red"),))
    matches = found(filled, [broken, of_tomorrow, saved("all")], ids).articles
    assert {one.name for one, _ in matches} == {"all"}
    assert len(matches) == len(ids)


def test_more_results_than_one_answer_holds_are_asked_for_in_parts(
    filled: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.matching.MOST_FOUND", 2)
    ids = [each.article.article_id for each in corpus().values()]
    assert len(found(filled, [saved()], ids).articles) == len(ids)


def test_an_alert_of_a_story_shows_the_passage_that_has_the_words(filled: Endpoints) -> None:
    article = corpus()["macron-offers-troops"].article
    words = saved("words", question=(("q", "foreign soldiers"),))

    async def made() -> str:
        async with connect_async(filled.elasticsearch) as client:
            prefix = filled.elasticsearch.index_prefix
            look = AlertLook(client, prefix, Patience(Pulse()), lambda: markers("feedfacecafebeef"))
            found = await look.found([words], [article.article_id], NOW)
            (alert,) = await look.summarised([words], alerts(found, {}, NOW), NOW)
            return alert.summary

    assert asyncio.run(made()) == "Russian President Vladimir Putin rejected any foreign soldiers in Ukraine."
