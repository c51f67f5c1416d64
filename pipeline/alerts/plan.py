"""What of what saved searches found is an alert: decided here, with nothing but data (docs/decisions/0123).

Within a story nobody is told twice of one fact. Of articles the fact is the story itself, and then each claim that an
outlet adds to one of its articles; of claims it is each holder, stance, beneficiary and type.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from connectors.assemble import moment
from schemas.alert import Alert, AlertArticle, AlertClaim, Kind
from schemas.ids import digest
from schemas.ids import moment as in_utc
from schemas.printable import one_line
from schemas.saved import SavedSearch
from schemas.tags import Position
from search.answer import About, Claim, ClaimHit
from search.matching import ArticleMatch

STORY = "story"
MOST_CLAIMS = 20
MOST_SENTENCES = 3
LONGEST_SENTENCE = 600
"""Claims that one alert tells, sentences of each, and characters of each: no alert may be too large for Kafka."""
MOST_FACTS = 2_000
"""Facts remembered of one alert: several times what the longest article states."""

Facts = dict[tuple[str, str], set[str]]
"""What was told already, by saved search (its id) and story."""


class Found(Struct, frozen=True, kw_only=True):
    """What saved searches found in some articles."""

    articles: Sequence[tuple[SavedSearch, ArticleMatch]]
    claims: Sequence[tuple[SavedSearch, ClaimHit]]

    def stories(self) -> set[str]:
        """Gives the stories that it is about."""
        about = [each.article for _, each in self.articles] + [each.article for _, each in self.claims]
        return {each.story_id for each in about if each.story_id}


def recent(found: Found, now: datetime, newest: timedelta) -> Found:
    """Gives what is of articles that are not too old to alert anybody."""

    def fresh(article: About) -> bool:
        return in_utc(article.when) >= now - newest

    return Found(
        articles=[each for each in found.articles if fresh(each[1].article)],
        claims=[each for each in found.claims if fresh(each[1].article)],
    )


def alerts(found: Found, told: Mapping[tuple[str, str], Iterable[str]], now: datetime) -> list[Alert]:
    """Gives the alerts; `told` holds the facts that were told before, by saved search and story."""
    known: Facts = {key: set(facts) for key, facts in told.items()}
    made: list[Alert] = []
    for saved, match in found.articles:
        made += _of_article(saved, match, known, now)
    for saved, hit in found.claims:
        made += _of_claim(saved, hit, known, now)
    return made


def facts_of(claim: Position | Claim | AlertClaim) -> list[str]:
    """Gives the facts that a claim states: one for each type of guarantee."""
    return [f"{claim.holder}|{claim.stance}|{claim.beneficiary}|{kind}" for kind in claim.types]


def _of_article(saved: SavedSearch, match: ArticleMatch, known: Facts, now: datetime) -> Iterator[Alert]:
    place = (saved.saved_id, match.article.story_id or "")
    before = known.get(place)
    if before is None:
        facts = (STORY, *dict.fromkeys(fact for claim in match.stated for fact in facts_of(claim)))
        known[place] = set(facts)
        told = [_claim(each) for each in sorted(match.stated, key=match.is_beside)[:MOST_CLAIMS]]
        yield _alert(saved, "story", match.article, told, facts, now)
        return
    added = [
        change.after
        for revision in match.revisions
        for change in revision.changes
        if change.after is not None and not match.is_beside(change.after)
    ]
    added = [claim for claim in dict.fromkeys(added) if any(fact not in before for fact in facts_of(claim))]
    new = tuple(dict.fromkeys(fact for claim in added for fact in facts_of(claim) if fact not in before))
    if new:
        before.update(new)
        told = [_claim(each) for each in added[:MOST_CLAIMS]]
        yield _alert(saved, "added", match.article, told, new, now)


def _of_claim(saved: SavedSearch, hit: ClaimHit, known: Facts, now: datetime) -> Iterator[Alert]:
    before = known.setdefault((saved.saved_id, hit.article.story_id or ""), set())
    new = tuple(fact for fact in facts_of(hit.claim) if fact not in before)
    if new:
        before.update(new)
        yield _alert(saved, "claim", hit.article, [_claim(hit.claim)], new, now)


def _alert(
    saved: SavedSearch,
    kind: Kind,
    about: About,
    claims: Sequence[AlertClaim],
    facts: tuple[str, ...],
    now: datetime,
) -> Alert:
    story = about.story_id or ""
    # What a story's first alert knows of its claims may change until it is decided again; its id may not.
    told = (STORY,) if kind == "story" else tuple(sorted(facts))
    return Alert(
        alert_id=digest("alert", saved.saved_id, story, *told),
        saved_id=saved.saved_id,
        saved=saved.name,
        what=saved.what,
        kind=kind,
        at=moment(now),
        story_id=story,
        article=AlertArticle(
            article_id=about.article_id,
            title=about.title,
            url=about.url,
            when=about.when,
            site=about.site,
            publisher=about.publisher,
            language=about.language,
        ),
        claims=tuple(claims),
        facts=facts[:MOST_FACTS],
    )


def _claim(claim: Position | Claim) -> AlertClaim:
    return AlertClaim(
        holder=claim.holder,
        stance=claim.stance,  # type: ignore[arg-type]
        beneficiary=claim.beneficiary,  # type: ignore[arg-type]
        types=tuple(claim.types),
        evidence=tuple(one_line(each.text, longest=LONGEST_SENTENCE) for each in claim.evidence[:MOST_SENTENCES]),
        on_behalf_of=claim.on_behalf_of,
        conditional=claim.conditional,
    )
