"""Facets and timelines, counted by hand in corpus.yaml."""

from typing import Any

import pytest

from search.answer import Bucket, Count
from tests.search.conftest import Library

pytestmark = pytest.mark.servers

OPTIONS = {
    "actors": "mentions",
    "holders": "holders",
    "states": "holders",
    "types": "types",
    "stances": "stances",
    "beneficiaries": "beneficiaries",
    "sources": "sources",
    "sites": "sites",
    "countries": "countries",
    "instruments": "instruments",
    "languages": "languages",
    "tags": "tags",
    "sections": "sections",
}
"""The filter that each facet is about; the actors named are asked for by `mentions`, whatever else is asked."""


def test_facets_count_articles(library: Library) -> None:
    facets = library.search(facets=True).facets
    assert facets is not None
    assert facets["stances"] == (
        Count("offers", 2), Count("demands", 1), Count("doubts", 1), Count("rejects", 1), Count("supports", 1),
    )  # fmt: skip
    assert facets["holders"][0] == Count("person/emmanuel-macron", 2)
    assert facets["beneficiaries"] == (Count("ukraine", 3), Count("russia", 1))
    assert facets["types"] == (
        Count("troop-presence", 2), Count("unspecified", 2), Count("arms-supply", 1), Count("nato-membership", 1),
    )  # fmt: skip
    assert facets["sites"][0] == Count("news.example", 3)
    assert facets["instruments"] == (Count("budapest-memorandum-1994", 2),)
    assert facets["sources"] == (Count("source/reuters", 1),)
    assert facets["languages"] == (Count("en", 5), Count("uk", 1))
    assert facets["countries"] == (Count("ua", 1),)
    assert facets["tags"] == (Count("Europe, East", 2), Count("wire", 1))
    assert facets["sections"] == (Count("World", 2),)


def test_sides_of_a_claim_are_counted_over_the_claims_asked_for(library: Library) -> None:
    facets = library.search(holders=("person/emmanuel-macron",), facets=True).facets
    assert facets is not None
    # Starmer's offer and Putin's rejection stand in the same articles, and are not Macron's.
    assert set(facets["stances"]) == {Count("offers", 1), Count("supports", 1)}
    assert facets["types"] == (Count("troop-presence", 2),)


def test_the_stances_shown_for_an_actor_are_that_actors(library: Library) -> None:
    facets = library.search(actors=("person/emmanuel-macron",), facets=True).facets
    assert facets is not None
    assert set(facets["stances"]) == {Count("offers", 1), Count("supports", 1)}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"text": "troops"},
        {"types": ("troop-presence",)},
        {"stances": ("offers",)},
        {"actors": ("person/emmanuel-macron",)},
        {"holders": ("state/fr",), "conditional": False},
        {"mentions": ("state/ua",), "since": "2025-01-15"},
        {"stances": ("offers", "rejects"), "beneficiaries": ("ukraine",)},
    ],
)
def test_a_facet_counts_what_its_filter_finds(library: Library, asked: dict[str, Any]) -> None:
    facets = library.search(**asked, facets=True).facets
    assert facets is not None
    checked = 0
    for facet, option in OPTIONS.items():
        for count in facets[facet]:
            if not asked.get(option):
                narrowed = library.search(**{**asked, option: (count.value,)})
                assert (facet, count.value, narrowed.total) == (facet, count.value, count.count)
                checked += 1
    assert checked > 3


def test_facets_of_claims_count_claims(library: Library) -> None:
    facets = library.positions(facets=True).facets
    assert facets is not None
    assert facets["types"][0] == Count("troop-presence", 3)
    assert facets["beneficiaries"] == (Count("ukraine", 5), Count("russia", 1))
    assert facets["states"][0] == Count("state/fr", 2)


def test_a_timeline_counts_by_what_fits_its_length_with_empty_times_in_it(library: Library) -> None:
    timeline = library.search(timeline=True).timeline
    assert timeline is not None
    assert timeline.interval == "day"  # from 10 January to 2 March
    assert len(timeline.buckets) == 52
    assert {bucket for bucket in timeline.buckets if bucket.count} == {
        Bucket("2025-01-10T00:00:00Z", 1),
        Bucket("2025-01-21T00:00:00Z", 1),
        Bucket("2025-02-05T00:00:00Z", 1),
        Bucket("2025-02-06T00:00:00Z", 1),
        Bucket("2025-03-01T00:00:00Z", 1),
        Bucket("2025-03-02T00:00:00Z", 1),
    }


def test_a_timeline_of_two_days_is_by_the_hour(library: Library) -> None:
    timeline = library.search("memorandum", timeline=True).timeline
    assert timeline is not None
    assert timeline.interval == "hour"
    assert (timeline.buckets[0], timeline.buckets[-1]) == (
        Bucket("2025-02-05T00:00:00Z", 1),
        Bucket("2025-02-06T12:00:00Z", 1),
    )
    assert len(timeline.buckets) == 37


def test_a_timeline_of_nothing_is_empty(library: Library) -> None:
    timeline = library.search("nothingness", timeline=True).timeline
    assert timeline is not None
    assert timeline.buckets == ()


def test_a_timeline_of_claims_counts_claims(library: Library) -> None:
    timeline = library.positions(beneficiaries=("ukraine",), timeline=True).timeline
    assert timeline is not None
    assert sum(bucket.count for bucket in timeline.buckets) == 5
