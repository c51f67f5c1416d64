"""What is an alert, and what nobody is told of again."""

from datetime import UTC, datetime, timedelta

import msgspec

from pipeline.alerts.plan import STORY, Found, alerts, recent
from schemas.alert import Alert
from schemas.claim_changes import ClaimChange
from schemas.saved import SavedSearch
from schemas.tags import Position, Span
from search.answer import About, Claim, ClaimHit, Evidence
from search.claim_keys import keys_for
from search.matching import ArticleMatch
from search.revisions import Revision
from tests.pipeline.alert_samples import search

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FIRST, SECOND = "20260302T080000-0000000000000001", "20260302T080000-0000000000000002"
ARTICLES, CLAIMS = search("articles"), search("claims", what="claims")


def about(name: str, story: str = FIRST, when: str = "2026-03-02T08:00:00Z") -> About:
    return About(article_id=f"{name:a<32}", title=name, url=f"https://{name}.example/", when=when, story_id=story)


def position(stance: str = "offers", kind: str = "troop-presence", holder: str = "state/fr") -> Position:
    said = Span(text="so", start=0, end=2)
    return Position(holder=holder, stance=stance, beneficiary="ukraine", types=(kind,), evidence=(said,))  # type: ignore[arg-type]


def found_article(name: str, *stated: Position, story: str = FIRST, added: tuple[Position, ...] = ()) -> ArticleMatch:
    changes = tuple(ClaimChange(kind="added", after=each) for each in added)
    revisions = (Revision(before="1", version="2", at="2026-03-02T08:30:00Z", changes=changes),) if added else ()
    return ArticleMatch(article=about(name, story), stated=stated, revisions=revisions)


def found_claim(
    name: str, stance: str = "offers", *types: str, story: str = FIRST, holder: str = "state/fr"
) -> ClaimHit:
    claim = Claim(
        id="1",
        holder=holder,
        stance=stance,
        direction="for",
        beneficiary="ukraine",
        types=types or ("troop-presence",),
        evidence=(Evidence("so", 0, 2),),
    )
    return ClaimHit(rank=1, score=None, claim=claim, article=about(name, story))


def decided(
    articles: list[tuple[SavedSearch, ArticleMatch]], told: dict[tuple[str, str], set[str]] | None = None
) -> list[Alert]:
    return alerts(Found(articles=articles, claims=[]), told or {}, NOW)


def decided_claims(
    claims: list[tuple[SavedSearch, ClaimHit]], told: dict[tuple[str, str], set[str]] | None = None
) -> list[Alert]:
    return alerts(Found(articles=[], claims=claims), told or {}, NOW)


def remembered(*made: Alert) -> dict[tuple[str, str], set[str]]:
    """Gives what was told with these alerts."""
    return {(each.saved_id, each.story_id): set(each.facts) for each in made}


def test_a_storys_copies_alert_once_and_another_story_again() -> None:
    found = [
        (ARTICLES, found_article("one")),
        (ARTICLES, found_article("copy")),
        (ARTICLES, found_article("two", story=SECOND)),
    ]
    made = decided(found)
    assert [(each.kind, each.article.title) for each in made] == [("story", "one"), ("story", "two")]
    assert decided(found, remembered(*made)) == []


def test_the_same_is_the_same_alert_whenever_it_is_decided() -> None:
    first = decided([(ARTICLES, found_article("one"))])[0]
    later = alerts(Found(articles=[(ARTICLES, found_article("one", position()))], claims=[]), {}, NOW + timedelta(1))[0]
    assert first.alert_id == later.alert_id
    assert first.alert_id != decided([(search("other"), found_article("one"))])[0].alert_id


def test_two_saved_searches_alert_each_for_itself() -> None:
    found = [(ARTICLES, found_article("one")), (search("other"), found_article("one"))]
    assert [each.saved for each in decided(found)] == ["articles", "other"]


