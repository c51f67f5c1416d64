"""What a batch changes in Elasticsearch, whatever order versions come in."""

from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index_plan import Action, Stored, needs_source, newest, plan, retraction
from schemas.enriched import EnrichedArticle
from schemas.tags import Position, Span, Tags
from search.documents import Document
from tests.pipeline.articles import article


def enriched(version: int, *holders: str, tagger: str = "1") -> EnrichedArticle:
    """Gives one version of an article, with a position for each holder."""
    text = article(1, version=version, revised=f"Version {version}.")
    span = Span(text="x", start=0, end=1)
    positions = tuple(
        Position(holder=each, stance="offers", beneficiary="ukraine", types=("troops",), evidence=(span,))
        for each in holders
    )
    return EnrichedArticle(article=text, tags=Tags(positions=positions, tagger_version=tagger))


class Index:
    """Elasticsearch as far as external versions go: it keeps a document unless it has a newer one."""

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], tuple[int, Document | None]] = {}

    def take(self, batch: list[EnrichedArticle], crash_after: int | None = None) -> None:
        """Carries out the plan for a batch of versions of one article, or its first steps alone."""
        found = self.documents.get(("articles", batch[0].article.article_id))
        source = found[1] if found else None
        stored = Stored.of(source, found[0], whole=True) if found and source else None
        if stored is not None and not needs_source(batch, stored):
            stored = msgspec.structs.replace(stored, source=None)
        made = plan(batch, stored)
        steps = [*made.positions, made.article, *made.deletions, made.settled]
        actions = [action for action in steps if action is not None]
        for action in actions[:crash_after]:
            self.write(action)

    def write(self, action: Action) -> None:
        """Does what version_type=external_gte does."""
        place = (action.kind, action.id)
        if place not in self.documents or self.documents[place][0] <= action.version:
            self.documents[place] = (action.version, action.document)

    def positions(self) -> set[str]:
        """Gives the holders of the positions that are there."""
        return {
            document["holder"]
            for (kind, _), (_, document) in self.documents.items()
            if kind == "positions" and document is not None
        }

    def article(self) -> Document:
        """Gives the one article."""
        (found,) = (document for (kind, _), (_, document) in self.documents.items() if kind == "articles")
        assert found is not None
        return found


VERSIONS = [enriched(1, "a", "b"), enriched(2, "b", "c"), enriched(3, "c", "d")]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("batches", [[3], [1, 2], [2, 1], [1, 1, 1]], ids=str)
def test_the_newest_version_and_its_positions_stay_whatever_the_order(
    order: tuple[int, ...], batches: list[int]
) -> None:
    index, coming = Index(), [VERSIONS[number] for number in order]
    for size in batches:
        index.take(coming[:size])
        del coming[:size]
    assert index.article()["version_id"] == VERSIONS[2].article.version_id
    assert index.positions() == {"c", "d"}
    assert set(index.article()["versions"]) == {each.article.version_id for each in VERSIONS}
    assert index.article()["versions"][-1] == VERSIONS[2].article.version_id


@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=4), min_size=1, max_size=6))
def test_repetitions_change_nothing(numbers: list[list[int]]) -> None:
    index = Index()
    for batch in numbers:
        index.take([VERSIONS[number] for number in batch])
    seen = {number for batch in numbers for number in batch}
    best = VERSIONS[max(seen)]
    assert index.article()["version_id"] == best.article.version_id
    assert index.positions() == {position.holder for position in best.tags.positions}
    assert set(index.article()["versions"]) == {VERSIONS[number].article.version_id for number in seen}


def test_a_claim_that_the_newest_version_no_longer_makes_vanishes() -> None:
    index = Index()
    index.take([VERSIONS[0]])
    assert index.positions() == {"a", "b"}
    index.take([VERSIONS[1]])
    assert index.positions() == {"b", "c"}


def test_the_same_version_with_new_tags_replaces_the_old_tags() -> None:
    index = Index()
    index.take([enriched(1, "a", tagger="1")])
    index.take([enriched(1, "b", tagger="2")])
    assert index.positions() == {"b"}
    assert index.article()["tagger_version"] == "2"
    assert newest([enriched(1, "a", tagger="1"), enriched(1, "b", tagger="2")]).tags.tagger_version == "2"


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 2), min_size=1, max_size=3), st.integers(0, 8)), max_size=4),
    st.lists(st.integers(0, 2), min_size=1, max_size=3),
)
def test_attempts_that_crash_after_any_step_and_are_repeated_leave_nothing_behind(
    crashed: list[tuple[list[int], int]], last: list[int]
) -> None:
    index = Index()
    for numbers, steps in crashed:
        index.take([VERSIONS[number] for number in numbers], crash_after=steps)
        # What was not acked comes again, perhaps with more after it.
    index.take([VERSIONS[number] for numbers, _ in crashed for number in numbers] + [VERSIONS[each] for each in last])
    best = VERSIONS[max([*last, *(number for numbers, _ in crashed for number in numbers)])]
    assert index.positions() == {position.holder for position in best.tags.positions}
    assert len(index.article()["position_ids"]) == len(best.tags.positions)


@pytest.mark.parametrize("steps", range(8))
def test_a_crash_between_a_new_version_and_its_deletions_is_made_good_when_it_comes_again(steps: int) -> None:
    index = Index()
    index.take([VERSIONS[0]])
    index.take([VERSIONS[2]], crash_after=steps)
    index.take([VERSIONS[2]])
    assert index.positions() == {"c", "d"}


def test_the_claims_of_the_stored_version_stay_until_the_new_article_is_taken() -> None:
    index = Index()
    index.take([VERSIONS[0]])
    made = plan([VERSIONS[2]], Stored.of(index.article(), VERSIONS[0].article.version))
    assert {action.document is None for action in made.positions} == {False}
    for action in made.positions:
        index.write(action)
    assert index.positions() >= {"a", "b"}


def test_two_texts_of_the_same_millisecond_have_one_winner_in_every_order() -> None:
    one = enriched(1, "a")
    other = msgspec.structs.replace(
        enriched(2, "b"), article=msgspec.structs.replace(enriched(2).article, version=one.article.version)
    )
    results = []
    for order in ([one, other], [other, one]):
        index = Index()
        for each in order:
            index.take([each])
        results.append((index.article()["version_id"], index.positions()))
    assert results[0] == results[1]


def test_a_refused_version_takes_back_the_positions_that_nobody_else_has() -> None:
    stored = Stored.of({"version": 0, "version_id": "0", "position_ids": []}, 0)
    made = retraction(VERSIONS[1], [VERSIONS[0]], stored)
    assert made.article is None
    assert all(action.document is None for action in made.deletions)
    only = {action.id for action in plan([VERSIONS[1]], None).positions}
    shared = {action.id for action in plan([VERSIONS[0]], None).positions}
    assert {action.id for action in made.deletions} == only - shared
