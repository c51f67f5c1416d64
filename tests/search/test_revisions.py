"""A new version of an article tells which of its claims were added, dropped or changed."""

import msgspec

from schemas.enriched import EnrichedArticle
from schemas.tags import Ground, Position, Span, Stance, Tags
from search.documents import article_document
from search.revisions import MOST, MOST_SENTENCES, Before, Revision, kinds, revisions, revisions_of
from tests.pipeline.articles import article


def claim(holder: str, stance: Stance = "offers", *words: str) -> Position:
    spans = tuple(Span(text=each, start=at, end=at + len(each)) for at, each in enumerate(words or ("so it says",)))
    ground = Ground(tells="holder", id=holder, span=spans[0])
    return Position(
        holder=holder,
        stance=stance,
        beneficiary="ukraine",
        types=("troop-presence",),
        evidence=spans,
        grounds=(ground,),
    )


def version(number: int, *claims: Position, tagger: str = "one") -> EnrichedArticle:
    text = article(1, version=number, revised=f"Version {number}.")
    return EnrichedArticle(article=text, tags=Tags(positions=claims, tagger_version=tagger))


def kept(one: EnrichedArticle, *earlier: Revision) -> Before:
    """Gives what the index keeps, through JSON as it does."""
    return Before.of(msgspec.json.decode(msgspec.json.encode(article_document(one, revisions=earlier))))


def holder(claim: Position | None) -> str | None:
    return claim.holder if claim else None


def changes(one: Revision) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, holder(each.before), holder(each.after)) for each in one.changes]


FRANCE, GERMANY, POLAND = (
    claim("state/fr"),
    claim("state/de", "offers", "another"),
    claim("state/pl", "rejects", "third"),
)


def test_claims_are_added_dropped_and_changed_from_one_version_to_the_next() -> None:
    old, new = version(1, FRANCE, GERMANY), version(2, claim("state/fr", "rejects"), POLAND)
    (revision,) = revisions(kept(old), [new])
    assert (revision.before, revision.version) == (old.article.version_id, new.article.version_id)
    assert revision.at == new.article.fetched_at
    assert sorted(changes(revision), key=str) == [
        ("added", None, "state/pl"),
        ("changed", "state/fr", "state/fr"),
        ("dropped", "state/de", None),
    ]
    assert kinds([revision]) == ["added", "changed", "dropped"]
    assert not revision.retagged


def test_a_sentence_said_otherwise_is_a_change_of_the_claim() -> None:
    (revision,) = revisions(kept(version(1, FRANCE)), [version(2, claim("state/fr", "offers", "it says more"))])
    assert [each.fields for each in revision.changes] == [("evidence",)]


def test_versions_that_arrive_together_are_revisions_of_each_other() -> None:
    told = revisions(None, [version(1, FRANCE), version(2, FRANCE), version(3)])
    assert [changes(each) for each in told] == [[], [("dropped", "state/fr", None)]]


def test_new_tags_of_the_same_text_are_no_revision() -> None:
    first = revisions(kept(version(1, FRANCE)), [version(2, GERMANY)])
    again = kept(version(2, GERMANY), *first)
    assert revisions(again, [version(2, GERMANY)]) == first
    assert revisions(again, [version(2, POLAND, tagger="two")]) == first


def test_a_revision_that_another_tagger_tagged_says_so() -> None:
    (revision,) = revisions(kept(version(1, FRANCE)), [version(2, GERMANY, tagger="two")])
    assert revision.retagged


def test_what_an_older_pledgewire_kept_is_compared_with_nothing() -> None:
    document = article_document(version(1, FRANCE))
    del document["stated"]
    assert revisions(Before.of(document), [version(2, GERMANY)]) == ()


def test_what_is_kept_is_bounded_and_without_grounds() -> None:
    told: tuple[Revision, ...] = ()
    before = None
    for number in range(1, MOST + 6):
        now = version(number, claim("state/fr", "offers", *(f"sentence {number} {each}" for each in range(30))))
        told = revisions(before, [now])
        before = kept(now, *told)
    assert len(told) == MOST
    after = told[-1].changes[0].after
    assert after is not None
    assert len(after.evidence) == MOST_SENTENCES
    assert not after.grounds


def test_revisions_that_cannot_be_read_are_none() -> None:
    assert revisions_of({"revisions": [{"something": "else"}]}) == ()