def test_a_claim_that_an_outlet_adds_to_a_story_told_before_alerts_again_and_once() -> None:
    (first,) = decided([(ARTICLES, found_article("one", position()))])
    revised = found_article("one", position(), position("rejects"), added=(position("rejects"),))
    (again,) = decided([(ARTICLES, revised)], remembered(first))
    assert (again.kind, [claim.stance for claim in again.claims]) == ("added", ["rejects"])
    told = {(first.saved_id, FIRST): {*first.facts, *again.facts}}
    assert decided([(ARTICLES, revised)], told) == []
    in_another_outlet = found_article("copy", position("rejects"), added=(position("rejects"),))
    assert decided([(ARTICLES, in_another_outlet)], told) == []


def test_what_the_first_article_of_a_story_claimed_is_not_added_by_a_later_one() -> None:
    (first,) = decided([(ARTICLES, found_article("one", position(), position("rejects")))])
    assert decided([(ARTICLES, found_article("copy", added=(position("rejects"),)))], remembered(first)) == []


def test_an_added_claim_that_lacks_what_is_asked_of_claims_alerts_nobody() -> None:
    (first,) = decided([(ARTICLES, found_article("one"))])
    only_rejections = frozenset(keys_for(stances=("rejects",)))
    revised = found_article("one", added=(position("offers"),))
    asked = msgspec.structs.replace(revised, keys=only_rejections)
    assert decided([(ARTICLES, asked)], remembered(first)) == []
    assert len(decided([(ARTICLES, revised)], remembered(first))) == 1


def test_a_claim_alerts_once_for_holder_stance_beneficiary_and_type_within_a_story() -> None:
    (first,) = decided_claims([(CLAIMS, found_claim("one")), (CLAIMS, found_claim("copy"))])
    assert first.facts == ("state/fr|offers|ukraine|troop-presence",)
    told = remembered(first)
    assert decided_claims([(CLAIMS, found_claim("third"))], told) == []
    assert len(decided_claims([(CLAIMS, found_claim("one", story=SECOND))], told)) == 1
    for other in (
        found_claim("one", "rejects"),
        found_claim("one", holder="state/gb"),
        found_claim("one", "offers", "arms-supply"),
    ):
        assert len(decided_claims([(CLAIMS, other)], told)) == 1


def test_a_mind_that_changes_within_a_story_alerts_again() -> None:
    made = decided_claims([(CLAIMS, found_claim("one", "supports")), (CLAIMS, found_claim("one", "rejects"))])
    assert [each.claims[0].stance for each in made] == ["supports", "rejects"]


def test_of_a_claim_with_several_types_only_what_is_new_is_remembered_anew() -> None:
    (first,) = decided_claims([(CLAIMS, found_claim("one"))])
    (more,) = decided_claims(
        [(CLAIMS, found_claim("one", "offers", "troop-presence", "arms-supply"))], remembered(first)
    )
    assert more.facts == ("state/fr|offers|ukraine|arms-supply",)


def test_articles_that_are_older_than_asked_alert_nobody() -> None:
    def match(when: str) -> ArticleMatch:
        return ArticleMatch(article=about("one", when=when), stated=(), revisions=())

    old, new = match("2026-02-20T08:59:59Z"), match("2026-02-23T09:00:00Z")
    found = Found(articles=[(ARTICLES, old), (ARTICLES, new)], claims=[])
    assert recent(found, NOW, timedelta(days=7)).articles == [(ARTICLES, new)]


def test_whatever_an_article_claims_an_alert_fits_into_kafkas_smallest_message() -> None:
    endless = tuple(Span(text="x" * 200_000, start=0, end=200_000) for _ in range(9))
    claims = [
        msgspec.structs.replace(position(holder=f"person/{'x' * 60}-{number}"), evidence=endless)
        for number in range(5_000)
    ]
    (made,) = decided([(ARTICLES, found_article("one", *claims))])
    assert len(msgspec.json.encode(made)) < 500_000


def test_an_alert_tells_what_it_is_about() -> None:
    (made,) = decided([(ARTICLES, found_article("one", position()))])
    assert made.article.url == "https://one.example/"
    assert made.facts == (STORY, "state/fr|offers|ukraine|troop-presence")
    assert made.at == "2026-03-02T09:00:00Z"
